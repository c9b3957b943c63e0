import { Readable } from 'node:stream'
import yauzl, { type Entry } from 'yauzl'
import { maxDeflatedBytes, maxEntries, maxPackedBytes } from '../limits.js'
import { readExactly, readZipEnd } from './zip-end.js'
import { checkCentralHeader, checkLocalHeader, localHeaderBytes } from './zip-headers.js'
import { ZipProblem } from './zip-problem.js'

/** An entry of a ZIP whose headers were checked. */
export interface ZipEntry {
  readonly name: string
  /** Size unpacked. */
  readonly bytes: number
  readonly packedBytes: number
  readonly deflated: boolean
  readonly crc32: number
  /** Where its packed bytes begin in the file. */
  readonly dataOffset: number
}

/**
 * The entries of a ZIP, strictly: every byte of the file belongs to exactly one entry or to the directory at its end, and
 * every field of a header has the one value that it may have. yauzl reads the directory; what it lets pass is refused
 * here: names outside the format, the same name twice, entries that overlap or leave gaps, local headers that say
 * something else, comments, extra fields, links, encryption.
 *
 * Throws `ZipCutOff` for a ZIP without its end, `ZipProblem` for one that breaks a rule.
 */
export async function readZipDirectory(fd: number, size: number): Promise<ZipEntry[]> {
  const end = readZipEnd(fd, size)
  if (end.entries > maxEntries) throw new ZipProblem('it has too many entries')
  const entries: ZipEntry[] = []
  const names = new Set<string>()
  let header = 0
  let position = 0
  for (const entry of await listEntries(fd, size, end.directoryOffset, end.directory)) {
    const name = entry.fileName
    header += checkCentralHeader(entry, end.directory.subarray(header))
    if (names.has(name)) throw new ZipProblem('there are two entries of this name', name)
    names.add(name)
    if (entry.relativeOffsetOfLocalHeader !== position)
      throw new ZipProblem(
        `begins at byte ${entry.relativeOffsetOfLocalHeader}, and the entry before ends at ${position}`,
        name,
      )
    checkLocalHeader(entry, readExactly(fd, position, localHeaderBytes(entry), name))
    checkSizes(entry)
    const dataOffset = position + localHeaderBytes(entry)
    position = dataOffset + entry.compressedSize
    if (position > end.directoryOffset) throw new ZipProblem('reaches into the directory', name)
    entries.push({
      name,
      bytes: entry.uncompressedSize,
      packedBytes: entry.compressedSize,
      deflated: entry.compressionMethod === 8,
      crc32: entry.crc32,
      dataOffset,
    })
  }
  if (position !== end.directoryOffset || header !== end.directory.length)
    throw new ZipProblem('there are bytes that belong to no entry before or in the directory')
  return entries
}

/** Sizes that no writer gives an entry: whoever unpacks it would need more memory, or more time, than its bytes are worth. */
function checkSizes({ fileName, compressionMethod, uncompressedSize, compressedSize }: Entry): void {
  if (compressionMethod === 0) return
  if (uncompressedSize > maxDeflatedBytes) throw new ZipProblem('is deflated and too large for that', fileName)
  if (compressedSize > maxPackedBytes(uncompressedSize))
    throw new ZipProblem('is deflated to more bytes than it has', fileName)
}

/** The entries as yauzl reads them. */
async function listEntries(fd: number, size: number, directoryOffset: number, directory: Buffer): Promise<Entry[]> {
  const entries: Entry[] = []
  try {
    const reader = new DirectoryReader(fd, directoryOffset, directory)
    const options = { autoClose: false, strictFileNames: true, validateEntrySizes: true }
    const zip = await yauzl.fromRandomAccessReaderPromise(reader, size, options)
    for await (const entry of zip.eachEntry()) entries.push(entry)
    zip.close()
  } catch (error) {
    throw new ZipProblem(error instanceof Error ? error.message : String(error), undefined, { cause: error })
  }
  return entries
}

/** Gives yauzl the directory from memory: it asks twice for each entry, for a few bytes each time. */
class DirectoryReader extends yauzl.RandomAccessReader {
  readonly #fd: number
  readonly #offset: number
  readonly #directory: Buffer

  constructor(fd: number, offset: number, directory: Buffer) {
    super()
    this.#fd = fd
    this.#offset = offset
    this.#directory = directory
  }

  override _readStreamForRange(): Readable {
    return Readable.from([])
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    // What is thrown here would reach nobody.
    let failure: Error | null = null
    try {
      this.#load(position, length).copy(buffer, offset)
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error))
    }
    setImmediate(callback, failure)
  }

  #load(position: number, length: number): Buffer {
    const from = position - this.#offset
    return from >= 0 && from + length <= this.#directory.length
      ? this.#directory.subarray(from, from + length)
      : readExactly(this.#fd, position, length)
  }
}
