import { promisify } from 'node:util'
import { crc32, deflateRaw, type InputType, type ZlibOptions } from 'node:zlib'
import { sha256Hex } from '../digest.js'

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
}

/** Packs bytes. They are deflated in a thread of the pool, so several entries at a time use several processors. */
export async function packBytes(name: string, bytes: Buffer, method: 'store' | 'deflate'): Promise<PackedBytes> {
  const deflated = method === 'deflate' && bytes.length > 0
  const packing = deflated
    ? deflate(bytes, { level: deflateLevel, chunkSize: Math.min(Math.max(bytes.length, 64), chunkBytes) })
    : Promise.resolve(bytes)
  const entry = { name, bytes: bytes.length, sha256: sha256Hex(bytes), crc32: crc32(bytes), deflated }
  return { ...entry, packed: await packing }
}

const deflate = promisify<InputType, ZlibOptions, Buffer>(deflateRaw)
