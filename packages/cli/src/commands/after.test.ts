import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openSite } from '@spacecrate/site'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type InProcessResult, runInProcess } from '../testing/run-in-process.js'
import { writeSmallArchive } from '../testing/small-archive.js'

let dir = ''
let number = 0
let folder = ''
const at = (...names: string[]): string => join(folder, ...names)

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'spacecrate-after-'))
  await writeSmallArchive(dir, 'small', { pages: 3 })
})
afterAll(() => rm(dir, { recursive: true, force: true }))
beforeEach(async () => {
  folder = join(dir, String(number++))
  await runInProcess(['site', 'create', at('site')])
  await run('import', [archive(), '--yes'])
})

const archive = (): string => join(dir, 'small.crate.zip')

/** Runs a command on the site of the test, as a program does. */
async function run(command: string, args: readonly string[] = [], json: boolean = true): Promise<InProcessResult> {
  const shared = ['--to', at('site'), '--work', at('work'), ...(json ? ['--json'] : [])]
  return runInProcess([...command.split(' '), ...args, ...shared])
}

const parse = ({ stdout }: InProcessResult): Record<string, unknown> => JSON.parse(stdout) as Record<string, unknown>

/** Somebody writes a page into the space that was imported. */
async function addPage(): Promise<void> {
  await using site = await openSite(at('site'), { mode: 'write' })
  const space = site.store.findSpaceByKey('KILN')?.id ?? ''
  site.store.insert('content', { id: 'page:900', kind: 'page', space, title: 'Mine', status: 'current', version: 1 })
}

describe('check', () => {
  it('ends with 0 where everything is as it must be, and leaves a report', async () => {
    const result = await run('check', [archive()])
    const document = parse(result)
    expect([result.code, document['status'], document['unexplained']]).toEqual([0, 'same', {}])
    const report = JSON.parse(await readFile(String(document['path']), 'utf8')) as Record<string, unknown>
    expect(report).toMatchObject({ report: 'check', status: 'same', sample: document['sample'] })
    expect(existsSync(String(document['differences']))).toBe(true)
  })

  it('ends with 1 where something is different, and lists it', async () => {
    await rm(at('site', 'blobs'), { recursive: true })
    const result = await run('check', [archive()])
    expect([result.code, parse(result)['unexplained']]).toEqual([1, { bytes: 1 }])
    const lines = (await readFile(String(parse(result)['differences']), 'utf8')).trim().split('\n')
    expect(lines.map((line) => JSON.parse(line) as unknown)).toContainEqual(
      expect.objectContaining({ explained: false, kind: 'bytes', record: 'version:attachment:7/1' }),
    )
    const { stdout } = await run('check', [archive()], false)
    expect(stdout).toMatch(/^1 difference that no loss explains\n/)
    expect(stdout).toContain('Look at these in both sites:')
  })

  it('says that nothing was imported', async () => {
    const result = await runInProcess(['check', archive(), '--to', at('site'), '--work', at('none')])
    expect([result.code, existsSync(at('none'))]).toEqual([40, false])
    expect(result.stderr).toContain('JOURNAL_NOT_FOUND')
  })
})

describe('undo', () => {
  it('writes nothing without --yes, and takes the import back with it', async () => {
    const look = parse(await run('undo'))
    expect(look).toMatchObject({ dryRun: true, stays: { count: 0 } })
    expect((await run('check', [archive()])).code).toBe(0)
    const { stdout, code } = await run('undo', [archive(), '--yes'], false)
    expect([code, stdout.split('\n')[0]]).toEqual([0, '7 things moved to the trash'])
    expect(parse(await run('import', [archive(), '--yes']))).toMatchObject({ complete: true })
    expect((await run('check', [archive()])).code).toBe(0)
  })

  it('says that nothing is left to undo, as often as it is asked', async () => {
    expect((await run('undo', ['--yes'])).code).toBe(0)
    for (const args of [[], ['--yes'], [archive()], [archive(), '--yes']]) {
      const { code, stdout } = await run('undo', args, false)
      expect([args, code, stdout.split('\n')[0]]).toEqual([args, 0, 'Nothing is left to undo'])
      const document = parse(await run('undo', args))
      expect(document).toMatchObject({ status: 'complete', dryRun: !args.includes('--yes'), streams: [], failed: 0 })
    }
    expect(parse(await run('import', [archive(), '--yes']))).toMatchObject({ complete: true })
  })

  it('is an error where the work folder knows of no import', async () => {
    const result = await runInProcess(['undo', '--to', at('site'), '--work', at('none'), '--json'])
    expect([result.code, parse(result)]).toMatchObject([40, { error: { code: 'JOURNAL_NOT_FOUND' } }])
  })

  it('lists what stays, and why', async () => {
    await addPage()
    const document = parse(await run('undo', ['--yes']))
    expect(document).toMatchObject({ stays: { count: 1 } })
    const lines = (await readFile(String(document['list']), 'utf8')).trim().split('\n')
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({ record: 'space:1', why: expect.stringContaining('page:900') }),
    ])
  })
})

describe('links repair', () => {
  it('says that there is nothing to repair', async () => {
    const { code, stdout } = await run('links repair', [], false)
    expect([code, stdout.split('\n')[0]]).toEqual([0, '0 links in 0 texts repaired'])
    expect(parse(await run('links repair', ['--dry-run']))).toMatchObject({ status: 'complete', dryRun: true })
  })
})

describe('progress', () => {
  /** The stages that a command shows, in order. */
  async function stagesOf(command: string, ...args: readonly string[]): Promise<string[]> {
    const { stderr } = await run(command, args, false)
    return stderr.split('\n').flatMap((line) => /^(\w+) +[\d\u202f]+ (?:things|texts) /.exec(line)?.[1] ?? [])
  }

  it('says of a look that it looks, and only of a change that it changes', async () => {
    const body = { format: 'storage', value: '<ac:link><ri:page ri:content-title="Nowhere"/></ac:link>' } as const
    const version = { id: 'version:page:101/2', of: 'page:101', number: 2, order: 2, body }
    await writeSmallArchive(folder, 'broken', { pages: 3, records: [{ stream: 'versions', record: version }] })
    await runInProcess(['site', 'create', at('site2')])
    const shared = ['--to', at('site2'), '--work', at('work2')]
    await runInProcess(['import', at('broken.crate.zip'), ...shared, '--yes'])
    const look = await runInProcess(['links', 'repair', '--dry-run', ...shared])
    expect([look.code, look.stderr]).toEqual([0, expect.stringMatching(/^looking .* texts /)])
    const repair = await runInProcess(['links', 'repair', ...shared])
    expect([repair.code, repair.stderr]).toEqual([0, expect.stringMatching(/^repairing .* texts /)])
    expect(await stagesOf('undo')).toEqual(['looking'])
    expect(await stagesOf('undo', '--yes')).toEqual(['looking', 'undoing'])
  })
})

describe('redirects', () => {
  it('writes every format, to a file or to the terminal', async () => {
    const table = await run('redirects', [archive(), '--base-url', 'https://new.example.com'], false)
    expect(table.code).toBe(0)
    expect(table.stdout).toMatch(/^old,new,record\r\n/)
    expect(table.stdout).toContain('/spaces/KILN,https://new.example.com/spaces/KILN,space:1\r\n')
    for (const format of ['json', 'nginx', 'apache']) {
      const path = at(`old.${format}`)
      expect(parse(await run('redirects', [archive(), '--format', format, '-o', path]))).toEqual({ format, path })
      expect(await readFile(path, 'utf8')).toContain('/pages/')
    }
  })

  it.each(['ftp://x', 'nonsense'])('takes no %s for a URL', async (url) => {
    expect((await run('redirects', [archive(), '--source-url', url])).code).toBe(2)
  })

  it('does not need the archive where it was', async () => {
    await rename(archive(), at('moved.crate.zip'))
    try {
      expect((await run('redirects', [at('moved.crate.zip')], false)).stdout).toContain('/display/KILN')
      expect((await run('check', [at('moved.crate.zip')])).code).toBe(0)
    } finally {
      await rename(at('moved.crate.zip'), archive())
    }
  })
})
