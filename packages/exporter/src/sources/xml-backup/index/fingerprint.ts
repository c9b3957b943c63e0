import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import type { BackupFiles } from '@spacecrate/confluence'
import { indexVersion } from './schema.js'
import { mayHoldTables } from './index-tables.js'

const sample = 1 << 20

/**
 * What tells two states of a backup apart without reading it whole: size and time of its file, a digest of the two ends,
 * and the names and sizes of the tables beside it.
 */
export async function fingerprintOf(path: string, files: BackupFiles): Promise<string> {
  await using file = await open(path, 'r')
  const { size, mtimeMs } = await file.stat()
  const hash = createHash('sha256').update(`${indexVersion} ${size} ${mtimeMs} `)
  for (const name of files.names()) if (mayHoldTables(name)) hash.update(`${name} ${files.size(name)} `)
  const buffer = Buffer.allocUnsafe(Math.min(sample, size))
  for (const position of [0, Math.max(0, size - sample)]) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position)
    hash.update(buffer.subarray(0, bytesRead))
  }
  return hash.digest('hex')
}
