import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSite } from '@spacecrate/site'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Destination } from '../destination.js'
import type { ImportSummary } from '../import/import-summary.js'
import { PlanIndex } from '../plan/plan-index.js'
import { type ImportRequest, runImport } from '../import/run-import.js'
import { type ArchiveParts, buildArchive } from '../testing/build-archive.js'
import { createMemoryDestination } from '../testing/memory-destination.js'
import { observeSite } from '../testing/observed-site.js'
import { page, sampleParts, sampleRecords, text } from '../testing/sample-records.js'
import { planPaths } from '../work-paths.js'
import { readOccurrences } from './occurrences.js'
import { type Occurrences } from '../occurrences.js'
import type { SurveySummary } from '../plan/survey-summary.js'

let dir: string
let number = 0
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'survey-'))
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

const planDir = (): string => join(dir, 'plan')

async function importInto(
  destination: Destination,
  parts: ArchiveParts,
  options: Partial<ImportRequest> = {},
): Promise<ImportSummary> {
  await using archive = await buildArchive(dir, { id: `archive-${++number}`, ...parts })
  return await runImport({ archive, destination, workDir: join(dir, 'work'), planDir: planDir(), ...options })
}

async function surveyOf(parts: ArchiveParts, limits = {}): Promise<SurveySummary> {
  const { destination } = createMemoryDestination({ limits })
  const { plan } = await importInto(destination, parts, { planOnly: true })
  if (plan.survey === undefined) throw new Error('The plan has no survey')
  return plan.survey
}

function withOccurrences<Result>(work: (occurrences: Occurrences) => Result): Result {
  using index = new PlanIndex(planPaths(planDir()).index)
  return work(readOccurrences(index.db))
}

async function unresolvedLines(): Promise<readonly object[]> {
  const lines = (await readFile(planPaths(planDir()).references, 'utf8')).split('\n')
  return lines.filter((line) => line !== '').map((line): object => JSON.parse(line))
}

/** The pages of the sample with these bodies. */
function pagesWith(...bodies: readonly string[]): ArchiveParts {
  const content = bodies.map((_, at) => page(`page:${at + 1}`, `Page ${at + 1}`))
  const versions = bodies.map((body, at) => text(`page:${at + 1}`, body))
  const { people = [], spaces = [] } = sampleRecords
  const bare = spaces.map(({ home: _home, logo: _logo, description: _description, ...space }) => space)
  return { records: { people, spaces: bare, content, versions } }
}

describe('references', () => {
  it.each([
    ['in memory', {}],
    ['in memory, without ids beforehand', { reserves: false }],
  ])('end %s as the plan said, whatever is there already', async (_name, options) => {
    const observed = createMemoryDestination(options)
    observed.add('people', { id: 'person:700', kind: 'person', state: 'active', accountId: 'acc:7', userKey: 'k-ann' })
    observed.add('spaces', { id: 'space:900', key: 'doc', kind: 'global', status: 'current' })
    for (const parts of [sampleParts, { ...sampleParts, id: 'again' }]) {
      const { plan, applied } = await importInto(observed.destination, parts, {
        policies: { spaceKeyExists: 'rename' },
      })
      expect(plan.survey?.references).toEqual(applied?.references)
    }
  })

  it.each(['fail', 'skip'] as const)('end in the embedded site as the plan said (%s)', async (spaceKeyExists) => {
    await using site = await createSite(join(dir, 'site'), { name: 'Destination' })
    const own = { id: 'space:900', key: 'OPS', kind: 'global', status: 'current' } as const
    if (spaceKeyExists === 'skip') site.store.insert('spaces', own)
    const { destination } = observeSite(site)
    const { plan, applied } = await importInto(destination, sampleParts, { policies: { spaceKeyExists } })
    expect(plan.survey?.references).toEqual(applied?.references)
    expect(plan.survey?.references.total).toBeGreaterThan(8)
  })

  it('that stay unresolved are listed with their record', async () => {
    await surveyOf(pagesWith('<ri:page ri:content-title="Page 1"/>', '<p><ri:page ri:content-title="Gone"/></p>'))
    expect(await unresolvedLines()).toEqual([
      {
        record: 'version:page:2/1',
        kind: 'page',
        reason: 'TARGET_NOT_IN_ARCHIVE',
        verbatim: '<ri:page ri:content-title="Gone"/>',
        path: 'p/ri:page',
      },
    ])
  })

  it('in what is there already are not looked at again', async () => {
    const { destination } = createMemoryDestination()
    await importInto(destination, sampleParts)
    const { plan } = await importInto(destination, sampleParts, { planOnly: true })
    expect(plan.survey).toMatchObject({ bodies: 0, macros: [], hosts: [], limits: [], newPeople: 0 })
    expect(plan.survey?.references.total).toBe(0)
  })
})

describe('what stands in bodies', () => {
  const macro = (name: string): string => `<ac:structured-macro ac:name="${name}"/>`

  it('is counted by macro, and whether the destination has it', async () => {
    const parts = pagesWith(macro('toc') + macro('drawio'), macro('toc'))
    const macros = [
      { name: 'toc', count: 2, sample: 'page:1' },
      { name: 'drawio', count: 1, sample: 'page:1' },
    ]
    expect((await surveyOf(parts)).macros).toEqual(macros)
    const { macros: known } = await surveyOf(parts, { macros: new Set(['toc']) })
    expect(known).toEqual(macros.map((one) => ({ ...one, there: one.name === 'toc' })))
  })

  it('is read in blobs and in ADF as well', async () => {
    const parts = pagesWith('<p/>')
    const body = { format: 'adf', value: '{"attrs":{"extensionKey":"chart"}}' } as const
    const large = { format: 'storage', blob: 'LARGE', bytes: 40 } as const
    const versions = [
      text('page:1', '', { body }),
      text('page:1', '', { id: 'version:page:1/2', number: 2, order: 2, body: large }),
    ]
    const { macros, bodies } = await surveyOf({
      records: { ...parts.records, versions },
      blobs: { LARGE: macro('inside-a-blob') },
    })
    expect([bodies, macros.map(({ name }) => name)]).toEqual([2, ['chart', 'inside-a-blob']])
  })

  it('is counted by host of its URLs', async () => {
    const body = [
      '<a href="https://wiki.example.org/display/DOC/Plans">x</a>',
      '<a href="https://wiki.example.org/unknown/form">x</a>',
      '<a href="https://user@Other.example:8443/display/DOC/Plans?a=1&amp;pageId=7">x</a> http://plain.example/text',
      '<ri:url ri:value="https://old.example.org/"/>',
    ].join('')
    const { hosts } = await surveyOf({
      ...pagesWith(body),
      source: { baseUrls: ['https://old.example.org'] },
    })
    expect(hosts).toEqual([
      { host: 'wiki.example.org', count: 2, sample: 'page:1', kind: 'likely' },
      { host: 'old.example.org', count: 1, sample: 'page:1', kind: 'source' },
      { host: 'other.example:8443', count: 1, sample: 'page:1', kind: 'likely' },
      { host: 'plain.example', count: 1, sample: 'page:1', kind: 'other' },
    ])
  })

  it.each([
    'https://'.repeat(50_000),
    `https://x/${'display/'.repeat(50_000)}`,
    '<ac:macro '.repeat(50_000),
    '"extensionKey":"',
  ])('is read whatever it is (%#)', async (body) => {
    const { records } = pagesWith('')
    const versions = (['storage', 'adf'] as const).map((format, at) =>
      text('page:1', '', {
        id: `version:page:1/${at + 1}`,
        number: at + 1,
        order: at + 1,
        body: { format, blob: 'LARGE', bytes: body.length },
      }),
    )
    const { bodies } = await surveyOf({ records: { ...records, versions }, blobs: { LARGE: body } })
    expect(bodies).toBe(2)
  })
})

describe('limits', () => {
  it('are said before anything is written', async () => {
    const parts = { ...sampleParts, records: { ...sampleRecords, content: [page('page:10', 'x'.repeat(256))] } }
    const { limits } = await surveyOf(parts, { fileBytes: 5 })
    expect(limits).toEqual([
      {
        code: 'TITLE_TOO_LONG',
        count: 1,
        first: [
          { id: 'page:10', what: expect.stringMatching(/^a title of 256, where 255 are taken: it becomes "x*…"$/) },
        ],
      },
      {
        code: 'FILE_TOO_LARGE',
        count: 1,
        first: [{ id: 'attachment:50', what: 'a file of 9 bytes, where 5 are taken' }],
      },
    ])
  })
})

describe('people', () => {
  it('who will be new, active accounts are counted', async () => {
    const { people = [] } = sampleRecords
    const former = { id: 'person:k-old', userKey: 'k-old', kind: 'person', state: 'inactive' } as const
    const observed = createMemoryDestination()
    observed.add('people', { id: 'person:700', kind: 'person', state: 'active', userKey: 'k-ann' })
    const { plan } = await importInto(observed.destination, { records: { people: [...people, former] } })
    expect(plan.survey?.newPeople).toBe(2)
  })

  it('and groups and spaces are counted wherever they stand, with a sample', async () => {
    const observed = createMemoryDestination()
    observed.add('people', { id: 'person:700', kind: 'person', state: 'active', userKey: 'k-bob' })
    await importInto(observed.destination, sampleParts, { planOnly: true })
    withOccurrences(({ of }) => {
      // A mention, a restriction, a comment, a version, a like, a permission.
      expect(of('person', 'person:k-bob')).toEqual({ count: 6, sample: 'page:10' })
      expect(of('group', 'group:readers')).toEqual({ count: 4, sample: 'space:1' })
      expect(of('space', 'space:1')).toEqual({ count: 6, sample: 'page:10' })
      expect(of('person', 'person:nobody')).toBeUndefined()
    })
  })
})
