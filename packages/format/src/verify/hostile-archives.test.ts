import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { encodeValue } from '../encode-record.js'
import { loadEntries, rebuild, type RebuildOptions } from '../testing/rebuild.js'
import { sealSample, temporaryFolder } from '../testing/sample.js'

const path = temporaryFolder()
const script = fileURLToPath(new URL('../testing/read-all.mjs', import.meta.url))
const built = existsSync(fileURLToPath(new URL('../../dist/index.js', import.meta.url)))
const mebibyte = 1024 * 1024

/** What a process with a heap of 256 MiB found in an archive, and its memory. */
interface Found {
  readonly verified: string | { readonly problemCount: number; readonly ended: boolean; readonly codes: string[] }
  readonly read: string
  readonly kib: number
}

let sample = new Map<string, Buffer>()

/** Looks at the sample after something was done to its entries. */
function look(change: (entries: Map<string, Buffer>) => RebuildOptions | void): Found {
  const entries = new Map(sample)
  const options = change(entries)
  const file = path('hostile.zip')
  writeFileSync(file, rebuild(entries, options ?? {}))
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--max-old-space-size=256', script, file], {
    encoding: 'utf8',
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const found = JSON.parse(stdout) as Found
  expect(found.kib).toBeLessThan(512 * 1024)
  return found
}

function editManifest(entries: Map<string, Buffer>, edit: (manifest: Record<string, unknown>) => object): void {
  const manifest = JSON.parse(entries.get('manifest.json')?.toString() ?? '') as Record<string, unknown>
  entries.set('manifest.json', Buffer.from(JSON.stringify({ ...manifest, ...edit(manifest) })))
}

type Stream = Readonly<{ name: string; parts: number }>

/** Fills the parts of a stream of the sample with these bytes. */
function fill(entries: Map<string, Buffer>, stream: string, parts: readonly Buffer[]): void {
  const rest = [...entries].filter(([name]) => !name.startsWith(`streams/${stream}/`))
  const place = rest.findIndex(([name]) => name.startsWith('streams/groups/'))
  const names = parts.map((bytes, i) => [`streams/${stream}/${String(i + 1).padStart(4, '0')}.ndjson`, bytes] as const)
  entries.clear()
  for (const [name, bytes] of [...rest.slice(0, place), ...names, ...rest.slice(place)]) entries.set(name, bytes)
  editManifest(entries, ({ streams }) => ({
    streams: (streams as Stream[]).map((s) => (s.name === stream ? { ...s, parts: parts.length } : s)),
  }))
}

/** A line of people with a list of so many numbers where there is no list. */
function listLine(numbers: number): string {
  return `{"avatar":[${'0,'.repeat(numbers)}0],"id":"person:a"}\n`
}

describe.skipIf(!built)('an archive that wants time or memory', { timeout: 300_000 }, () => {
  beforeAll(async () => {
    const file = path('a.zip')
    await sealSample(path('work'), file)
    sample = await loadEntries(file)
  })

  it('is not the sample itself', () => {
    expect(look(() => undefined)).toMatchObject({ verified: 'valid', read: 'read' })
  })

  it('says that it has a thousand million parts', () => {
    const { verified, read } = look((entries) =>
      editManifest(entries, ({ streams }) => ({
        streams: (streams as Stream[]).map((s) => ({ ...s, parts: s.parts === 0 ? 0 : 1e9 })),
      })),
    )
    expect(verified).toMatchObject({ ended: false, codes: expect.arrayContaining(['ENTRY_CORRUPT']) })
    expect(read).toBe('ENTRY_CORRUPT')
  })

  it.each<readonly [string, number, (bytes: number) => string]>([
    ['larger than it may be', 60 * mebibyte, (bytes) => `["${'x'.repeat(bytes)}"]\n`],
    ['full of empty lists', 4 * mebibyte - 100, (bytes) => `[${'[],'.repeat(bytes / 3)}[]]\n`],
    ['full of lists in lists', 4 * mebibyte - 100, (bytes) => `${'['.repeat(bytes / 2)}${']'.repeat(bytes / 2)}\n`],
    ['one long list of streams', 4 * mebibyte - 100, (bytes) => `{"streams":[${'0,'.repeat(bytes / 2 - 20)}0]}\n`],
    ['full of fields', 4 * mebibyte - 100, (bytes) => `{${'"":0,'.repeat(bytes / 5 - 9)}"":0}\n`],
    ['of many unknown fields', 800_000, (bytes) => `{${manyFields(bytes / 16)}}\n`],
  ])('has a manifest that is %s', (_, bytes, text) => {
    const { verified, read } = look(() => ({ manifest: Buffer.from(text(bytes)) }))
    expect(['MANIFEST_INVALID', 'CONTAINER_INVALID']).toContain(verified)
    expect(read).toBe(verified)
  })

  it.each<readonly [string, string]>([
    ['larger than it may be', `["${'x'.repeat(60 * mebibyte)}"]\n`],
    ['full of empty lists', `[${'[],'.repeat(5 * mebibyte)}[]]\n`],
    ['full of lists in lists', `${'['.repeat(8 * mebibyte - 9)}${']'.repeat(8 * mebibyte - 9)}\n`],
    ['one long list of entries', `{"entries":[${'{},'.repeat(5 * mebibyte)}{}]}\n`],
  ])('has a packing that is %s', (_, text) => {
    const { verified, read } = look(() => ({ packingBytes: () => Buffer.from(text) }))
    expect(['MANIFEST_INVALID', 'CONTAINER_INVALID']).toContain(verified)
    expect(read).toBe(verified)
  })

  it.each<readonly [string, readonly Buffer[]]>([
    ['line feeds alone', [Buffer.alloc(4 * mebibyte, '\n')]],
    ['empty objects', [Buffer.alloc(3 * mebibyte, '{}\n')]],
    ['lines of a mebibyte with wrong lists', Array(4).fill(Buffer.from(listLine(500_000)))],
    ['lines with as many values as may be', Array(15).fill(Buffer.from(listLine(99_000).repeat(20)))],
    [
      'lists in lists',
      [Buffer.from(`{"avatar":${'['.repeat(400_000)}${']'.repeat(400_000)},"id":"person:a"}\n`.repeat(5))],
    ],
    [
      'one record again and again',
      [Buffer.from('{"id":"person:a","kind":"person","state":"active"}\n'.repeat(20_000))],
    ],
    ['names of fields of a mebibyte', [Buffer.from(`{"${'x'.repeat(1_000_000)}":0}\n`.repeat(4))]],
  ])('has a stream of %s', (_, parts) => {
    const { verified, read } = look((entries) => fill(entries, 'people', parts))
    expect(verified).toMatchObject({ codes: expect.arrayContaining([expect.stringMatching(/^(RECORD|ORDER)_/)]) })
    expect(['RECORD_INVALID', 'read']).toContain(read)
  })

  it('unpacks to far more than its size', () => {
    const { verified, read } = look((entries) => fill(entries, 'people', Array(30).fill(Buffer.alloc(4 * mebibyte))))
    expect([verified, read]).toEqual(['CONTAINER_INVALID', 'CONTAINER_INVALID'])
  })

  it.each<readonly [string, string]>([
    ['0.2', 'LAYOUT_WRONG'],
    ['0.99', 'RECORD_INVALID'],
  ])('of version %s has a stream that nobody knows, of short lines', (version, code) => {
    const { verified } = look((entries) => {
      fill(entries, 'unheard-of', [Buffer.alloc(4 * mebibyte, '0\n')])
      editManifest(entries, ({ streams }) => ({
        version,
        streams: [...(streams as Stream[]), { name: 'unheard-of', records: 1, bytes: 1, parts: 1 }],
      }))
    })
    expect(verified).toMatchObject({ codes: expect.arrayContaining([code]) })
  })

  it('has pages in circles, each of which stands as a root', () => {
    const pages = 3000
    const page = (n: number): string => {
      const parent = `page:${String((n + 1) % pages).padStart(5, '0')}`
      const id = `page:${String(n).padStart(5, '0')}`
      return `${encodeValue({ id, kind: 'page', parent, space: 'space:1', status: 'current', title: 'x', version: 1 })}\n`
    }
    const { verified } = look((entries) => {
      fill(entries, 'content', [Buffer.from(Array.from({ length: pages }, (_, n) => page(n)).join(''))])
    })
    expect(verified).toMatchObject({ codes: expect.arrayContaining(['ORDER_WRONG']) })
  })

  it('has an index and omissions of nothing', () => {
    const { verified } = look((entries) => {
      for (const name of entries.keys())
        if (name.startsWith('index/')) entries.set(name, Buffer.alloc(mebibyte, '\n'))
        else if (name.startsWith('omissions/')) entries.set(name, Buffer.alloc(4 * mebibyte, '\n'))
    })
    expect(verified).toMatchObject({ ended: true, codes: expect.arrayContaining(['INDEX_WRONG']) })
  })
})

function manyFields(fields: number): string {
  return Array.from({ length: fields }, (_, n) => `"field-${String(n).padStart(6, '0')}":0`).join(',')
}
