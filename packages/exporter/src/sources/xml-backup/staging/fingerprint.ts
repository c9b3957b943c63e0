import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { stagingVersion } from './schema.js'

const sample = 1 << 20

/** What tells two states of a file apart without reading it whole: size, time, and a digest of its two ends. */
export async function fingerprintOf(path: string): Promise<string> {
  await using file = await open(path, 'r')
  const { size, mtimeMs } = await file.stat()
  const hash = createHash('sha256').update(`${stagingVersion} ${size} ${mtimeMs} `)
  const buffer = Buffer.allocUnsafe(Math.min(sample, size))
  for (const position of [0, Math.max(0, size - sample)]) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position)
    hash.update(buffer.subarray(0, bytesRead))
  }
  return hash.digest('hex')
}
