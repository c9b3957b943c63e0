import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BackupErrorCode, BackupError } from '../error.js'

/** A folder that is gone when the test ends. */
export interface TestFolder extends AsyncDisposable {
  readonly path: string
}

export async function openTestFolder(): Promise<TestFolder> {
  const path = await mkdtemp(join(tmpdir(), 'spacecrate-backup-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

/** All bytes of a stream. */
export async function collectBytes(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const chunk of chunks) all.push(Buffer.from(chunk))
  return Buffer.concat(all)
}

/** The error that something throws; fails where it throws none, or one of another class. */
export async function errorOf(run: () => unknown): Promise<BackupError> {
  try {
    await run()
  } catch (error) {
    if (error instanceof BackupError) return error
    throw error
  }
  throw new Error('Nothing was thrown')
}

/** The code and the details that a test cares about, as one object to compare with. */
export function faultOf(error: BackupError): { readonly code: BackupErrorCode; readonly [detail: string]: unknown } {
  return { code: error.code, ...error.details }
}

/** A stream in chunks of the given sizes, over and over; the last chunk is what is left. */
export async function* inChunks(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? bytes.length)
    yield bytes.subarray(at, at + size)
    at += size
  }
}
