import { read } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { Entry, fromRandomAccessReaderPromise, getFileNameLowLevel, RandomAccessReader, type ZipFile } from 'yauzl'
import { fileLimit, readSize } from './backup-files.js'
import { normaliseEntryName, unsafeEntry } from './entry-name.js'
import { BackupError } from './error.js'
import { NameTable } from './name-table.js'
import { shown } from './shown.js'

/** Where and how the bytes of one file lie in the zip, as its central directory says. */
export interface ZipPlace {
  readonly headerOffset: number
  readonly compressedSize: number
  readonly size: number
  readonly crc32: number
  readonly method: number
  readonly encrypted: boolean
}

/** The central directory of a zip: some seventy bytes per file, none of them in the JavaScript heap. */
export interface ZipDirectory {
  readonly zip: ZipFile
  readonly names: NameTable
  place(index: number): ZipPlace
}

/** Fields per file in the column of numbers: header offset, compressed size, size. */
const fields = 3
const encryptedBit = 0x100

/**
 * Reads the whole central directory and refuses what Confluence never writes.
 *
 * @throws BackupError ZIP_CUT_OFF, ZIP_DAMAGED, NOT_A_BACKUP, UNSAFE_ENTRY, TOO_MANY_FILES
 */
export async function readZipDirectory(
  file: FileHandle,
  path: string,
  size: number,
  limit: number = fileLimit,
): Promise<ZipDirectory> {
  const zip = await openZip(file, path, size)
  const names = new NameTable()
  let numbers = new Float64Array(fields * 1024)
  let checksums = new Uint32Array(1024)
  let methods = new Uint16Array(1024)
  let reached = 0
  let inOrder = true
  try {
    for await (const entry of zip.eachEntry()) {
      const raw = nameOf(entry)
      const name = normaliseEntryName(raw, path)
      refuseSpecialFile(entry, raw, path)
      if (entry.relativeOffsetOfLocalHeader < reached) inOrder = false
      reached = endOf(entry.relativeOffsetOfLocalHeader, entry.compressedSize)
      if (name === undefined) {
        if (entry.uncompressedSize > 0) throw unsafeEntry(path, raw, 'folder with data')
        continue
      }
      if (names.count === limit) throw tooManyFiles(path, limit)
      const index = names.add(name)
      if (index === checksums.length) {
        numbers = doubled(numbers, new Float64Array(numbers.length * 2))
        checksums = doubled(checksums, new Uint32Array(checksums.length * 2))
        methods = doubled(methods, new Uint16Array(methods.length * 2))
      }
      numbers.set([entry.relativeOffsetOfLocalHeader, entry.compressedSize, entry.uncompressedSize], index * fields)
      checksums[index] = entry.crc32
      methods[index] = Math.min(entry.compressionMethod, 0xff) | (entry.isEncrypted() ? encryptedBit : 0)
    }
  } catch (error) {
    if (error instanceof BackupError) throw error
    throw damaged(path, error)
  }
  const twice = names.sort()
  if (twice !== undefined) throw unsafeEntry(path, twice, 'duplicate name')
  const place = (index: number): ZipPlace => ({
    headerOffset: numbers[index * fields] ?? 0,
    compressedSize: numbers[index * fields + 1] ?? 0,
    size: numbers[index * fields + 2] ?? 0,
    crc32: checksums[index] ?? 0,
    method: (methods[index] ?? 0) & 0xff,
    encrypted: ((methods[index] ?? 0) & encryptedBit) !== 0,
  })
  if (!inOrder) refuseOverlap(names, place, path)
  return { zip, names, place }
}

/** A yauzl entry for a place: only the fields that locating the bytes needs. */
export function entryAt(place: ZipPlace): Entry {
  return Object.assign(new Entry(), {
    relativeOffsetOfLocalHeader: place.headerOffset,
    compressedSize: place.compressedSize,
    uncompressedSize: place.size,
    compressionMethod: place.method,
    generalPurposeBitFlag: place.encrypted ? 1 : 0,
  })
}

/**
 * The name of an entry. Tools on Windows (Compress-Archive of PowerShell 5, .NET before 4.6.1) write backslashes and say
 * that the system is MS-DOS; there, and only there, a backslash parts folders, as Info-ZIP and libarchive read it:
 * https://github.com/libarchive/libarchive/pull/970
 */
function nameOf(entry: Entry): string {
  const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, true)
  const isOfWindows = entry.versionMadeBy >>> 8 === 0
  return isOfWindows ? name.replaceAll('\\', '/') : name
}

async function openZip(file: FileHandle, path: string, size: number): Promise<ZipFile> {
  if (size === 0) throw cutOff(path, size)
  const head = Buffer.alloc(4)
  const { bytesRead } = await file.read(head, 0, 4, 0)
  const begin = head.toString('latin1', 0, bytesRead)
  if (!begin.startsWith('PK')) throw noZip(path, head)
  try {
    return await fromRandomAccessReaderPromise(new FileReader(file), size, {
      autoClose: false,
      decodeStrings: false,
      validateEntrySizes: true,
    })
  } catch (error) {
    if (!/signature not found|unexpected EOF/i.test(String(error))) throw damaged(path, error)
    throw signatures.some((signature) => signature.startsWith(begin)) ? cutOff(path, size, error) : noZip(path, head)
  }
}

/** The head of the first file, the end of a zip without files, and that of a zip in several volumes. */
const signatures = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08']

function noZip(path: string, head: Buffer): BackupError<'NOT_A_BACKUP'> {
  return new BackupError(
    'NOT_A_BACKUP',
    `The file ${shown(path)} is no Confluence backup: not a zip; give the zip that Confluence wrote`,
    { path, found: describeHead(head) },
  )
}

/** A copy or download that did not finish: its directory stands at the end. */
function cutOff(path: string, size: number, cause?: unknown): BackupError<'ZIP_CUT_OFF'> {
  const what = size === 0 ? 'is empty' : `is cut off: its directory is missing at the end (it has ${size} bytes)`
  return new BackupError(
    'ZIP_CUT_OFF',
    `The zip ${shown(path)} ${what}; the copy or download did not finish, make it again`,
    { path, size },
    { cause },
  )
}

function describeHead(head: Buffer): string {
  return /^[\x20-\x7e]+$/.test(head.toString('latin1')) ? head.toString('latin1') : `bytes ${head.toString('hex')}`
}

function damaged(path: string, cause: unknown): BackupError<'ZIP_DAMAGED'> {
  const problem = cause instanceof Error ? cause.message : String(cause)
  return new BackupError(
    'ZIP_DAMAGED',
    `The zip ${shown(path)} is damaged (${problem}); copy it again`,
    { path, problem },
    { cause },
  )
}

export function tooManyFiles(path: string, limit: number): BackupError<'TOO_MANY_FILES'> {
  return new BackupError(
    'TOO_MANY_FILES',
    `The backup ${shown(path)} holds more than ${limit} files; export fewer spaces at a time`,
    {
      path,
      limit,
    },
  )
}

function refuseSpecialFile(entry: Entry, name: string, path: string): void {
  const type = (entry.externalFileAttributes >>> 16) & 0xf000
  if (type === 0xa000) throw unsafeEntry(path, name, 'symbolic link')
  if (type === 0x1000 || type === 0x2000 || type === 0x6000 || type === 0xc000) {
    throw unsafeEntry(path, name, 'special file')
  }
}

/** Least end of an entry: its local header has thirty bytes and a name. */
function endOf(headerOffset: number, compressedSize: number): number {
  return headerOffset + 30 + compressedSize
}

/** Entries that share bytes let a small zip unpack to petabytes. */
function refuseOverlap(names: NameTable, place: (index: number) => ZipPlace, path: string): void {
  const order = Uint32Array.from({ length: names.count }, (_, index) => index)
  order.sort((a, b) => place(a).headerOffset - place(b).headerOffset)
  let reached = 0
  for (const index of order) {
    const { headerOffset, compressedSize } = place(index)
    if (headerOffset < reached) throw unsafeEntry(path, names.nameAt(index), 'overlapping entries')
    reached = endOf(headerOffset, compressedSize)
  }
}

function doubled<Column extends Float64Array | Uint32Array | Uint16Array>(from: Column, to: Column): Column {
  to.set(from)
  return to
}

/**
 * Reads ahead, because yauzl asks for every entry of the directory twice in a few dozen bytes: with one system call
 * each, a hundred thousand entries take seconds.
 */
class FileReader extends RandomAccessReader {
  readonly #file: FileHandle
  readonly #window: Buffer = Buffer.allocUnsafeSlow(readSize)
  #from = 0
  #to = 0

  constructor(file: FileHandle) {
    super()
    this.#file = file
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    if (position >= this.#from && position + length <= this.#to) {
      this.#window.copy(buffer, offset, position - this.#from, position - this.#from + length)
      callback(null)
      return
    }
    const window = length <= this.#window.length ? this.#window : buffer
    const start = window === buffer ? offset : 0
    const wanted = window === buffer ? length : window.length
    read(this.#file.fd, window, start, wanted, position, (error, bytesRead) => {
      if (error) return callback(error)
      if (bytesRead < length) return callback(new Error('unexpected EOF'))
      if (window === buffer) return callback(null)
      this.#from = position
      this.#to = position + bytesRead
      window.copy(buffer, offset, 0, length)
      callback(null)
    })
  }
}
