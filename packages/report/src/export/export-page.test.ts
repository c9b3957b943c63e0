import { createHash } from 'node:crypto'
import {
  type Account,
  type Archive,
  type Manifest,
  type Omission,
  type ReadRecord,
  type StreamName,
  type StreamRecords,
  type StreamRule,
  streamRules,
} from '@spacecrate/format'
import { describe, expect, it } from 'vitest'
import { missingOfOmission } from '../omission-words.js'
import { collectExportReport } from './collect-export.js'
import { FindingCollector } from '../findings.js'
import { renderExportReport } from './export-page.js'
import { RunClock } from '../run-facts.js'

const hostile = `<script>alert('x')</script>"&\u0000\u202Egnp.exe`

const noNumbers = { counted: 0, met: 0, recorded: 0, merged: 0, derived: 0, unselected: 0, omitted: 0 }

function account(numbers: Partial<Account>): Account {
  return { kind: 'Page', ...noNumbers, omissions: {}, unexplained: 0, ...numbers }
}

function certificateOf(accounts: readonly Account[]): Manifest['certificate'] {
  return { status: 'complete', unexplained: 0, schemas: 'a'.repeat(64), accounts, beside: {} }
}

type Streams = { readonly [Name in StreamName]?: readonly StreamRecords[Name][] }

/** An archive in memory: what the report reads, and nothing more. */
function memoryArchive(streams: Streams, omissions: readonly Omission[], overrides: Partial<Manifest> = {}): Archive {
  const list = <Name extends StreamName>(stream: Name): readonly StreamRecords[Name][] => streams[stream] ?? []
  const read = <Name extends StreamName>(record: StreamRecords[Name]): ReadRecord<Name> => ({
    record,
    line: Buffer.from(JSON.stringify(record)),
    unknown: [],
  })
  const codes: Record<string, number> = {}
  for (const omission of omissions) codes[omission.code] = (codes[omission.code] ?? 0) + omission.count
  return {
    path: '/x/acme.crate.zip',
    manifestDigest: 'd'.repeat(64),
    seal: 'e'.repeat(64),
    manifest: {
      format: 'spacecrate',
      version: '0.1',
      archive: { id: '8d0f7f2c-6a53-4a6e-9e51-3f0f8a1f5a10', created: { at: '2031-02-03T04:05:06.007Z' } },
      tool: { name: 'spacecrate', version: '0.1.0' },
      source: { adapter: 'xml-backup', product: 'server', siteId: 'site-1', name: 'Kiln', baseUrls: [] },
      selection: {},
      consistency: { kind: 'snapshot', from: { at: '2031-02-03T04:00:00.000Z' } },
      streams: Object.entries(streams).map(([name, records]) => ({
        name: name as StreamName,
        records: records.length,
        bytes: 0,
        digest: 'e'.repeat(64),
        parts: 1,
      })),
      blobs: { count: 0, bytes: 0 },
      omissions: { count: omissions.reduce((sum, one) => sum + one.count, 0), lines: omissions.length, codes },
      certificate: certificateOf([account({ counted: 3, met: 3, recorded: 2, omitted: 1 })]),
      contentRoot: 'c'.repeat(64),
      requires: [],
      ...overrides,
    },
    async *records(stream) {
      for (const record of list(stream)) yield read(record)
    },
    async find(stream, id) {
      const record = list(stream).find((candidate) => candidate.id === id)
      return record === undefined ? undefined : read(record)
    },
    async *owned(stream, owner) {
      const rule: StreamRule<typeof stream> = streamRules[stream]
      for (const record of list(stream)) if (rule.owner(record) === owner) yield read(record)
    },
    async *omissions() {
      yield* omissions
    },
    hasBlob: () => Promise.resolve(false),
    openBlob: () => (async function* () {})(),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}

const streams: Streams = {
  spaces: [
    { id: 'space:1', key: 'KILN', name: hostile, kind: 'global', status: 'current' },
    { id: 'space:2', key: 'EMPTY', name: 'Empty', kind: 'personal', status: 'archived' },
  ],
  people: [
    { id: 'person:a', kind: 'person', state: 'active', email: 'a@example.org' },
    { id: 'person:b', kind: 'unknown', state: 'unknown', referencedOnly: true },
  ],
  content: [
    { id: 'page:1', kind: 'page', space: 'space:1', title: 'A', status: 'current', version: 2 },
    { id: 'page:2', kind: 'page', space: 'space:1', title: 'B', status: 'current', version: 1 },
    { id: 'post:3', kind: 'blogpost', space: 'space:2', title: 'C', status: 'current', version: 1 },
  ],
  versions: [
    { id: 'version:page:1/1', of: 'page:1', number: 1, order: 1 },
    { id: 'version:page:1/2', of: 'page:1', number: 2, order: 2 },
    { id: 'version:page:9/1', of: 'page:9', number: 1, order: 1 },
    { id: 'version:page:2/1', of: 'page:2', number: 1, order: 1 },
    { id: 'version:post:3/1', of: 'post:3', number: 1, order: 1 },
  ],
  comments: [{ id: 'comment:1', content: 'post:3', kind: 'footer', status: 'current', version: 1 }],
  attachments: [
    { id: 'attachment:1', container: 'space:2', name: 'logo.png', status: 'current', version: 1 },
    { id: 'attachment:2', container: 'page:2', name: 'b.png', status: 'current', version: 2 },
    { id: 'attachment:3', container: 'comment:1', name: 'c.png', status: 'current', version: 1 },
  ],
  'attachment-versions': [
    { id: 'version:attachment:1/1', of: 'attachment:1', number: 1, order: 1, bytes: 5 },
    { id: 'version:attachment:2/1', of: 'attachment:2', number: 1, order: 1, bytes: 10 },
    { id: 'version:attachment:2/2', of: 'attachment:2', number: 2, order: 2, bytes: 20 },
  ],
}

function omission(code: string, index: number): Omission {
  return { code, kind: 'page', id: `page:${index}`, count: 1, what: `${hostile} ${index}`, why: 'gone', remedy: 'look' }
}

const noFacts = {
  from: 'backup.zip',
  run: () => new RunClock().facts('0.1.0'),
  volumes: [],
  findings: [],
  limits: [],
  signal: new AbortController().signal,
}

describe(collectExportReport, () => {
  it('counts per space, whoever owns a file', async () => {
    const report = await collectExportReport(memoryArchive(streams, []), noFacts)
    expect(report.spaces).toMatchObject([
      { key: 'KILN', pages: 2, posts: 0, versions: 3, comments: 0, attachments: 1, attachmentBytes: 30 },
      { key: 'EMPTY', pages: 0, posts: 1, versions: 1, comments: 1, attachments: 2, attachmentBytes: 5 },
      { id: '', name: 'in no space', versions: 1 },
    ])
    expect(report.people).toEqual({ total: 2, referencedOnly: 1, identifiable: 1 })
  })

  it('says complete only when the sums add up', async () => {
    const light = async (recorded: number, omissions: readonly Omission[], missed = 0): Promise<string> => {
      const accounts = [
        account({ counted: 5, met: 5, recorded, merged: 1, derived: 1, unselected: 1 }),
        account({ kind: 'Label', counted: 5 - missed, met: 5, recorded: 5 }),
      ]
      const archive = memoryArchive(streams, omissions, { certificate: certificateOf(accounts) })
      const { decision } = await collectExportReport(archive, noFacts)
      expect(decision.headline.startsWith('Complete')).toBe(decision.light !== 'red')
      return decision.light
    }
    expect(await light(2, [])).toBe('green')
    expect(await light(2, [omission('LOST', 1)])).toBe('amber')
    expect(await light(1, [])).toBe('red')
    expect(await light(3, [])).toBe('red')
    expect(await light(2, [], 1)).toBe('red')
    expect(await light(2, [], -1)).toBe('red')
  })

  it('keeps its lists bounded and its counts exact', () => {
    const omissions = Array.from({ length: 1000 }, (_, index) => omission(`CODE_${index % 300}`, index))
    const collector = new FindingCollector()
    for (const one of omissions) collector.add(missingOfOmission(one))
    const findings = collector.findings()
    expect(findings).toHaveLength(201)
    expect(findings.every((finding) => finding.sample.length <= 50)).toBe(true)
    expect(findings.reduce((sum, finding) => sum + finding.count, 0)).toBe(1000)
  })
})

describe(renderExportReport, () => {
  it('lets no markup of the source through, loads nothing and runs nothing', async () => {
    const collector = new FindingCollector()
    collector.add(missingOfOmission(omission('LOST', 1)))
    const archive = memoryArchive(streams, [omission('LOST', 1)], {
      source: { adapter: 'x', product: 'unknown', siteId: hostile, name: hostile, baseUrls: [hostile] },
    })
    const report = await collectExportReport(archive, {
      from: hostile,
      run: () => new RunClock().facts('0.1.0'),
      volumes: [{ name: hostile, bytes: 1, sha256: 'e'.repeat(64) }],
      findings: collector.findings(),
      limits: [hostile],
      full: `${hostile}.ndjson`,
      signal: new AbortController().signal,
    })
    const page = renderExportReport(report)
    expect(page).toContain('&#60;script&#62;alert(')
    expect(page).not.toMatch(/<script|\son\w+=|javascript:|https?:\/\/|\u202E|\u0000/i)
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? ''
    const digest = createHash('sha256').update(style).digest('base64')
    expect(page).toContain(`content="default-src 'none'; style-src 'sha256-${digest}'`)
  })
})
