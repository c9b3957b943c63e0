import { crc32, deflateRawSync } from 'node:zlib'

/** An entry of a ZIP that may be wrong in any way. */
export interface RawEntry {
  readonly name: string
  readonly bytes: Buffer
  readonly deflate?: boolean
  /** Changes its local header, after which data and the rest stay as they are. */
  readonly changeLocal?: (header: Buffer) => void
  /** Changes its header in the directory. */
  readonly changeCentral?: (header: Buffer) => void
  /** Extra field in the directory. */
  readonly extra?: Buffer
  readonly comment?: string
  /** Bytes before its local header that belong to nothing. */
  readonly gap?: Buffer
  /** Bytes behind its data that are none of it. */
  readonly behind?: Buffer
  /** Where the directory says that it begins. */
  readonly offset?: number
  /** Packed bytes, instead of those that follow from `bytes`. */
  readonly packed?: Buffer
}

/** What may be wrong with a ZIP as a whole. */
export interface RawZipOptions {
  readonly comment?: string
  readonly before?: Buffer
  readonly after?: Buffer
  readonly beforeDirectory?: Buffer
  readonly changeEnd?: (end: Buffer) => void
  /** Adds the longer form of the end, which numbers of this size don't need. */
  readonly longEnd?: boolean
}

/** Builds a ZIP byte by byte, by another way than the writer under test. */
export function rawZip(entries: readonly RawEntry[], options: RawZipOptions = {}): Buffer {
  const parts: Buffer[] = [options.before ?? Buffer.alloc(0)]
  const directory: Buffer[] = []
  let position = parts[0]?.length ?? 0
  const push = (bytes: Buffer): void => {
    parts.push(bytes)
    position += bytes.length
  }
  for (const entry of entries) {
    if (entry.gap !== undefined) push(entry.gap)
    const name = Buffer.from(entry.name)
    const packed = entry.packed ?? (entry.deflate === true ? deflateRawSync(entry.bytes) : entry.bytes)
    const offset = entry.offset ?? position
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    writeCommon(local, 4, entry, packed, name)
    const changed = Buffer.concat([local, name])
    entry.changeLocal?.(changed)
    push(changed)
    push(packed)
    if (entry.behind !== undefined) push(entry.behind)
    const extra = entry.extra ?? Buffer.alloc(0)
    const comment = Buffer.from(entry.comment ?? '')
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(0x032d, 4)
    writeCommon(central, 6, entry, packed, name)
    central.writeUInt16LE(extra.length, 30)
    central.writeUInt16LE(comment.length, 32)
    central.writeUInt32LE(0x81a40020, 38)
    central.writeUInt32LE(offset, 42)
    const whole = Buffer.concat([central, name, extra, comment])
    entry.changeCentral?.(whole)
    directory.push(whole)
  }
  if (options.beforeDirectory !== undefined) push(options.beforeDirectory)
  const start = position
  for (const header of directory) push(header)
  const comment = Buffer.from(options.comment ?? '')
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(position - start, 12)
  end.writeUInt32LE(start, 16)
  end.writeUInt16LE(comment.length, 20)
  if (options.longEnd === true) {
    push(longEnd(entries.length, start, position - start))
    end.fill(0xff, 8, 20)
  }
  options.changeEnd?.(end)
  push(end)
  push(comment)
  if (options.after !== undefined) push(options.after)
  return Buffer.concat(parts)
}

/** The end record of ZIP64 and what points to it. */
function longEnd(entries: number, start: number, length: number): Buffer {
  const end = Buffer.alloc(76)
  end.writeUInt32LE(0x06064b50, 0)
  end.writeBigUInt64LE(44n, 4)
  end.writeUInt32LE(0x002d002d, 12)
  end.writeBigUInt64LE(BigInt(entries), 24)
  end.writeBigUInt64LE(BigInt(entries), 32)
  end.writeBigUInt64LE(BigInt(length), 40)
  end.writeBigUInt64LE(BigInt(start), 48)
  end.writeUInt32LE(0x07064b50, 56)
  end.writeBigUInt64LE(BigInt(start + length), 64)
  end.writeUInt32LE(1, 72)
  return end
}

/** The fields that local header and directory share: from the version that is needed up to the length of the extra field. */
function writeCommon(header: Buffer, at: number, entry: RawEntry, packed: Buffer, name: Buffer): void {
  header.writeUInt16LE(entry.deflate === true ? 20 : 10, at)
  header.writeUInt16LE(entry.deflate === true ? 8 : 0, at + 4)
  header.writeUInt16LE(0x21, at + 8)
  header.writeUInt32LE(crc32(entry.bytes), at + 10)
  header.writeUInt32LE(packed.length, at + 14)
  header.writeUInt32LE(entry.bytes.length, at + 18)
  header.writeUInt16LE(name.length, at + 22)
}
