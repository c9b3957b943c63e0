import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { openArchive } from '@spacecrate/format'
import type { ImportSummary } from '@spacecrate/importer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runInProcess } from '../../testing/run-in-process.js'
import { writeSmallArchive } from '../../testing/small-archive.js'
import type { ImportReport } from '../import-report.js'
import { collectLists, type CollectedLists } from './collect-lists.js'

let dir = ''
let planDir = ''
const at = (...names: string[]): string => join(dir, ...names)

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'recall-'))
  // One permission is never carried, one person is new, and one page links to nowhere.
  const permission = {
    id: 'permission:site/group:potters/USE',
    subject: { type: 'group', id: 'group:potters' },
  } as const
  const value = '<ac:link><ri:page ri:content-title="Nowhere"/></ac:link>'
  await writeSmallArchive(dir, 'small', {
    pages: 3,
    records: [
      { stream: 'people', record: { id: 'person:ann', userName: 'ann', kind: 'person', state: 'active' } },
      { stream: 'groups', record: { id: 'group:potters', name: 'potters' } },
      { stream: 'permissions', record: { ...permission, native: 'USE' } },
      {
        stream: 'versions',
        record: { id: 'version:page:101/2', of: 'page:101', number: 2, order: 2, body: { format: 'storage', value } },
      },
    ],
  })
  await runInProcess(['site', 'create', at('site')])
  const args = ['import', at('small.crate.zip'), '--to', at('site'), '--work', at('work'), '--yes', '--json']
  const { stdout } = await runInProcess(args)
  planDir = dirname((JSON.parse(stdout) as { report: { html: string } }).report.html)
})
afterAll(() => rm(dir, { recursive: true, force: true }))

/** A second import, number `run`, that found everything as the first one had left it. */
async function collectSettled(stem: string, run: number): Promise<CollectedLists> {
  const read = async (name: string): Promise<unknown> => JSON.parse(await readFile(join(planDir, name), 'utf8'))
  const { destination } = (await read('import-1.report.json')) as ImportReport
  const references = { rewritten: 0, unchanged: 0, unresolved: 0, reasons: {}, total: 0 }
  const summary = {
    settled: true,
    destination,
    plan: await read('plan.json'),
    applied: { journalDir: dirname(planDir), run, references },
  } as unknown as ImportSummary
  await using archive = await openArchive(at('small.crate.zip'))
  return await collectLists({ archive, summary, stem: join(planDir, stem), signal: new AbortController().signal })
}

async function rowsOf({ lists }: CollectedLists): Promise<Record<string, readonly string[]>> {
  const rows: Record<string, readonly string[]> = {}
  for (const { name, file } of lists) {
    if (name === 'links') continue
    const text = await readFile(join(planDir, file), 'utf8')
    rows[name] = text.split('\r\n').toSorted()
  }
  return rows
}

describe('the report on an import with nothing to do', () => {
  it('says the same from the report before as record by record', async () => {
    const report = JSON.parse(await readFile(join(planDir, 'import-1.report.json'), 'utf8')) as ImportReport
    expect(report.losses.codes).toMatchObject({ REFERENCE_UNRESOLVED: 1 })
    const recalled = await collectSettled('recalled', 2)
    // No report comes before that of the first one.
    const counted = await collectSettled('counted', 1)
    expect(numbersOf(recalled)).toEqual(numbersOf(counted))
    expect(await rowsOf(recalled)).toEqual(await rowsOf(counted))
    expect(recalled.losses.codes).not.toHaveProperty('REFERENCE_UNRESOLVED')
    expect(recalled.untouched).toMatchObject({ creates: 0, changes: 0 })
    expect(recalled.kinds.reduce((sum, { created }) => sum + created, 0)).toBe(0)
  })
})

/** Everything but what the run itself left unresolved, and but the names of files. */
function numbersOf({ sample, lists, ...rest }: CollectedLists): unknown {
  const own = lists.filter(({ name }) => name !== 'links')
  const text = JSON.stringify({ ...rest, references: undefined, lists: own, sample: sample.map(({ id }) => id) })
  return JSON.parse(text.replaceAll(/(?:recalled|counted)\./g, 'x.'))
}
