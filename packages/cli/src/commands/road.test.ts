import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openSite } from '@spacecrate/site'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '../testing/run-command.js'
import { runInProcess } from '../testing/run-in-process.js'
import { writeSmallArchive } from '../testing/small-archive.js'

const kiln = fileURLToPath(new URL('../../../../fixtures/backups/kiln', import.meta.url))
let dir = ''
const at = (...names: string[]): string => join(dir, ...names)

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'spacecrate-road-'))
  await writeSmallArchive(dir, 'small', { pages: 3 })
  await writeSmallArchive(dir, 'more', { pages: 4, file: 'glaze' })
  // A permission on the whole site is never carried.
  const id = 'permission:site/group:potters/USECONFLUENCE'
  const permission = { id, subject: { type: 'group', id: 'group:potters' }, native: 'USECONFLUENCE' } as const
  const records = [
    { stream: 'groups', record: { id: 'group:potters', name: 'potters' } },
    { stream: 'permissions', record: permission },
  ] as const
  await writeSmallArchive(dir, 'lossy', { records })
})
afterAll(() => rm(dir, { recursive: true, force: true }))

interface Sums {
  readonly met: number
  readonly recorded: number
  readonly merged: number
  readonly derived: number
  readonly unselected: number
  readonly omitted: number
}

describe('export', () => {
  it('writes an archive and a report whose sums add up', async () => {
    const { code, stdout } = await runInProcess(exporting('kiln.crate.zip'))
    expect(code).toBe(0)
    const document = JSON.parse(stdout) as { report: Record<string, string>; records: number }
    expect(document).toMatchObject({ status: 'complete', complete: true, unexplained: 0 })
    expect(Object.values(document.report).every((path) => existsSync(path))).toBe(true)
    const report = JSON.parse(await readFile(at('kiln.crate.report.json'), 'utf8')) as {
      accounts: Sums[]
      archive: { records: number; streams: { records: number }[] }
      omissions: { count: number; findings: { count: number }[] }
      run: { milliseconds: number; stages: { name: string; milliseconds: number; bytes?: number }[] }
      sourceBytes: number
    }
    const { run, sourceBytes } = report
    const inStages = run.stages.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
    // Each is rounded.
    expect(run.milliseconds).toBeGreaterThanOrEqual(inStages - run.stages.length)
    expect(sourceBytes).toBeGreaterThan((await stat(join(kiln, 'entities.xml'))).size)
    expect(run.stages.find(({ name }) => name === 'read and record')?.bytes).toBe(sourceBytes)
    expect(await readFile(at('kiln.crate.report.html'), 'utf8')).toMatch(/ of the source</)
    expect(report.accounts.length).toBeGreaterThan(10)
    for (const { met, recorded, merged, derived, unselected, omitted } of report.accounts) {
      expect(met).toBe(recorded + merged + derived + unselected + omitted)
    }
    const { archive, omissions } = report
    expect(archive.streams.reduce((sum, { records }) => sum + records, 0)).toBe(document.records)
    expect(omissions.findings.reduce((sum, { count }) => sum + count, 0)).toBe(omissions.count)
    const full = (await readFile(at('kiln.crate.omissions.ndjson'), 'utf8')).trim().split('\n')
    expect(full.length).toBeGreaterThan(0)
    expect(existsSync(at('work'))).toBe(false)
  })

  it('ends with 30 when it is strict and something was left out', async () => {
    expect((await runInProcess([...exporting('strict.crate.zip'), '--strict'])).code).toBe(30)
  })

  it('writes the report that a run did not get to, and leaves the archive alone', async () => {
    await runInProcess([...exporting('late.crate.zip'), '--keep-work'])
    const before = await readFile(at('late.crate.zip'))
    await rm(at('late.crate.report.html'))
    expect((await runInProcess(exporting('late.crate.zip'))).code).toBe(0)
    expect(existsSync(at('late.crate.report.html'))).toBe(true)
    expect((await readFile(at('late.crate.zip'))).equals(before)).toBe(true)
    expect((await readdir(dir)).filter((name) => name.includes('late.crate.zip.work'))).toEqual([])
  })

  it('writes nothing over an archive that is there', async () => {
    await writeFile(at('there.crate.zip'), 'mine')
    const { code, stdout } = await runInProcess(exporting('there.crate.zip'))
    expect(code).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'TARGET_EXISTS' } })
    expect(await readFile(at('there.crate.zip'), 'utf8')).toBe('mine')
  })

  it.each([
    [['--kinds', 'pages'], 'USAGE'],
    [['--spaces', 'NONE'], 'SPACE_UNKNOWN'],
    [['--zone', 'Mars/Olympus'], 'ZONE_UNKNOWN'],
  ])('ends with 2 for %j', async (args, error) => {
    const { code, stdout } = await runInProcess([...exporting('wrong.crate.zip'), ...args])
    expect(code).toBe(2)
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: error } })
    expect(existsSync(at('wrong.crate.zip'))).toBe(false)
  })

  it('leaves nothing in the way of the next try after a mistyped path', async () => {
    const right = exporting('typo.crate.zip')
    const wrong = right.map((word) => (word === kiln ? `${kiln}n` : word))
    const { code, stdout } = await runInProcess(wrong)
    expect({ code, ...(JSON.parse(stdout) as object) }).toMatchObject({
      code: 40,
      error: { code: 'BACKUP_UNREADABLE' },
    })
    expect((await runInProcess(right)).code).toBe(0)
  })

  it('stops cleanly at Ctrl-C and says how to continue', async () => {
    const args = exporting('stopped.crate.zip').filter((word) => word !== '--json')
    let pressed = false
    const { code, stdout, stderr } = await runCommand(args, {
      onStderr: (_text, kill) => {
        if (!pressed) kill('SIGINT')
        pressed = true
      },
    })
    expect([code, stdout]).toEqual([130, ''])
    expect(stderr).toMatch(/stopped: INTERRUPTED/)
    expect(stderr).toMatch(/run the same command again:\n {2}.* export --from .*stopped\.crate\.zip/)
    expect(existsSync(at('stopped.crate.zip'))).toBe(false)
    expect((await runInProcess(exporting('stopped.crate.zip'))).code).toBe(0)
  })

  function exporting(name: string): string[] {
    return ['export', '--from', kiln, '-o', at(name), '--work', at(`${name}.work`), '--json']
  }
})

describe('verify', () => {
  it('says that an archive is whole', async () => {
    const { code, stdout } = await runInProcess(['verify', at('small.crate.zip'), '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ valid: true, records: 16, contentRoot: expect.any(String) })
  })

  it('says what is wrong with one that is not', async () => {
    const bytes = await readFile(at('small.crate.zip'))
    const place = bytes.indexOf('streams/content/') + 60
    bytes[place] = (bytes[place] ?? 0) ^ 1
    await writeFile(at('broken.crate.zip'), bytes)
    const { code, stdout, stderr } = await runInProcess(['verify', at('broken.crate.zip'), '--json'])
    expect(code).toBe(10)
    expect(JSON.parse(stdout)).toMatchObject({ error: { exit: 10 } })
    expect(stderr).toContain('what to do')
  })
})

describe('diff', () => {
  it.each([
    ['small', 'small', 0, 0],
    ['small', 'more', 1, 3],
    ['more', 'small', 1, 3],
  ])('of %s and %s ends with %d', async (a, b, exit, lines) => {
    const { code, stdout } = await runInProcess(['diff', at(`${a}.crate.zip`), at(`${b}.crate.zip`), '--json'])
    expect(code).toBe(exit)
    expect(
      stdout
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as unknown),
    ).toHaveLength(lines)
  })
})

describe('import', () => {
  beforeAll(() => runInProcess(['site', 'create', at('site'), '--name', 'Rehearsal']))

  it('asks, and without a terminal says that it needs an answer', async () => {
    const { code, stderr } = await runCommand(['import', at('small.crate.zip'), '--to', at('site')])
    expect(code).toBe(2)
    expect(stderr).toMatch(/CONFIRMATION_NEEDED[\s\S]*--plan[\s\S]*--yes/)
  })

  it('plans without writing', async () => {
    const { code, stdout } = await runInProcess([...importing('small'), '--plan'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ status: 'planned', plan: { conflicts: { count: 0 } } })
    expect(JSON.parse((await runInProcess([...importing('small'), '--plan'])).stdout)).toMatchObject({
      plan: { streams: expect.arrayContaining([expect.objectContaining({ name: 'content', create: 4, match: 0 })]) },
    })
  })

  it('creates everything once, with a report whose sums add up', async () => {
    const first = await runInProcess([...importing('small'), '--yes'])
    expect(first.code).toBe(0)
    const document = JSON.parse(first.stdout) as { report: { json: string }; total: Record<string, number> }
    expect(document).toMatchObject({ status: 'complete', complete: true, total: { records: 16, unexplained: 0 } })
    const report = JSON.parse(await readFile(document.report.json, 'utf8')) as { outcomes: Record<string, number>[] }
    for (const { records = 0, created = 0, matched = 0, skipped = 0, refused = 0, failed = 0 } of report.outcomes) {
      expect(records).toBe(created + matched + skipped + refused + failed)
    }
    const second = JSON.parse((await runInProcess([...importing('small'), '--yes'])).stdout) as typeof document
    expect(second.total).toMatchObject({ created: 0, matched: 16 })
    expect(second.report.json).not.toBe(document.report.json)
  })

  it('ends with 30 when it is strict and something is lost', async () => {
    await runInProcess(['site', 'create', at('strict')])
    const args = [
      'import',
      at('lossy.crate.zip'),
      '--to',
      at('strict'),
      '--work',
      at('strict-work'),
      '--yes',
      '--strict',
    ]
    expect((await runInProcess(args)).code).toBe(30)
  })

  it.each([
    ['no site', ['--yes'], 40, 'nowhere'],
    ['plan and yes at once', ['--plan', '--yes'], 2],
    ['an unknown class of changes', ['--allow', 'everything', '--yes'], 2],
  ])('ends as it should for %s', async (_, args, exit, to?: string) => {
    expect((await runInProcess([...importing('small', to), ...args])).code).toBe(exit)
  })

  function importing(name: string, to: string = at('site')): string[] {
    return ['import', at(`${name}.crate.zip`), '--to', to, '--work', at('import-work'), '--json']
  }
})

describe('diff through the journal of an import', () => {
  beforeAll(async () => {
    await runInProcess(['site', 'create', at('mapped')])
    const { code } = await runInProcess([
      'import',
      at('small.crate.zip'),
      '--to',
      at('mapped'),
      '--work',
      at('mapped-work'),
      '--yes',
      '--json',
    ])
    expect(code).toBe(0)
  })

  it('finds nothing after an import, and what somebody added since', async () => {
    expect(await compare('same')).toEqual([])
    await using site = await openSite(at('mapped'), { mode: 'write' })
    const [page] = site.store.list('content')
    const [space] = site.store.list('spaces')
    if (page === undefined || space === undefined) throw new Error('Nothing was imported')
    site.store.insert('labels', { id: `label:${page.id}/global/new`, on: page.id, prefix: 'global', name: 'new' })
    // Beside the imported spaces a site may hold what it likes.
    site.store.insert('spaces', { id: 'space:99999', key: 'OTHER', kind: 'global', status: 'current' })
    expect(await compare('more')).toEqual([{ type: 'only-b', stream: 'labels', id: `label:${page.id}/global/new` }])
  })

  async function compare(name: string): Promise<unknown[]> {
    const archive = at(`${name}-back.crate.zip`)
    const exporting = ['export', '--from', at('mapped'), '-o', archive, '--work', at(`${name}-back.work`), '--json']
    expect((await runInProcess(exporting)).code).toBe(0)
    const args = ['diff', at('small.crate.zip'), archive, '--map', at('mapped-work'), '--json']
    const { code, stdout } = await runInProcess(args)
    const lines = stdout.split('\n').slice(0, -1)
    expect(code).toBe(lines.length === 0 ? 0 : 1)
    return lines.map((line) => JSON.parse(line) as unknown)
  }
})
