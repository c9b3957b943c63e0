import { existsSync } from 'node:fs'
import { link, lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type InProcessResult, runInProcess } from '../testing/run-in-process.js'
import { writeSmallArchive } from '../testing/small-archive.js'

let dir = ''
let number = 0
let folder = ''
const at = (...names: string[]): string => join(folder, ...names)
const archive = (): string => join(dir, 'small.crate.zip')
const site = (): string => join(dir, 'site')

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'spacecrate-others-'))
  await writeSmallArchive(dir, 'small')
  await runInProcess(['site', 'create', site()])
  const result = await runInProcess(['import', archive(), '--to', site(), '--work', join(dir, 'work'), '--yes'])
  expect(result.code).toBe(0)
})
afterAll(() => rm(dir, { recursive: true, force: true }))
beforeEach(async () => {
  folder = join(dir, String(number++))
  await mkdir(folder)
  await writeFile(at('letter'), 'of somebody')
})

const ways: readonly [string, (path: string) => Promise<unknown>][] = [
  ['a file', (path) => writeFile(path, 'of somebody')],
  ['a link', (path) => symlink(at('letter'), path)],
  ['a second name', (path) => link(at('letter'), path)],
  ['a folder', async (path) => mkdir(path)],
]

/**
 * All files and links of the test with what they hold, but for those in the work folder: the files beside a closed journal go
 * when its statements are collected.
 */
async function everything(): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.map((entry) => join(entry.parentPath, entry.name))
  const lines = paths
    .filter((path) => !path.startsWith(at('work')))
    .map(async (path) => {
      const facts = await lstat(path)
      return `${path} ${facts.mode} ${facts.ino} ${facts.isDirectory() ? '' : await readFile(path, 'utf8')}`
    })
  return (await Promise.all(lines)).sort()
}

/** How often a person is told not to overwrite, or which folder to name. */
function adviceIn({ stderr }: InProcessResult): readonly string[] {
  return stderr.match(/choose another|move .*away|overwritten|name another|an empty/gi) ?? []
}

const errorOf = ({ stdout }: InProcessResult): unknown =>
  (JSON.parse(stdout) as { readonly error?: { readonly code?: string } }).error?.code

describe('redirects -o', () => {
  it.each(ways)('leaves %s alone', async (_what, put) => {
    await put(at('old.csv'))
    const before = await everything()
    const shared = ['--to', site(), '--work', join(dir, 'work'), '--json']
    const result = await runInProcess(['redirects', archive(), '-o', at('old.csv'), ...shared])
    expect([result.code, errorOf(result)]).toEqual([2, 'TARGET_EXISTS'])
    expect(adviceIn(result)).toEqual(['Choose another', 'move away', 'overwritten'])
    expect(await everything()).toEqual(before)
  })
})

describe('export -o', () => {
  it('refuses a link that leads nowhere before anything is read', async () => {
    await symlink(at('nowhere'), at('new.crate.zip'))
    const result = await runInProcess([
      'export',
      '--from',
      site(),
      '-o',
      at('new.crate.zip'),
      '--work',
      at('work'),
      '--json',
    ])
    expect([result.code, errorOf(result)]).toEqual([2, 'TARGET_EXISTS'])
    expect([existsSync(at('work')), existsSync(at('nowhere'))]).toEqual([false, false])
  })
})

describe('plan -o', () => {
  const plan = (to: string): Promise<InProcessResult> =>
    runInProcess(['plan', archive(), '--to', site(), '--work', at('work'), '-o', to, '--json'])

  it.each<[string, string]>([
    ['a plan of something else', 'plan.json'],
    ['steps of something else', 'plan.ndjson'],
    ['anything', 'holiday.txt'],
  ])('leaves a folder with %s alone', async (_what, name) => {
    await mkdir(at('theirs'))
    await writeFile(at('theirs', name), '{"a":1}\n')
    const before = await everything()
    const result = await plan(at('theirs'))
    expect([result.code, errorOf(result)]).toEqual([40, 'WORK_FOLDER_FOREIGN'])
    expect(adviceIn(result)).toEqual(['Name another', 'an empty'])
    expect(result.stderr).not.toMatch(/export/i)
    expect(await everything()).toEqual(before)
  })

  it('writes through no link that lies in its folder, and plans again in it', async () => {
    expect((await plan(at('acme.plan'))).code).toBe(0)
    await writeFile(at('acme.plan', 'notes.txt'), 'of somebody')
    const names = ['plan.ndjson', 'plan.ndjson.part', 'plan.json.part', 'access.ndjson.part', 'references.ndjson.part']
    for (const name of [...names, 'plan.html', 'mapping/people.csv.part']) {
      await rm(at('acme.plan', name), { force: true })
      await symlink(at('letter'), at('acme.plan', name))
    }
    expect((await plan(at('acme.plan'))).code).toBe(0)
    expect(await readFile(at('letter'), 'utf8')).toBe('of somebody')
    expect(await readFile(at('acme.plan', 'notes.txt'), 'utf8')).toBe('of somebody')
    expect((await lstat(at('acme.plan', 'plan.ndjson'))).isFile()).toBe(true)
  })

  it('opens no database behind a link, and no folder of mapping files', async () => {
    await mkdir(at('elsewhere'))
    for (const name of ['mapping', 'mapping.sqlite']) {
      await rm(at('acme.plan'), { recursive: true, force: true })
      expect((await plan(at('acme.plan'))).code).toBe(0)
      await rm(at('acme.plan', name), { recursive: true })
      await symlink(at(name === 'mapping' ? 'elsewhere' : 'letter'), at('acme.plan', name))
      expect([name, errorOf(await plan(at('acme.plan')))]).toEqual([name, 'WORK_FOLDER_FOREIGN'])
    }
    expect([await readdir(at('elsewhere')), await readFile(at('letter'), 'utf8')]).toEqual([[], 'of somebody'])
  })

  it('keeps what somebody put beside its lists', async () => {
    expect((await plan(at('acme.plan'))).code).toBe(0)
    await mkdir(at('acme.plan', 'plan.lists'), { recursive: true })
    await writeFile(at('acme.plan', 'plan.lists', 'mine.csv'), 'of somebody')
    expect((await plan(at('acme.plan'))).code).toBe(0)
    expect(await readFile(at('acme.plan', 'plan.lists', 'mine.csv'), 'utf8')).toBe('of somebody')
  })

  it('begins with mapping files that somebody made before', async () => {
    await mkdir(at('first', 'mapping'), { recursive: true })
    await writeFile(at('first', 'mapping', 'spaces.csv'), 'id,decision\nspace:2,skip\n')
    expect((await plan(at('first'))).code).toBe(0)
  })
})

describe('export -o', () => {
  const exportTo = (name: string): Promise<InProcessResult> =>
    runInProcess(['export', '--from', site(), '-o', at(name), '--work', at(`${name}.work`), '--json'])

  it.each(ways)('puts its report beside %s of that name', async (_what, put) => {
    await put(at('a.crate.report.html'))
    const before = await everything()
    const result = await exportTo('a.crate.zip')
    expect(result.code).toBe(0)
    const { report } = JSON.parse(result.stdout) as {
      readonly report: { readonly html: string; readonly json: string }
    }
    expect([report.html, report.json]).toEqual([at('a.crate-2.report.html'), at('a.crate-2.report.json')])
    expect((await everything()).filter((line) => before.includes(line))).toEqual(before)
    expect((JSON.parse(await readFile(report.json, 'utf8')) as { report: string }).report).toBe('export')
  })
})

describe('cat -o', () => {
  it.each(ways)('leaves %s alone', async (_what, put) => {
    await put(at('taken'))
    const before = await everything()
    const digest = (await runInProcess(['list', archive(), 'attachment-versions', '--json'])).stdout
    const blob = /"blob":"([0-9a-f]{64})"/.exec(digest)?.[1] ?? ''
    const result = await runInProcess(['cat', archive(), blob, '-o', at('taken'), '--json'])
    expect([result.code, errorOf(result)]).toEqual([2, 'FILE_EXISTS'])
    expect(await everything()).toEqual(before)
  })
})
