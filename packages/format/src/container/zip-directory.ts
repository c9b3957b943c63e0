import type { FileHandle } from 'node:fs/promises'
import yauzl from 'yauzl'
import { maxDeflatedBytes } from '../limits.js'
import { isEntryName } from './entry-names.js'
import { FileReader } from './file-reader.js'

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

/** Thrown for a ZIP that breaks a rule; the container makes an `ArchiveError` of it. */
export class ZipProblem extends Error {
  readonly entry: string | undefined
  constructor(problem: string, entry?: string, options?: ErrorOptions) {
    super(problem, options)
    this.entry = entry
  }
}

const localHeaderBytes = 30
const descriptorFlag = 0x8
/** Bit 3, sizes behind the data, is the only one that an archive uses. */
const allowedFlags = descriptorFlag
const endSignature = 0x0605_4b50
/** Where the end of a directory is looked for, if it isn't where it must be: longer than any comment. */
const maxTail = 128 * 1024
const zip64Limit = 0xffff_ffff

/**
 * The entries of a ZIP, strictly: every byte of the file belongs to exactly one entry or to the directory at its end.
 * yauzl reads the directory; what it lets pass is refused here: names outside the format, the same name twice, entries
 * that overlap or leave gaps, local headers that say something else, comments, extra fields, links, encryption.
 */
export async function readZipDirectory(file: FileHandle, size: number): Promise<ZipEntry[]> {
  const end = await readEnd(file, size)
  const reader = new FileReader(file, end.directoryOffset, size)
  const zip = await yauzl
    .fromRandomAccessReaderPromise(reader, size, { autoClose: false, strictFileNames: true, validateEntrySizes: true })
    .catch((error: unknown) => {
      throw new ZipProblem(message(error), undefined, { cause: error })
    })
  const entries: ZipEntry[] = []
  const names = new Set<string>()
  let position = 0
  try {
    for await (const entry of zip.eachEntry()) {
      const name = entry.fileName
      checkEntry(entry)
      if (names.has(name)) throw new ZipProblem('there are two entries of this name', name)
      names.add(name)
      if (entry.relativeOffsetOfLocalHeader !== position)
        throw new ZipProblem(
          `begins at byte ${entry.relativeOffsetOfLocalHeader}, and the entry before ends at ${position}`,
          name,
        )
      const dataOffset = await checkLocalHeader(file, entry, position)
      const dataEnd = dataOffset + entry.compressedSize
      position = dataEnd + (await checkDescriptor(file, entry, dataEnd))
      entries.push({
        name,
        bytes: entry.uncompressedSize,
        packedBytes: entry.compressedSize,
        deflated: entry.compressionMethod === 8,
        crc32: entry.crc32,
        dataOffset,
      })
    }
  } catch (error) {
    throw error instanceof ZipProblem ? error : new ZipProblem(message(error), undefined, { cause: error })
  } finally {
    zip.close()
  }
  if (position !== end.directoryOffset)
    throw new ZipProblem(`the last entry ends at byte ${position}, and the directory begins at ${end.directoryOffset}`)
  return entries
}

function checkEntry(entry: yauzl.Entry): void {
  const name = entry.fileName
  const refuse = (problem: string): never => {
    throw new ZipProblem(problem, name)
  }
  if (!isEntryName(name) || !entry.fileNameRaw.equals(Buffer.from(name, 'latin1')))
    refuse('has a name outside the format')
  if ((entry.generalPurposeBitFlag & ~allowedFlags) !== 0) refuse('uses a feature that an archive does not use')
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) refuse('is neither stored nor deflated')
  if (entry.fileCommentLength !== 0) refuse('has a comment')
  if (entry.extraFields.some((field) => field.id !== 1)) refuse('has an extra field')
  const fileType = (entry.externalFileAttributes >>> 16) & 0o170000
  if (fileType !== 0o100000 && fileType !== 0) refuse('is no ordinary file')
  if (entry.compressionMethod === 8 && entry.uncompressedSize > maxDeflatedBytes)
    refuse(`is deflated and has more than ${maxDeflatedBytes} bytes`)
}

/** Compares the local header with the directory. Returns where the data begins. */
async function checkLocalHeader(file: FileHandle, entry: yauzl.Entry, offset: number): Promise<number> {
  const name = entry.fileName
  const header = await readExactly(file, offset, localHeaderBytes + entry.fileNameLength, name)
  const described = (entry.generalPurposeBitFlag & descriptorFlag) !== 0
  const expected: readonly (readonly [string, number, number])[] = [
    ['signature', header.readUInt32LE(0), 0x0403_4b50],
    ['flags', header.readUInt16LE(6), entry.generalPurposeBitFlag],
    ['method', header.readUInt16LE(8), entry.compressionMethod],
    ['time', header.readUInt16LE(10), entry.lastModFileTime],
    ['date', header.readUInt16LE(12), entry.lastModFileDate],
    ['CRC', header.readUInt32LE(14), described ? 0 : entry.crc32],
    ['packed size', header.readUInt32LE(18), described ? 0 : entry.compressedSize],
    ['size', header.readUInt32LE(22), described ? 0 : entry.uncompressedSize],
    ['name length', header.readUInt16LE(26), entry.fileNameLength],
    ['extra field length', header.readUInt16LE(28), 0],
  ]
  for (const [field, actual, wanted] of expected)
    if (actual !== wanted) throw new ZipProblem(`has another ${field} in its local header than in the directory`, name)
  if (!header.subarray(localHeaderBytes).equals(entry.fileNameRaw))
    throw new ZipProblem('has another name in its local header than in the directory', name)
  return offset + localHeaderBytes + entry.fileNameLength
}

/** Checks the sizes behind the data, where there are any. Returns how many bytes they take. */
async function checkDescriptor(file: FileHandle, entry: yauzl.Entry, offset: number): Promise<number> {
  if ((entry.generalPurposeBitFlag & descriptorFlag) === 0) return 0
  const long = entry.compressedSize > zip64Limit || entry.uncompressedSize > zip64Limit
  const bytes = await readExactly(file, offset, long ? 24 : 16, entry.fileName)
  const packed = long ? Number(bytes.readBigUInt64LE(8)) : bytes.readUInt32LE(8)
  const size = long ? Number(bytes.readBigUInt64LE(16)) : bytes.readUInt32LE(12)
  if (
    bytes.readUInt32LE(0) !== 0x0807_4b50 ||
    bytes.readUInt32LE(4) !== entry.crc32 ||
    packed !== entry.compressedSize ||
    size !== entry.uncompressedSize
  )
    throw new ZipProblem('has other sizes behind its data than in the directory', entry.fileName)
  return bytes.length
}

/** Finds the directory, which must reach exactly to the end of the file. */
async function readEnd(file: FileHandle, size: number): Promise<{ readonly directoryOffset: number }> {
  if (size < 22) throw new ZipProblem('the directory at the end is missing')
  const end = await readExactly(file, size - 22, 22)
  if (end.readUInt32LE(0) !== endSignature || end.readUInt16LE(20) !== 0)
    throw new ZipProblem(
      (await hasEndBefore(file, size)) ? 'there are bytes behind the directory' : 'the directory at the end is missing',
    )
  let directoryOffset = end.readUInt32LE(16)
  let directoryEnd = directoryOffset + end.readUInt32LE(12)
  let expectedEnd = size - 22
  const locator = size >= 98 ? await readExactly(file, size - 98, 76) : undefined
  if (locator?.readUInt32LE(56) === 0x0706_4b50) {
    if (locator.readUInt32LE(0) !== 0x0606_4b50 || Number(locator.readBigUInt64LE(64)) !== size - 98)
      throw new ZipProblem('the directory at the end is not where it says')
    directoryOffset = Number(locator.readBigUInt64LE(48))
    directoryEnd = directoryOffset + Number(locator.readBigUInt64LE(40))
    expectedEnd = size - 98
  }
  if (directoryEnd !== expectedEnd) throw new ZipProblem('there are bytes that belong to no entry at the end')
  return { directoryOffset }
}

/** True if the directory ends somewhat before the end of the file. One of a ZIP within the ZIP would not fit its place. */
async function hasEndBefore(file: FileHandle, size: number): Promise<boolean> {
  const start = Math.max(0, size - maxTail)
  const tail = await readExactly(file, start, size - start)
  const signature = Buffer.from('PK\x05\x06', 'latin1')
  for (let at = tail.lastIndexOf(signature); at !== -1; at = at === 0 ? -1 : tail.lastIndexOf(signature, at - 1))
    if (at + 22 <= tail.length && tail.readUInt32LE(at + 12) + tail.readUInt32LE(at + 16) === start + at) return true
  return false
}

async function readExactly(file: FileHandle, offset: number, length: number, entry?: string): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await file.read(bytes, 0, length, offset)
  if (bytesRead < length) throw new ZipProblem('reaches behind the end of the file', entry)
  return bytes
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
