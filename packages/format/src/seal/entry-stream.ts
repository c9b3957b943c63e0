import { Archiver, type EntryData } from 'archiver'
import { type EntryCallback, ZipArchiveEntry, ZipArchiveOutputStream } from 'compress-commons'
import { longFieldBytes, uint16Max, uint32Max, zipVersions } from '../container/zip-fields.js'

/** An entry whose sizes are known before its first byte is written. */
export interface KnownEntry {
  readonly name: string
  readonly deflated: boolean
  /** Size unpacked. */
  readonly bytes: number
  readonly packedBytes: number
  /** Of a stream, 0 until its last byte was taken: whoever writes the file puts it into the local header then. */
  crc32: number
  /** Where the local header begins; set when it is written. */
  headerOffset: number
}

/** Where in a local header the CRC stands. */
export const crcOffset = 14

/** The same time in every entry of every archive, so that the same content gives the same bytes. */
const entryDate = new Date('1980-01-01T00:00:00Z')
const localBytes = 30

/**
 * archiver, whose entries have CRC and sizes in their local headers. By itself it puts those of all deflated entries and of
 * all streams behind the data, where whoever reads from a pipe doesn't find the end of a stored entry: Java's
 * `ZipInputStream` and busybox give up there, and bsdtar lists the members of a ZIP that is an attachment as those of the
 * archive, without an error.
 */
export class VolumeArchive extends Archiver {
  constructor() {
    super()
    this._format = 'zip'
    this._module = new EntryStream()
    this._modulePipe()
  }

  /** Appends the packed bytes of an entry. */
  appendKnown(source: Buffer | NodeJS.ReadableStream, known: KnownEntry): void {
    const data: KnownData = { name: known.name, date: entryDate, known }
    this.append(source as Parameters<Archiver['append']>[0], data)
  }
}

interface KnownData extends EntryData {
  readonly known: KnownEntry
}

class EntryStream extends ZipArchiveOutputStream {
  /** What archiver calls for each entry. */
  append(source: Buffer | NodeJS.ReadableStream, { known }: KnownData, callback: EntryCallback): void {
    this.entry(new KnownZipEntry(known), source, callback)
  }

  /** What archiver calls at the end. */
  finalize(): void {
    this.finish()
  }

  /** Asked at the end. Equal is too long as well: the largest number of a field means that the true one stands elsewhere. */
  override isZip64(): boolean {
    const { centralLength, centralOffset } = this._archive
    return this._entries.length >= uint16Max || centralLength >= uint32Max || centralOffset >= uint32Max
  }

  override _normalizeEntry(entry: ZipArchiveEntry): void {
    entry._offsets = { file: 0, data: 0, contents: 0 }
  }

  override _appendBuffer(entry: ZipArchiveEntry, source: Buffer, callback: EntryCallback): void {
    this._writeLocalFileHeader(entry)
    this.write(source)
    this._afterAppend(entry)
    callback(null, entry)
  }

  override _appendStream(entry: ZipArchiveEntry, source: NodeJS.ReadableStream, callback: EntryCallback): void {
    this._writeLocalFileHeader(entry)
    source.once('error', callback)
    source.once('end', () => {
      this._afterAppend(entry)
      callback(null, entry)
    })
    source.pipe(this, { end: false })
  }

  override _writeLocalFileHeader(entry: ZipArchiveEntry): void {
    const name = Buffer.from(entry.getName(), 'latin1')
    const bytes = entry.getSize()
    const packedBytes = entry.getCompressedSize()
    const isLong = bytes >= uint32Max || packedBytes >= uint32Max
    const header = Buffer.alloc(localBytes + name.length + (isLong ? longFieldBytes.local : 0))
    header.writeUInt32LE(0x0403_4b50, 0)
    header.writeUInt16LE(isLong ? zipVersions.long : versionOf(entry), 4)
    header.writeUInt16LE(entry.getMethod(), 8)
    header.writeUInt32LE(entry.getTimeDos(), 10)
    header.writeUInt32LE(entry.getCrc(), crcOffset)
    header.writeUInt32LE(isLong ? uint32Max : packedBytes, 18)
    header.writeUInt32LE(isLong ? uint32Max : bytes, 22)
    header.writeUInt16LE(name.length, 26)
    name.copy(header, localBytes)
    if (isLong) {
      header.writeUInt16LE(longFieldBytes.local, 28)
      const field = localBytes + name.length
      header.writeUInt16LE(0x0001, field)
      header.writeUInt16LE(longFieldBytes.local - 4, field + 2)
      header.writeBigUInt64LE(BigInt(bytes), field + 4)
      header.writeBigUInt64LE(BigInt(packedBytes), field + 12)
    }
    entry._offsets.file = this.offset
    if (entry instanceof KnownZipEntry) entry.known.headerOffset = this.offset
    this.write(header)
  }
}

class KnownZipEntry extends ZipArchiveEntry {
  readonly known: KnownEntry

  constructor(known: KnownEntry) {
    super(known.name)
    this.known = known
    this.setMethod(known.deflated ? 8 : 0)
    this.setTime(entryDate)
    this.setUnixMode(0o644)
    this.setVersionNeededToExtract(versionOf(this))
  }

  override getCrc(): number {
    return this.known.crc32
  }

  override getSize(): number {
    return this.known.bytes
  }

  override getCompressedSize(): number {
    return this.known.packedBytes
  }

  /** Asked for the directory: whether sizes or offset need more than four bytes there. */
  override isZip64(): boolean {
    return [this.known.bytes, this.known.packedBytes, this._offsets.file].some((value) => value >= uint32Max)
  }
}

function versionOf(entry: ZipArchiveEntry): number {
  return entry.getMethod() === 8 ? zipVersions.deflated : zipVersions.stored
}
