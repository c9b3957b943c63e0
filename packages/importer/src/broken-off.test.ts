import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Archive } from '@spacecrate/format'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as everything from './index.js'
import { type ImportRequest, runImport } from './import/run-import.js'
import { buildArchive } from './testing/build-archive.js'
import { endState } from './testing/end-state.js'
import { failingDestination } from './testing/failing-destination.js'
import { createMemoryDestination } from './testing/memory-destination.js'
import { sampleParts, sampleRecords, text } from './testing/sample-records.js'

let shelf: string
let archive: Archive
let dir: string
beforeAll(async () => {
  shelf = await mkdtemp(join(tmpdir(), 'broken-archive-'))
  archive = await buildArchive(shelf, sampleParts)
})
afterAll(async () => {
  await archive[Symbol.asyncDispose]()
  await rm(shelf, { recursive: true, force: true })
})
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'broken-'))
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

const into = ({ destination }: Pick<ImportRequest, 'destination'>): ImportRequest => ({
  archive,
  destination,
  workDir: join(dir, 'work'),
})

describe('what an import does not trust', () => {
  it('is an archive with another number of records than its manifest says', async () => {
    const observed = createMemoryDestination()
    const { manifest } = archive
    const streams = manifest.streams.map((stream) => (stream.name === 'labels' ? { ...stream, records: 3 } : stream))
    const records: Archive['records'] = (stream, options) => archive.records(stream, options)
    const lying = Object.create(archive, {
      manifest: { value: { ...manifest, streams } },
      records: { value: records },
      omissions: { value: () => archive.omissions() },
      manifestDigest: { value: archive.manifestDigest },
      path: { value: archive.path },
    }) as Archive
    await expect(runImport({ ...into(observed), archive: lying })).rejects.toMatchObject({
      code: 'ARCHIVE_NOT_VERIFIED',
    })
    expect([...observed.rows()]).toEqual([])
  })

  it.each([
    ['another file', async () => Buffer.from('nothing of SQLite, but long enough to have a header of it'.repeat(40))],
    [
      'a journal of other sites',
      async () => {
        const { applied } = await runImport(into(createMemoryDestination({ siteId: 'other' })))
        return readFile(join(applied?.journalDir ?? '', 'journal.sqlite'))
      },
    ],
  ])('is a journal that is %s', async (_name, bytes) => {
    const path = join(dir, 'work', 'source-1--memory', 'journal.sqlite')
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, await bytes())
    const observed = createMemoryDestination()
    await expect(runImport(into(observed))).rejects.toMatchObject({ code: 'JOURNAL_INVALID', details: { path } })
    expect([...observed.rows()]).toEqual([])
  })
})

describe('what an import that broke off leaves', () => {
  it('is planned anew when somebody changed the plan under it, and nothing of the change is done', async () => {
    const clean = createMemoryDestination()
    await runImport({ ...into(clean), workDir: join(dir, 'clean') })
    const observed = createMemoryDestination()
    const failing = failingDestination(observed.destination, { call: 20, when: 'before' })
    await expect(runImport(into({ destination: failing }))).rejects.toThrow('on purpose')
    const { plan } = await runImport({ ...into(observed), planOnly: true })
    await writeFile(plan.path, (await readFile(plan.path, 'utf8')).replaceAll('"id":"label:', '"id":"label:x'))
    const again = await runImport(into(observed))
    expect([again.status, again.applied?.resumed, again.applied?.unexplained]).toEqual(['complete', false, 0])
    expect(endState(observed)).toEqual(endState(clean))
  })

  it('is gone on with when the policies are the same, and planned anew when they are not', async () => {
    const clean = createMemoryDestination()
    await runImport({ ...into(clean), workDir: join(dir, 'clean') })
    const observed = createMemoryDestination()
    const failing = failingDestination(observed.destination, { call: 25, when: 'after' })
    await expect(runImport(into({ destination: failing }))).rejects.toThrow('on purpose')
    const other = await runImport({ ...into(observed), policies: { spaceKeyExists: 'rename' } })
    expect([other.status, other.applied?.resumed, other.applied?.unexplained]).toEqual(['complete', false, 0])
    expect(endState(observed)).toEqual(endState(clean))
  })

  it('is found again when plan and index are gone', async () => {
    const clean = createMemoryDestination()
    await runImport({ ...into(clean), workDir: join(dir, 'clean') })
    const observed = createMemoryDestination()
    const failing = failingDestination(observed.destination, { call: 25, when: 'after' })
    await expect(runImport(into({ destination: failing }))).rejects.toThrow('on purpose')
    const { plan } = await runImport({ ...into(observed), planOnly: true })
    await rm(dirname(plan.path), { recursive: true })
    const { applied } = await runImport(into(observed))
    expect([applied?.resumed, applied?.unexplained]).toEqual([false, 0])
    expect(endState(observed)).toEqual(endState(clean))
  })
})

describe('steps that fail', () => {
  it('leave the import partial, and are done by the next one', async () => {
    const observed = createMemoryDestination()
    let failures = 0
    const shaky: ImportRequest['destination'] = {
      ...observed.destination,
      async apply(steps, context) {
        const isLabel = steps.some(({ stream }) => stream === 'labels')
        if (!isLabel || failures++ > 0) return observed.destination.apply(steps, context)
        return steps.map(({ stream, record }) => {
          const loss = { code: 'RECORD_REFUSED', stream, record: record.id, what: 'A label', why: 'a test' } as const
          return { status: 'failed', loss } as const
        })
      },
    }
    const first = await runImport(into({ destination: shaky }))
    expect([first.status, first.applied?.losses['RECORD_REFUSED'], first.applied?.unexplained]).toEqual([
      'partial',
      2,
      0,
    ])
    const second = await runImport(into({ destination: shaky }))
    expect(second.status).toBe('complete')
    expect(second.applied?.streams.find(({ name }) => name === 'labels')).toMatchObject({ created: 2, failed: 0 })
  })
})

describe('texts', () => {
  it('in ADF follow what they refer to', async () => {
    const observed = createMemoryDestination()
    const card = (url: string): string => `{"type":"doc","content":[{"type":"blockCard","attrs":{"url":"${url}"}}]}`
    const versions = [text('page:10', '', { body: { format: 'adf', value: card('/display/DOC/Plans') } })]
    await using adf = await buildArchive(dir, { ...sampleParts, records: { ...sampleRecords, versions } })
    const { applied } = await runImport({ ...into(observed), archive: adf })
    const rows = [...observed.rows()]
    const plans = rows.find(({ madeOf }) => madeOf === 'page:11')?.record.id.replace('page:', '')
    expect(rows.find(({ madeOf }) => madeOf === 'version:page:10/1')?.record).toMatchObject({
      body: { value: card(`/pages/${plans}`) },
    })
    expect(applied?.losses).not.toHaveProperty('BODY_NOT_REWRITTEN')
  })

  it('that are not well formed are carried, and listed', async () => {
    const observed = createMemoryDestination()
    const versions = [text('page:10', '<p><ri:page ri:content-title="Plans"/></b>')]
    await using broken = await buildArchive(dir, { ...sampleParts, records: { ...sampleRecords, versions } })
    const { applied } = await runImport({ ...into(observed), archive: broken })
    expect(applied?.losses).toMatchObject({ BODY_NOT_WELL_FORMED: 1 })
  })
})

describe('the package', () => {
  it('exports what others build on, and nothing else', () => {
    expect(Object.keys(everything).sort()).toEqual([
      'CsvReader',
      'ImportError',
      'Journal',
      'allowedChanges',
      'applyPlanned',
      'checkImport',
      'compareAccess',
      'csvStart',
      'defaultPolicies',
      'encodeCsvRow',
      'findJournals',
      'importErrorHints',
      'importFolder',
      'importKinds',
      'isImportError',
      'listJournals',
      'loadPlan',
      'lossTexts',
      'openJournalLookup',
      'openRecordMap',
      'openSiteDestination',
      'readAllRuns',
      'readIdMap',
      'readLosses',
      'readPlan',
      'readRuns',
      'readUnresolved',
      'repairLinks',
      'runImport',
      'siteDestination',
      'tableDestination',
      'undoImport',
      'walkOutcomes',
      'writeRedirects',
    ])
  })

  it('makes the folder that it works in', async () => {
    const workDir = join(dir, 'deep', 'er')
    await runImport({ ...into(createMemoryDestination()), workDir })
    expect(existsSync(workDir)).toBe(true)
  })
})
