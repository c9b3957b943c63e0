import { writeFileSync } from 'node:fs'
import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type RawEntry, rawZip, type RawZipOptions } from '../testing/raw-zip.js'
import { temporaryFolder } from '../testing/sample.js'
import { openContainer } from './open-container.js'

const path = temporaryFolder()
const mimetype: RawEntry = { name: 'mimetype', bytes: Buffer.from('application/vnd.spacecrate+zip') }
const pack: RawEntry = { name: 'packs/0001', bytes: Buffer.from('some bytes') }
const line: RawEntry = { name: 'streams/people/0001.ndjson', bytes: Buffer.from('x'.repeat(500)), deflate: true }
const seal: RawEntry = { name: 'seal.json', bytes: Buffer.from('{}') }

function write(entries: readonly RawEntry[], options?: RawZipOptions): string {
  const file = path('a.zip')
  writeFileSync(file, rawZip(entries, options))
  return file
}

it('opens a ZIP that keeps the rules', async () => {
  await using container = await openContainer(write([mimetype, pack, line, seal]))
  expect(container.entries.size).toBe(4)
})

describe('a ZIP with', () => {
  const u16 = (at: number, value: number) => (header: Buffer) => void header.writeUInt16LE(value, at)
  const u32 = (at: number, value: number) => (header: Buffer) => void header.writeUInt32LE(value, at)
  /** Sizes and offset of the pack as ZIP64 writes them, without a need. */
  const longField = Buffer.from('0100180000000000000000000000000000000000000000000000000000', 'hex').subarray(0, 28)
  const emptyBlocks = (count: number): Buffer => Buffer.alloc(count * 5, Buffer.from('000000ffff', 'hex'))
  /** The entry as whoever writes into a pipe writes it. */
  const described = (entry: RawEntry): RawEntry => {
    const packed = entry.deflate === true ? deflateRawSync(entry.bytes) : entry.bytes
    const sums = Buffer.alloc(16)
    sums.writeUInt32LE(0x08074b50, 0)
    sums.writeUInt32LE(crc32(entry.bytes), 4)
    sums.writeUInt32LE(packed.length, 8)
    sums.writeUInt32LE(entry.bytes.length, 12)
    return {
      ...entry,
      changeLocal: (h) => (u16(6, 8)(h), h.fill(0, 14, 26)),
      changeCentral: u16(8, 8),
      behind: sums,
    }
  }
  const named = (name: string): RawEntry => ({ name, bytes: Buffer.from('x') })

  const cases: readonly (readonly [string, readonly RawEntry[], RawZipOptions?])[] = [
    ['a way up', [mimetype, named('../evil')]],
    ['an absolute path', [mimetype, named('/etc/passwd')]],
    ['a drive', [mimetype, named('c:/x')]],
    ['a backslash', [mimetype, named('packs\\0001')]],
    ['a name in capitals', [mimetype, named('PACKS/0001')]],
    ['a folder', [mimetype, { name: 'packs/', bytes: Buffer.alloc(0) }]],
    ['a name beyond ASCII', [mimetype, named('packs/ü')]],
    ['a blob in the folder of another one', [mimetype, named(`blobs/aa/${'b'.repeat(64)}`)]],
    ['an empty name', [mimetype, named('')]],
    ['a name twice', [mimetype, pack, pack]],
    ['a gap', [mimetype, { ...pack, gap: Buffer.from('hidden') }]],
    ['a gap before the directory', [mimetype, pack], { beforeDirectory: Buffer.from('hidden') }],
    ['bytes before it', [mimetype, pack], { before: Buffer.from('#!/bin/sh\n') }],
    ['bytes behind it', [mimetype, pack], { after: Buffer.from('hidden') }],
    ['a comment', [mimetype, pack], { comment: 'hello' }],
    ['a comment on an entry', [mimetype, { ...pack, comment: 'hello' }]],
    ['an extra field', [mimetype, { ...pack, extra: Buffer.from('4e550400abcdabcd', 'hex') }]],
    ['entries that overlap', [mimetype, pack, { ...seal, offset: 0 }]],
    ['another name in the local header', [mimetype, { ...pack, changeLocal: (h) => void h.write('0002', 36) }]],
    ['another size in the local header', [mimetype, { ...pack, changeLocal: u32(22, 11) }]],
    ['another packed size in the local header', [mimetype, { ...pack, changeLocal: u32(18, 11) }]],
    ['another CRC in the local header', [mimetype, { ...pack, changeLocal: u32(14, 1) }]],
    ['another method in the local header', [mimetype, { ...pack, changeLocal: u16(8, 8) }]],
    ['another time in the local header', [mimetype, { ...pack, changeLocal: u16(10, 1) }]],
    ['an extra field in the local header', [mimetype, { ...pack, changeLocal: u16(28, 1) }]],
    ['no local header', [mimetype, { ...pack, changeLocal: u32(0, 0) }]],
    ['encryption', [mimetype, { ...pack, changeLocal: u16(6, 1), changeCentral: u16(8, 1) }]],
    ['UTF-8 names', [mimetype, { ...pack, changeLocal: u16(6, 0x800), changeCentral: u16(8, 0x800) }]],
    ['another method', [mimetype, { ...pack, changeLocal: u16(8, 12), changeCentral: u16(10, 12) }]],
    ['a link', [mimetype, { ...pack, changeCentral: u32(38, (0o120777 << 16) >>> 0) }]],
    ['sizes behind data that has none', [mimetype, { ...pack, changeLocal: u16(6, 8), changeCentral: u16(8, 8) }]],
    [
      'data that reaches into the directory',
      [mimetype, { ...pack, changeCentral: (h) => (u32(20, 99)(h), u32(24, 99)(h)) }],
    ],
    ['a deflated entry of a gigabyte', [mimetype, { ...line, changeCentral: u32(24, 1e9), changeLocal: u32(22, 1e9) }]],
    ['a bomb', [mimetype, { ...line, packed: deflateRawSync(Buffer.alloc(50_000_000)) }]],
    [
      'a deflated entry full of empty blocks',
      [mimetype, { ...line, packed: Buffer.concat([emptyBlocks(1000), deflateRawSync(line.bytes)]) }],
    ],
    ['sizes behind its data', [mimetype, described(pack)]],
    ['a deflated entry with its sizes behind its data', [mimetype, described(line)]],
    ['an extra field for a size that needs none', [mimetype, { ...pack, changeCentral: u16(6, 45), extra: longField }]],
    ['a longer form of its end that it does not need', [mimetype, pack], { longEnd: true }],
    ['a newer version than it needs', [mimetype, { ...pack, changeLocal: u16(4, 20), changeCentral: u16(6, 20) }]],
    ['a version for stored entries on a deflated one', [{ ...mimetype }, { ...line, changeLocal: u16(4, 10) }]],
    ['a pack that is deflated', [mimetype, { ...pack, deflate: true }]],
    ['a date of its own', [mimetype, { ...pack, changeLocal: u16(10, 2), changeCentral: u16(12, 2) }]],
    ['a disc of its own', [mimetype, { ...pack, changeCentral: u16(34, 1) }]],
    ['attributes of its own', [mimetype, { ...pack, changeCentral: u16(36, 1) }]],
    ['another maker', [mimetype, { ...pack, changeCentral: u16(4, 20) }]],
    ['another version', [mimetype, { ...pack, changeCentral: u16(6, 63) }]],
    ['another version in the local header', [mimetype, { ...pack, changeLocal: u16(4, 63) }]],
    ['a size that pretends to be long', [mimetype, { ...pack, changeCentral: u32(24, 0xffffffff) }]],
    ['several discs', [mimetype, pack], { changeEnd: u16(4, 1) }],
    ['fewer entries than it says', [mimetype, pack], { changeEnd: (end) => (u16(8, 3)(end), u16(10, 3)(end)) }],
    ['more entries than it says', [mimetype, pack], { changeEnd: (end) => (u16(8, 1)(end), u16(10, 1)(end)) }],
    ['a directory elsewhere', [mimetype, pack], { changeEnd: u32(16, 3) }],
  ]
  it.each(cases.map(([problem, entries, options]) => ({ problem, entries, options })))(
    '$problem is refused',
    async ({ problem, entries, options }) => {
      const code = problem === 'bytes before it' ? 'NOT_AN_ARCHIVE' : 'CONTAINER_INVALID'
      await expect(openContainer(write(entries, options))).rejects.toMatchObject({ name: 'ArchiveError', code })
    },
  )

  it.each<readonly [string, RawEntry]>([
    ['another CRC', { ...pack, changeLocal: u32(14, 1), changeCentral: u32(16, 1) }],
    ['deflated bytes that are none', { ...line, packed: Buffer.from('no deflate') }],
    ['more bytes than it says', { ...line, packed: deflateRawSync(Buffer.alloc(501, 'x')) }],
    ['fewer bytes than it says', { ...line, packed: deflateRawSync(Buffer.alloc(499, 'x')) }],
    ['a bomb', { ...line, packed: deflateRawSync(Buffer.alloc(450_000)) }],
    [
      'bytes behind the deflated ones',
      { ...line, packed: Buffer.concat([deflateRawSync(line.bytes), Buffer.from('hidden')]) },
    ],
    ['deflated bytes that are cut off', { ...line, packed: deflateRawSync(line.bytes).subarray(0, -1) }],
  ])('an entry with %s is damaged', async (_, entry) => {
    await using container = await openContainer(write([mimetype, entry]))
    await expect(container.load(entry.name)).rejects.toMatchObject({
      code: 'ENTRY_CORRUPT',
      details: { entry: entry.name },
    })
    await expect(drain(container.read(entry.name))).rejects.toMatchObject({ code: 'ENTRY_CORRUPT' })
  })
})

describe('what is no archive', () => {
  it.each<readonly [string, Buffer]>([
    ['an empty file', Buffer.alloc(0)],
    ['a Confluence backup (a ZIP with entities.xml)', rawZip([{ name: 'entities.xml', bytes: Buffer.from('<x/>') }])],
    ['a ZIP of something else', rawZip([pack, mimetype])],
    ['a ZIP of something else', rawZip([{ name: 'mimetype', bytes: Buffer.from('application/epub+zip') }])],
    ['an empty ZIP', rawZip([])],
    ['a gzip file', gzipSync('x')],
    ['a PDF', Buffer.from('%PDF-1.7')],
    ['XML', Buffer.from('\ufeff<?xml version="1.0"?><hibernate-generic/>')],
    ['a web page: perhaps a sign-in page was saved instead of the file', Buffer.from('<!DOCTYPE html><html>')],
    ['JSON', Buffer.from('{"error":404}')],
    ['zeros: perhaps a copy that was not finished', Buffer.alloc(1000)],
    ['a file encrypted with age', Buffer.from('age-encryption.org/v1\n')],
    ['something else', Buffer.from('PK')],
  ])('is told by what it looks like: %s', async (looksLike, bytes) => {
    const file = path('a.zip')
    writeFileSync(file, bytes)
    await expect(openContainer(file)).rejects.toMatchObject({ code: 'NOT_AN_ARCHIVE', details: { looksLike } })
  })

  it('is a name without a file', async () => {
    await expect(openContainer(path('nothing.zip'))).rejects.toMatchObject({ code: 'ARCHIVE_NOT_FOUND' })
  })

  it('is the begin of an archive, wherever it was cut off', async () => {
    const whole = rawZip([mimetype, pack, line, seal])
    const file = path('a.zip')
    for (let length = 80; length < whole.length; length += 1) {
      writeFileSync(file, whole.subarray(0, length))
      await expect(openContainer(file)).rejects.toMatchObject({ code: 'ARCHIVE_UNSEALED' })
    }
  })
})

async function drain(chunks: AsyncIterable<Buffer>): Promise<void> {
  for await (const chunk of chunks) expect(chunk).toBeInstanceOf(Buffer)
}
