import { promisify } from 'node:util'
import { crc32, deflateRaw, type InputType, type ZlibOptions } from 'node:zlib'
import { sha256Hex } from '../digest.js'
import { maxUnpackedBytes } from '../limits.js'

/** Measured on page bodies: two per cent larger than level 6, at 1.4 times its speed, which is what limits packing. */
const deflateLevel = 5
const chunkBytes = 1024 * 1024

/** An entry in memory as it will be written. */
export interface PackedBytes {
  readonly name: string
  /** Size unpacked. */
  readonly bytes: number
  readonly sha256: string
  readonly crc32: number
  readonly deflated: boolean
  readonly packed: Buffer
  /** The bytes as they are. */
  readonly raw: Buffer
}

/**
 * Keeps an archive within what a reader accepts (`maxUnpackedBytes`): entries that deflate to next to nothing are stored
 * once there are too many of them, which costs a thirty-second of their size at most.
 */
export class UnpackedBudget {
  #bytes = 0
  #packed = 0

  /** The entry as it is to be written. */
  take(entry: PackedBytes): PackedBytes {
    const fits = this.#bytes + entry.bytes <= maxUnpackedBytes(this.#packed + entry.packed.length)
    const taken = fits ? entry : { ...entry, deflated: false, packed: entry.raw }
    this.add(taken.bytes, taken.packed.length)
    return taken
  }

  /** Notes an entry that is written whatever it is. */
  add(bytes: number, packed: number): void {
    this.#bytes += bytes
    this.#packed += packed
  }
}

/** Packs bytes. They are deflated in a thread of the pool, so several entries at a time use several processors. */
export async function packBytes(name: string, bytes: Buffer, method: 'store' | 'deflate'): Promise<PackedBytes> {
  const deflated = method === 'deflate' && bytes.length > 0
  const packing = deflated
    ? deflate(bytes, { level: deflateLevel, chunkSize: Math.min(Math.max(bytes.length, 64), chunkBytes) })
    : Promise.resolve(bytes)
  const entry = { name, bytes: bytes.length, sha256: sha256Hex(bytes), crc32: crc32(bytes), deflated }
  return { ...entry, packed: await packing, raw: bytes }
}

const deflate = promisify<InputType, ZlibOptions, Buffer>(deflateRaw)
