import { readFileSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { readZipDirectory } from '../container/zip-directory.js'
import { ArchiveError } from '../error.js'
import { loadEntries, rebuild } from '../testing/rebuild.js'
import { head, openTestFolder, sealSample, temporaryFolder } from '../testing/sample.js'
import { verifyArchive } from './verify-archive.js'

const path = temporaryFolder()

let sealed: Promise<string> | undefined

/** One archive for all tests: they change copies of it. */
function sample(): Promise<string> {
  const file = path('a.zip')
  sealed ??= sealSample(path('work'), file).then(() => file)
  return sealed
}

const part = (stream: string): string => `streams/${stream}/0001.ndjson`

/** Problems of the sample after something was done to its entries, sealed again. */
async function codesAfter(change: (entries: Map<string, Buffer>) => void): Promise<Set<string>> {
  const entries = await loadEntries(await sample())
  change(entries)
  const file = path('changed.zip')
  writeFileSync(file, rebuild(entries))
  const { problems, valid } = await verifyArchive(file)
  expect(valid).toBe(problems.length === 0)
  return new Set(problems.map(({ code }) => code))
}

function editLines(entries: Map<string, Buffer>, name: string, edit: (lines: string[]) => string[]): void {
  const lines = entries.get(name)?.toString('utf8').split('\n').slice(0, -1) ?? []
  entries.set(
    name,
    Buffer.from(
      edit(lines)
        .map((line) => `${line}\n`)
        .join(''),
    ),
  )
}

function editManifest(entries: Map<string, Buffer>, edit: (manifest: Record<string, unknown>) => object): void {
  const manifest = JSON.parse(entries.get('manifest.json')?.toString() ?? '') as Record<string, unknown>
  entries.set('manifest.json', Buffer.from(JSON.stringify({ ...manifest, ...edit(manifest) })))
}

function nameOf(entries: ReadonlyMap<string, Buffer>, prefix: string): string {
  return [...entries.keys()].find((name) => name.startsWith(prefix)) ?? ''
}

/** Where the deflated bytes of entries end: up to seven bits there mean nothing, so a flip of one changes nothing. */
async function lastBytesOfDeflated(file: string): Promise<Set<number>> {
  const handle = await open(file, 'r')
  try {
    const entries = await readZipDirectory(handle.fd, (await handle.stat()).size)
    return new Set(entries.filter((e) => e.deflated).map((e) => e.dataOffset + e.packedBytes - 1))
  } finally {
    await handle.close()
  }
}

describe(verifyArchive, () => {
  it('finds nothing wrong with a good archive, and counts what it holds', async () => {
    const progress: number[] = []
    const report = await verifyArchive(await sample(), { onProgress: ({ done, total }) => progress.push(done / total) })
    expect(report.problems).toEqual([])
    expect(report).toMatchObject({
      valid: true,
      problemCount: 0,
      counts: { volumes: 1, records: 34, blobs: 2, omissions: 1, unknownFields: 0 },
    })
    expect(progress.at(-1)).toBeGreaterThan(0.9)
    expect(Math.max(...progress)).toBeLessThanOrEqual(1)
  })

  it('finds nothing wrong with an archive of nothing', async () => {
    const file = path('a.zip')
    await using writer = await openTestFolder(path('work'))
    await writer.seal(file, head)
    expect((await verifyArchive(file)).problems).toEqual([])
  })

  it('notices a flipped bit wherever it is', async () => {
    const bytes = readFileSync(await sample())
    const flipped = path('flipped.zip')
    // The large blob is most of the file, so fewer of its bytes are tried. `SLOW=1` tries every seventh of the others.
    const near = process.env['SLOW'] === '1' ? 7 : 389
    const step = (at: number): number => (bytes.subarray(at, at + 4000).every((b) => b < 3) ? 300_000 : near)
    const padded = await lastBytesOfDeflated(await sample())
    for (let at = 0; at < bytes.length; at += step(at)) {
      if (padded.has(at)) continue
      const copy = Buffer.from(bytes)
      copy[at] = (copy[at] ?? 0) ^ (1 << (at % 8))
      writeFileSync(flipped, copy)
      const found: unknown = await verifyArchive(flipped).then(
        ({ valid }) => (valid ? `byte ${at}` : undefined),
        (error: unknown) => (error instanceof ArchiveError ? undefined : error),
      )
      expect(found).toBeUndefined()
    }
  })

  it.each<readonly [string, string, (entries: Map<string, Buffer>) => void]>([
    [
      'RECORD_INVALID',
      'a record that is not valid',
      (e) => editLines(e, part('labels'), (l) => [...l, '{"id":"label:x"}']),
    ],
    ['RECORD_INVALID', 'a line that is not JSON', (e) => editLines(e, part('labels'), (l) => [...l, 'x'])],
    [
      'RECORD_NOT_CANONICAL',
      'a record with spaces',
      (e) => editLines(e, part('groups'), ([line = '']) => [line.replace(':', ': ')]),
    ],
    [
      'RECORD_NOT_CANONICAL',
      'a record with a field twice',
      (e) => editLines(e, part('groups'), ([line = '']) => [line.replace('{', '{"id":"group:other",')]),
    ],
    [
      'ORDER_WRONG',
      'siblings in another order',
      (e) => editLines(e, part('versions'), ([a = '', b = '', ...l]) => [b, a, ...l]),
    ],
    [
      'ORDER_WRONG',
      'owners in another order',
      (e) => editLines(e, part('labels'), ([a = '', b = '', ...l]) => [b, a, ...l]),
    ],
    [
      'ORDER_WRONG',
      'records of one owner in two places',
      (e) => editLines(e, part('versions'), ([a = '', b = '', c = '', ...l]) => [a, c, b, ...l]),
    ],
    ['ORDER_WRONG', 'a child before its parent', (e) => editLines(e, part('comments'), ([a = '', b = '']) => [b, a])],
    [
      'ORDER_WRONG',
      'a child below somebody else',
      (e) => editLines(e, part('content'), (l) => [l[0] ?? '', l[4] ?? '', l[1] ?? '', l[2] ?? '', l[3] ?? '']),
    ],
    ['RECORD_DUPLICATE', 'an id twice in one stream', (e) => editLines(e, part('groups'), ([a = '']) => [a, a])],
    [
      'REFERENCE_DANGLING',
      'a reference to nothing',
      (e) =>
        editLines(e, part('labels'), (l) => [
          ...l,
          '{"id":"label:page:9/global/x","name":"x","on":"page:9","prefix":"global"}',
        ]),
    ],
    ['REFERENCE_DANGLING', 'a reference to something that is gone', (e) => editLines(e, part('people'), () => [])],
    [
      'OMISSION_INVALID',
      'an omission that is not valid',
      (e) => editLines(e, 'omissions/0001.ndjson', () => ['{"code":"X"}']),
    ],
    [
      'ORDER_WRONG',
      'omissions that are not sorted',
      (e) => editLines(e, 'omissions/0001.ndjson', ([line = '']) => [line.replace('FILE', 'WILE'), line]),
    ],
    [
      'COUNT_WRONG',
      'other sums of omissions',
      (e) => editManifest(e, () => ({ omissions: { count: 1, lines: 1, codes: { OTHER: 1 } } })),
    ],
    ['COUNT_WRONG', 'another number of blobs', (e) => editManifest(e, () => ({ blobs: { count: 3, bytes: 1 } }))],
    [
      'COUNT_WRONG',
      'another number of records',
      (e) =>
        editManifest(e, ({ streams }) => ({
          streams: (streams as { name: string; records: number }[]).map((s) => ({ ...s, records: s.records + 1 })),
        })),
    ],
    ['ROOT_WRONG', 'another content root', (e) => editManifest(e, () => ({ contentRoot: 'a'.repeat(64) }))],
    [
      'ORDER_WRONG',
      'streams in another order',
      (e) => editManifest(e, ({ streams }) => ({ streams: (streams as unknown[]).toReversed() })),
    ],
    [
      'LAYOUT_WRONG',
      'an empty stream that the manifest does not name',
      (e) =>
        editManifest(e, ({ streams }) => ({
          streams: (streams as { name: string }[]).filter(({ name }) => name !== 'shortcut-links'),
        })),
    ],
    [
      'BLOB_MISSING',
      'a blob that the index does not name',
      (e) => {
        const index = nameOf(e, 'index/blobs-')
        const [first = '', second = ''] = e.get(index)?.toString().split('\n') ?? []
        const { sha256 } = JSON.parse(second) as { sha256: string }
        e.delete(index)
        e.set(`index/blobs-${sha256}.ndjson`, Buffer.from(`${second}\n`))
        expect(first).not.toBe('')
      },
    ],
    ['DIGEST_MISMATCH', 'a blob with other bytes', (e) => e.set('packs/0001', Buffer.from('A small file'))],
    ['INDEX_WRONG', 'a pack that is longer', (e) => e.set('packs/0001', Buffer.from('a small file and more'))],
    ['INDEX_WRONG', 'a pack that is gone', (e) => void e.delete('packs/0001')],
    [
      'INDEX_WRONG',
      'an index that points elsewhere',
      (e) =>
        editLines(e, nameOf(e, 'index/records-'), ([a = '', ...l]) => [a.replace('"offset":', '"offset":1'), ...l]),
    ],
    ['INDEX_WRONG', 'an index without a line', (e) => editLines(e, nameOf(e, 'index/records-'), (l) => l.slice(0, -1))],
    ['INDEX_WRONG', 'an index with a line more', (e) => editLines(e, nameOf(e, 'index/records-'), (l) => [...l, '{}'])],
    [
      'INDEX_WRONG',
      'an index of blobs that is not valid',
      (e) => editLines(e, nameOf(e, 'index/blobs-'), (l) => [...l, '{}']),
    ],
    ['INDEX_WRONG', 'a pack that is shorter', (e) => e.set('packs/0001', Buffer.from('a small'))],
    ['LAYOUT_WRONG', 'a part that nothing names', (e) => e.set('streams/people/0002.ndjson', Buffer.from('{}\n'))],
    ['LAYOUT_WRONG', 'a pack that nothing names', (e) => e.set('packs/0002', Buffer.from('hidden'))],
    [
      'LAYOUT_WRONG',
      'a part without a line feed at its end',
      (e) => e.set(part('groups'), e.get(part('groups'))?.subarray(0, -1) ?? Buffer.alloc(0)),
    ],
    [
      'LAYOUT_WRONG',
      'a stream in more parts than it needs',
      (e) => {
        const lines = e.get(part('people'))?.toString() ?? ''
        e.set('streams/people/0002.ndjson', Buffer.from(lines.replace('ann', 'bob')))
        editManifest(e, ({ streams }) => ({
          streams: (streams as { name: string }[]).map((s) => (s.name === 'people' ? { ...s, parts: 2 } : s)),
        }))
      },
    ],
    [
      'LAYOUT_WRONG',
      'entries in another order',
      (e) => {
        const omissions = e.get('omissions/0001.ndjson') ?? Buffer.alloc(0)
        const rest = [...e].filter(([name]) => name !== 'omissions/0001.ndjson')
        e.clear()
        for (const [name, bytes] of rest) {
          if (name.startsWith('streams/site')) e.set('omissions/0001.ndjson', omissions)
          e.set(name, bytes)
        }
      },
    ],
    ['ENTRY_CORRUPT', 'a part that is gone', (e) => void e.delete(part('groups'))],
  ])('notes %s for %s', async (code, _, change) => {
    expect(await codesAfter(change)).toContain(code)
  })

  it('looks at bytes alone where it is told to', async () => {
    const whole = await verifyArchive(await sample())
    const bytes = await verifyArchive(await sample(), { level: 'bytes' })
    expect(bytes).toMatchObject({ valid: true, counts: { records: 0, blobs: 0, omissions: 0 } })
    expect([bytes.counts.entries, bytes.counts.bytes]).toEqual([whole.counts.entries, whole.counts.bytes])
    const entries = await loadEntries(await sample())
    editManifest(entries, () => ({ blobs: { count: 3, bytes: 1 } }))
    const changed = path('changed.zip')
    writeFileSync(changed, rebuild(entries))
    expect((await verifyArchive(changed, { level: 'bytes' })).problems).toEqual([])
    const copy = Buffer.from(readFileSync(changed))
    const at = copy.indexOf('a small file')
    copy[at] = 0x41
    writeFileSync(changed, copy)
    expect((await verifyArchive(changed, { level: 'bytes' })).problems).toMatchObject([{ code: 'ENTRY_CORRUPT' }])
  })

  it('notes a blob that nobody needs', async () => {
    const codes = await codesAfter((entries) => {
      editLines(entries, part('attachment-versions'), () => [])
      editManifest(entries, ({ streams }) => ({
        streams: (streams as { name: string }[]).map((s) =>
          s.name === 'attachment-versions' ? { ...s, records: 0, bytes: 0, parts: 0 } : s,
        ),
      }))
    })
    expect(codes).toContain('BLOB_UNUSED')
  })

  it('goes on behind what is wrong, and counts what it does not list', async () => {
    const entries = await loadEntries(await sample())
    const file = path('changed.zip')
    editLines(entries, part('versions'), (lines) => lines.map((line) => line.replace('{', '{ ')))
    writeFileSync(file, rebuild(entries))
    const report = await verifyArchive(file, { maxProblems: 3 })
    expect(report.problems).toHaveLength(3)
    expect(report.problemCount).toBeGreaterThanOrEqual(10)
    expect(report.problems[1]).toMatchObject({
      code: 'RECORD_NOT_CANONICAL',
      entry: part('versions'),
      line: 2,
      id: 'version:page:1/2',
    })
  })

  it('stops when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('stopped'))
    await expect(verifyArchive(await sample(), { signal })).rejects.toThrow('stopped')
  })
})
