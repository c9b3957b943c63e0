import { crc32, deflateRawSync } from 'node:zlib'

/** One entry as a test wants it; what is absent is what an honest writer would put there. */
export interface ZipEntryPlan {
  readonly name: string | Buffer
  readonly bytes?: Buffer | string
  readonly method?: number
  readonly crc?: number
  /** The uncompressed size that the central directory declares. */
  readonly size?: number
  readonly flags?: number
  /** Unix mode with its file type. */
  readonly mode?: number
  /** The system that wrote it, as its number: 3 Unix, 0 MS-DOS. @default 3 */
  readonly system?: number
  /** Compressed bytes to write as they are. */
  readonly raw?: Buffer
  /** Points the central directory at the local header of the entry with this index. */
  readonly sharesHeaderOf?: number
  /** Writes sizes and offset as ZIP64. */
  readonly zip64?: boolean
}

/** Writes a zip byte by byte, so that tests can lie in every field. */
export function zipBytes(plans: readonly ZipEntryPlan[], comment = ''): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  const headers: number[] = []
  let offset = 0
  for (const plan of plans) {
    const entry = prepare(plan)
    const at = plan.sharesHeaderOf === undefined ? offset : (headers[plan.sharesHeaderOf] ?? 0)
    headers.push(at)
    if (plan.sharesHeaderOf === undefined) {
      const local = Buffer.concat([localHeader(entry), entry.name, entry.data])
      parts.push(local)
      offset += local.length
    }
    directory.push(centralHeader(entry, at, plan), entry.name, plan.zip64 ? zip64Extra(entry, at) : Buffer.alloc(0))
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(plans.length, 8)
  end.writeUInt16LE(plans.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  end.writeUInt16LE(comment.length, 20)
  return Buffer.concat([...parts, central, end, Buffer.from(comment, 'latin1')])
}

interface PreparedEntry {
  readonly name: Buffer
  readonly data: Buffer
  readonly method: number
  readonly crc: number
  readonly size: number
  readonly flags: number
}

function prepare(plan: ZipEntryPlan): PreparedEntry {
  const bytes = Buffer.from(plan.bytes ?? '')
  const method = plan.method ?? 8
  return {
    name: Buffer.from(plan.name),
    data: plan.raw ?? (method === 8 ? deflateRawSync(bytes) : bytes),
    method,
    crc: plan.crc ?? crc32(bytes),
    size: plan.size ?? bytes.length,
    flags: plan.flags ?? 0x800,
  }
}

function localHeader(entry: PreparedEntry): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(20, 4)
  header.writeUInt16LE(entry.flags, 6)
  header.writeUInt16LE(entry.method, 8)
  header.writeUInt32LE(entry.crc, 14)
  header.writeUInt32LE(entry.data.length, 18)
  header.writeUInt32LE(entry.size, 22)
  header.writeUInt16LE(entry.name.length, 26)
  return header
}

function centralHeader(entry: PreparedEntry, offset: number, plan: ZipEntryPlan): Buffer {
  const header = Buffer.alloc(46)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(((plan.system ?? 3) << 8) | 45, 4)
  header.writeUInt16LE(45, 6)
  header.writeUInt16LE(entry.flags, 8)
  header.writeUInt16LE(entry.method, 10)
  header.writeUInt32LE(entry.crc, 16)
  header.writeUInt32LE(plan.zip64 ? 0xffffffff : entry.data.length, 20)
  header.writeUInt32LE(plan.zip64 ? 0xffffffff : entry.size, 24)
  header.writeUInt16LE(entry.name.length, 28)
  header.writeUInt16LE(plan.zip64 ? 28 : 0, 30)
  header.writeUInt32LE(((plan.mode ?? 0o100644) << 16) >>> 0, 38)
  header.writeUInt32LE(plan.zip64 ? 0xffffffff : offset, 42)
  return header
}

function zip64Extra(entry: PreparedEntry, offset: number): Buffer {
  const extra = Buffer.alloc(28)
  extra.writeUInt16LE(1, 0)
  extra.writeUInt16LE(24, 2)
  extra.writeBigUInt64LE(BigInt(entry.size), 4)
  extra.writeBigUInt64LE(BigInt(entry.data.length), 12)
  extra.writeBigUInt64LE(BigInt(offset), 20)
  return extra
}
