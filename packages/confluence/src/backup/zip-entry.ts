import type { FileHandle } from 'node:fs/promises'
import { pipeline, Readable } from 'node:stream'
import { crc32, createInflateRaw } from 'node:zlib'
import { readSize } from './backup-files.js'
import { BackupError } from './error.js'
import { shown } from './shown.js'
import { entryAt, type ZipDirectory, type ZipPlace } from './zip-directory.js'

const stored = 0
const deflated = 8

/** Which bytes are asked for, and by which names errors speak of them. */
export interface ZipEntryRequest {
  readonly file: FileHandle
  readonly directory: ZipDirectory
  readonly place: ZipPlace
  readonly path: string
  readonly entry: string
  readonly signal: AbortSignal | undefined
}

/**
 * Unpacks one entry and checks its size at every chunk (a bomb stops at the size that its directory declares) and its
 * CRC at the end, which yauzl doesn't.
 *
 * @throws BackupError ENTRY_CORRUPT, ENTRY_UNREADABLE
 */
export async function* readZipEntry(request: ZipEntryRequest): AsyncGenerator<Uint8Array> {
  const { place, signal } = request
  refuseUnreadable(request)
  const start = await dataStart(request)
  let size = 0
  let checksum = 0
  for await (const chunk of unpack(request, start)) {
    signal?.throwIfAborted()
    size += chunk.length
    if (size > place.size) throw corrupt(request, `it unpacks to more than the ${place.size} bytes declared`)
    checksum = crc32(chunk, checksum)
    yield chunk
  }
  if (size < place.size) throw corrupt(request, `it has ${size} of ${place.size} bytes`)
  if (checksum !== place.crc32) throw corrupt(request, 'its CRC-32 is wrong')
}

function refuseUnreadable({ place, path, entry }: ZipEntryRequest): void {
  const supported = place.method === stored || place.method === deflated
  if (supported && !place.encrypted) return
  const problem = place.encrypted ? 'it is encrypted' : `its compression method ${place.method} is unknown`
  throw new BackupError(
    'ENTRY_UNREADABLE',
    `The file ${shown(entry)} in ${shown(path)} can't be read (${problem}); unpack the zip and give the folder`,
    { path, entry, problem },
  )
}

async function dataStart(request: ZipEntryRequest): Promise<number> {
  try {
    const header = await request.directory.zip.readLocalFileHeaderPromise(entryAt(request.place), { minimal: true })
    return header.fileDataStart
  } catch (error) {
    throw corrupt(request, error instanceof Error ? error.message : String(error), error)
  }
}

async function* unpack(request: ZipEntryRequest, start: number): AsyncGenerator<Buffer> {
  const raw = rawBytes(request, start)
  if (request.place.method === stored) {
    yield* raw
    return
  }
  const inflate = createInflateRaw({ chunkSize: readSize })
  let broken: unknown
  const unpacked = pipeline(Readable.from(raw, { objectMode: false }), inflate, (error) => {
    broken ??= error
  })
  try {
    for await (const chunk of unpacked) yield Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk)
    if (inflate.bytesWritten !== request.place.compressedSize) {
      throw corrupt(request, 'there are bytes behind the end of its compressed data')
    }
  } catch (error) {
    request.signal?.throwIfAborted()
    if (error instanceof BackupError) throw error
    throw corrupt(request, error instanceof Error ? error.message : String(error), error)
  } finally {
    unpacked.destroy()
  }
}

async function* rawBytes(request: ZipEntryRequest, start: number): AsyncGenerator<Buffer> {
  const { file, place, signal } = request
  const end = start + place.compressedSize
  for (let at = start; at < end;) {
    signal?.throwIfAborted()
    const buffer = Buffer.allocUnsafe(Math.min(readSize, end - at))
    const { bytesRead } = await file.read(buffer, 0, buffer.length, at)
    if (bytesRead === 0) throw corrupt(request, `the zip ends ${end - at} bytes before it`)
    at += bytesRead
    yield bytesRead === buffer.length ? buffer : buffer.subarray(0, bytesRead)
  }
}

function corrupt({ path, entry }: ZipEntryRequest, problem: string, cause?: unknown): BackupError<'ENTRY_CORRUPT'> {
  return new BackupError(
    'ENTRY_CORRUPT',
    `The file ${shown(entry)} in ${shown(path)} is corrupt: ${problem}; copy the backup again`,
    { path, entry, problem },
    cause === undefined ? {} : { cause },
  )
}
