import type { Entry } from 'yauzl'
import { isEntryName, isStoredName } from './entry-names.js'
import { longFieldBytes, uint32Max, zipVersions } from './zip-fields.js'
import { ZipProblem } from './zip-problem.js'

const centralBytes = 46
const localBytes = 30
/** Sizes stand behind the data, so whoever reads from a pipe may not find where a stored entry ends: never in an archive. */
const descriptorFlag = 0x8
/** An ordinary file that its owner may write and everybody read, of 1980-01-01 00:00, made on Unix by version 4.5. */
const fixed = { madeBy: 0x032d, attributes: 0x81a4_0020, date: 0x0021, time: 0 }

/**
 * Checks the header of an entry in the directory, as yauzl read it and as it stands there. Returns how many bytes it
 * takes. Throws `ZipProblem`.
 */
export function checkCentralHeader(entry: Entry, header: Buffer): number {
  const name = entry.fileName
  const length = centralBytes + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength
  const isLong = isLongEntry(entry) || entry.relativeOffsetOfLocalHeader >= uint32Max
  const rules: readonly (readonly [boolean, string])[] = [
    [isEntryName(name) && entry.fileNameRaw.equals(Buffer.from(name, 'latin1')), 'has a name outside the format'],
    [
      (entry.generalPurposeBitFlag & descriptorFlag) === 0,
      'has its sizes behind its data, as archives of version 0.1 had: export again',
    ],
    [entry.generalPurposeBitFlag === 0, 'uses a feature that an archive does not use'],
    [entry.compressionMethod === 0 || entry.compressionMethod === 8, 'is neither stored nor deflated'],
    [entry.compressionMethod === 0 || !isStoredName(name), 'must be stored'],
    [entry.fileCommentLength === 0, 'has a comment'],
    [isLong ? isLongField(entry.extraFieldRaw, header) : entry.extraFieldLength === 0, 'has an extra field'],
    [entry.externalFileAttributes === fixed.attributes, 'is no ordinary file'],
    [entry.lastModFileDate === fixed.date && entry.lastModFileTime === fixed.time, 'has a date of its own'],
    [
      entry.versionMadeBy === fixed.madeBy && entry.internalFileAttributes === 0,
      'was not made by a writer of archives',
    ],
    [entry.versionNeededToExtract === versionOf(entry, isLong), 'needs another version of ZIP'],
    [header.length >= length && header.readUInt16LE(34) === 0, 'lies on another disc'],
  ]
  for (const [kept, problem] of rules) if (!kept) throw new ZipProblem(problem, name)
  return length
}

/** The one extra field of the directory: both sizes and the offset, where one of them needs more than four bytes. */
function isLongField(field: Buffer, header: Buffer): boolean {
  return (
    field.length === longFieldBytes.directory &&
    field.readUInt32LE(0) === 0x0018_0001 &&
    header.readUInt32LE(20) === uint32Max &&
    header.readUInt32LE(24) === uint32Max &&
    header.readUInt32LE(42) === uint32Max
  )
}

/** Bytes of the local header of an entry. */
export function localHeaderBytes(entry: Entry): number {
  return localBytes + entry.fileNameLength + (isLongEntry(entry) ? longFieldBytes.local : 0)
}

/** Compares a local header with the directory. Throws `ZipProblem`. */
export function checkLocalHeader(entry: Entry, header: Buffer): void {
  const isLong = isLongEntry(entry)
  const fields: readonly (readonly [string, number, number])[] = [
    ['signature', header.readUInt32LE(0), 0x0403_4b50],
    ['version', header.readUInt16LE(4), versionOf(entry, isLong)],
    ['flags', header.readUInt16LE(6), entry.generalPurposeBitFlag],
    ['method', header.readUInt16LE(8), entry.compressionMethod],
    ['time', header.readUInt16LE(10), entry.lastModFileTime],
    ['date', header.readUInt16LE(12), entry.lastModFileDate],
    ['CRC', header.readUInt32LE(14), entry.crc32],
    ['packed size', header.readUInt32LE(18), isLong ? uint32Max : entry.compressedSize],
    ['size', header.readUInt32LE(22), isLong ? uint32Max : entry.uncompressedSize],
    ['name length', header.readUInt16LE(26), entry.fileNameLength],
    ['extra field length', header.readUInt16LE(28), isLong ? longFieldBytes.local : 0],
  ]
  const wrong = fields.find(([, actual, expected]) => actual !== expected)?.[0]
  const nameEnd = localBytes + entry.fileNameLength
  const problem =
    wrong ??
    (!header.subarray(localBytes, nameEnd).equals(entry.fileNameRaw)
      ? 'name'
      : isLong && !header.subarray(nameEnd).equals(localLongField(entry))
        ? 'extra field'
        : undefined)
  if (problem !== undefined)
    throw new ZipProblem(`has another ${problem} in its local header than in the directory`, entry.fileName)
}

function localLongField(entry: Entry): Buffer {
  const field = Buffer.alloc(longFieldBytes.local)
  field.writeUInt16LE(0x0001, 0)
  field.writeUInt16LE(longFieldBytes.local - 4, 2)
  field.writeBigUInt64LE(BigInt(entry.uncompressedSize), 4)
  field.writeBigUInt64LE(BigInt(entry.compressedSize), 12)
  return field
}

function isLongEntry(entry: Entry): boolean {
  return entry.compressedSize >= uint32Max || entry.uncompressedSize >= uint32Max
}

function versionOf(entry: Entry, isLong: boolean): number {
  if (isLong) return zipVersions.long
  return entry.compressionMethod === 8 ? zipVersions.deflated : zipVersions.stored
}
