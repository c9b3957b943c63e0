import type { Entry } from 'yauzl'
import { maxDeflatedBytes } from '../limits.js'
import { isEntryName, isStoredName } from './entry-names.js'
import { ZipProblem } from './zip-problem.js'

const centralBytes = 46
const localBytes = 30
/** Sizes stand behind the data: the only feature that an archive uses. */
const descriptorFlag = 0x8
const uint32Max = 0xffff_ffff
/** An ordinary file that its owner may write and everybody read, of 1980-01-01 00:00, made on Unix by version 4.5. */
const fixed = { madeBy: 0x032d, attributes: 0x81a4_0020, date: 0x0021, time: 0 }
const neededVersions: readonly number[] = [10, 20, 45]

/**
 * Checks the header of an entry in the directory, as yauzl read it and as it stands there. Returns how many bytes it
 * takes. Throws `ZipProblem`.
 */
export function checkCentralHeader(entry: Entry, header: Buffer): number {
  const name = entry.fileName
  const length = centralBytes + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength
  const zip64 = entry.extraFieldLength > 0
  const rules: readonly (readonly [boolean, string])[] = [
    [isEntryName(name) && entry.fileNameRaw.equals(Buffer.from(name, 'latin1')), 'has a name outside the format'],
    [(entry.generalPurposeBitFlag & ~descriptorFlag) === 0, 'uses a feature that an archive does not use'],
    [entry.compressionMethod === 0 || entry.compressionMethod === 8, 'is neither stored nor deflated'],
    [entry.compressionMethod === 0 || !isStoredName(name), 'must be stored'],
    [entry.fileCommentLength === 0, 'has a comment'],
    [!zip64 || isZip64Field(entry.extraFieldRaw, header), 'has an extra field'],
    [entry.externalFileAttributes === fixed.attributes, 'is no ordinary file'],
    [entry.lastModFileDate === fixed.date && entry.lastModFileTime === fixed.time, 'has a date of its own'],
    [
      entry.versionMadeBy === fixed.madeBy && entry.internalFileAttributes === 0,
      'was not made by a writer of archives',
    ],
    [neededVersions.includes(entry.versionNeededToExtract), 'needs another version of ZIP'],
    [header.length >= length && header.readUInt16LE(34) === 0, 'lies on another disc'],
    [entry.compressionMethod === 0 || entry.uncompressedSize <= maxDeflatedBytes, 'is deflated and too large for that'],
  ]
  for (const [kept, problem] of rules) if (!kept) throw new ZipProblem(problem, name)
  return length
}

/** The one extra field that may be there: both sizes and the offset, where one of them needs more than four bytes. */
function isZip64Field(field: Buffer, header: Buffer): boolean {
  return (
    field.length === 28 &&
    field.readUInt32LE(0) === 0x0018_0001 &&
    header.readUInt32LE(20) === uint32Max &&
    header.readUInt32LE(24) === uint32Max &&
    header.readUInt32LE(42) === uint32Max
  )
}

/** Bytes of the local header of an entry: it has no extra field. */
export function localHeaderBytes(entry: Entry): number {
  return localBytes + entry.fileNameLength
}

/** Compares a local header with the directory. Throws `ZipProblem`. */
export function checkLocalHeader(entry: Entry, header: Buffer): void {
  const described = hasDescriptor(entry)
  const fields: readonly (readonly [string, number, number])[] = [
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
  const wrong = fields.find(([, actual, expected]) => actual !== expected)?.[0]
  const problem =
    wrong ??
    // Whether an entry needs ZIP64 is known only after its local header is written.
    (!neededVersions.includes(header.readUInt16LE(4))
      ? 'version'
      : header.subarray(localBytes).equals(entry.fileNameRaw)
        ? undefined
        : 'name')
  if (problem !== undefined)
    throw new ZipProblem(`has another ${problem} in its local header than in the directory`, entry.fileName)
}

/** Bytes behind the data of an entry that repeat CRC and sizes. */
export function descriptorBytes(entry: Entry): number {
  if (!hasDescriptor(entry)) return 0
  return isLong(entry) ? 24 : 16
}

/** Compares the sizes behind the data with the directory. Throws `ZipProblem`. */
export function checkDescriptor(entry: Entry, descriptor: Buffer): void {
  if (descriptor.length === 0) return
  const long = isLong(entry)
  const right =
    descriptor.readUInt32LE(0) === 0x0807_4b50 &&
    descriptor.readUInt32LE(4) === entry.crc32 &&
    (long ? Number(descriptor.readBigUInt64LE(8)) : descriptor.readUInt32LE(8)) === entry.compressedSize &&
    (long ? Number(descriptor.readBigUInt64LE(16)) : descriptor.readUInt32LE(12)) === entry.uncompressedSize
  if (!right) throw new ZipProblem('has other sizes behind its data than in the directory', entry.fileName)
}

function hasDescriptor(entry: Entry): boolean {
  return (entry.generalPurposeBitFlag & descriptorFlag) !== 0
}

function isLong(entry: Entry): boolean {
  return entry.compressedSize > uint32Max || entry.uncompressedSize > uint32Max
}
