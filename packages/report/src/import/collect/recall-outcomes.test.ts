import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Archive } from '@spacecrate/format'
import type { ImportSummary } from '@spacecrate/importer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RunClock } from '../../run-facts.js'
import { makeSmallArchive } from '../../testing/small-archive.js'
import { importInto } from '../../testing/small-import.js'
import type { ImportReport } from '../import-report.js'
import { collectImportReport } from './collect-import.js'
import { collectLists, type CollectedLists } from './collect-lists.js'

let dir = ''
let planDir = ''
let archive: Archive
let first: ImportReport
let summary: ImportSummary
const { signal } = new AbortController()

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'recall-'))
  // One permission is never carried, one person is new, and one page links to nowhere.
  const permission = {
    id: 'permission:site/group:potters/USE',
    subject: { type: 'group', id: 'group:potters' },
  } as const
  const value = '<ac:link><ri:page ri:content-title="Nowhere"/></ac:link>'
  archive = await makeSmallArchive(dir, [
    { stream: 'people', record: { id: 'person:ann', userName: 'ann', kind: 'person', state: 'active' } },
    { stream: 'groups', record: { id: 'group:potters', name: 'potters' } },
    { stream: 'permissions', record: { ...permission, native: 'USE' } },
    {
      stream: 'versions',
      record: { id: 'version:page:101/2', of: 'page:101', number: 2, order: 2, body: { format: 'storage', value } },
    },
  ])
  summary = await importInto(dir, archive, false)
  planDir = dirname(summary.plan.path)
  first = await collectImportReport({
    archive,
    summary,
    destinationPath: 'site',
    planDir,
    stem: join(planDir, 'import-1'),
    clock: new RunClock(),
    version: '0',
    signal,
  })
  await writeFile(join(planDir, 'import-1.report.json'), JSON.stringify(first))
})
afterAll(async () => {
  await archive[Symbol.asyncDispose]()
  await rm(dir, { recursive: true, force: true })
})

/** A second import, number `run`, that found everything as the first one had left it. */
async function collectSettled(stem: string, run: number): Promise<CollectedLists> {
  const { applied } = summary
  if (applied === undefined) throw new Error('It was a plan')
  const references = { rewritten: 0, unchanged: 0, unresolved: 0, reasons: {}, total: 0 }
  const settled: ImportSummary = { ...summary, settled: true, applied: { ...applied, run, references } }
  return await collectLists({ archive, summary: settled, stem: join(planDir, stem), signal })
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
    expect(first.losses.codes).toMatchObject({ REFERENCE_UNRESOLVED: 1 })
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
