import { readSync } from 'node:fs'
import { maxDirectoryBytes } from '../limits.js'
import { uint16Max, uint32Max } from './zip-fields.js'
import { ZipCutOff, ZipProblem } from './zip-problem.js'

/** The directory of a ZIP, as it lies at the end of the file. */
export interface ZipEnd {
  readonly directoryOffset: number
  /** The headers of all entries, one after the other. */
  readonly directory: Buffer
  readonly entries: number
}

const endBytes = 22
const zip64Bytes = 76
const endSignature = 0x0605_4b50
/** Where the end of a directory is looked for, if it isn't where it must be: longer than any comment. */
const maxTail = 128 * 1024

/**
 * Reads the directory, which must reach exactly to the end of the file. Throws `ZipCutOff` if there is none,
 * `ZipProblem` if it breaks a rule.
 */
export function readZipEnd(fd: number, size: number): ZipEnd {
  const tail = readExactly(fd, Math.max(0, size - endBytes - zip64Bytes), Math.min(size, endBytes + zip64Bytes))
  const end = tail.subarray(-endBytes)
  if (size < endBytes || end.readUInt32LE(0) !== endSignature || end.readUInt16LE(20) !== 0) {
    if (hasEndBefore(fd, size)) throw new ZipProblem('there are bytes behind the directory')
    throw new ZipCutOff()
  }
  if (end.readUInt32LE(4) !== 0 || end.readUInt16LE(8) !== end.readUInt16LE(10))
    throw new ZipProblem('it says that it is spread over several discs')
  const zip64 = tail.length === endBytes + zip64Bytes ? readZip64(tail, size) : undefined
  const entries = zip64?.entries ?? end.readUInt16LE(10)
  const directoryOffset = zip64?.offset ?? end.readUInt32LE(16)
  const directoryBytes = zip64?.bytes ?? end.readUInt32LE(12)
  const isLong = entries >= uint16Max || directoryOffset >= uint32Max || directoryBytes >= uint32Max
  if (isLong !== (zip64 !== undefined)) throw new ZipProblem('it has a longer or shorter form of its end than it needs')
  const directoryEnd = size - endBytes - (zip64 === undefined ? 0 : zip64Bytes)
  if (directoryOffset + directoryBytes !== directoryEnd)
    throw new ZipProblem('there are bytes that belong to no entry at the end')
  if (directoryBytes > maxDirectoryBytes) throw new ZipProblem('it has too many entries')
  return { directoryOffset, entries, directory: readExactly(fd, directoryOffset, directoryBytes) }
}

/** The longer form of the end that a large ZIP has; `undefined` if it has none. */
function readZip64(
  tail: Buffer,
  size: number,
): { readonly entries: number; readonly offset: number; readonly bytes: number } | undefined {
  if (tail.readUInt32LE(56) !== 0x0706_4b50) return undefined
  const end = tail.subarray(76)
  const right =
    tail.readUInt32LE(0) === 0x0606_4b50 &&
    tail.readBigUInt64LE(4) === 44n &&
    tail.readUInt32LE(12) === 0x002d_002d &&
    tail.readBigUInt64LE(16) === 0n &&
    tail.readBigUInt64LE(24) === tail.readBigUInt64LE(32) &&
    tail.readUInt32LE(60) === 0 &&
    tail.readBigUInt64LE(64) === BigInt(size - endBytes - zip64Bytes) &&
    tail.readUInt32LE(72) === 1 &&
    end.readUInt32LE(8) === uint32Max &&
    end.readUInt32LE(12) === uint32Max &&
    end.readUInt32LE(16) === uint32Max
  if (!right) throw new ZipProblem('the directory at the end contradicts itself')
  return {
    entries: Number(tail.readBigUInt64LE(32)),
    bytes: Number(tail.readBigUInt64LE(40)),
    offset: Number(tail.readBigUInt64LE(48)),
  }
}

/** True if the directory ends somewhat before the end of the file. One of a ZIP within the ZIP would not fit its place. */
function hasEndBefore(fd: number, size: number): boolean {
  const start = Math.max(0, size - maxTail)
  const tail = readExactly(fd, start, size - start)
  const signature = Buffer.from('PK\x05\x06', 'latin1')
  for (let at = tail.lastIndexOf(signature); at !== -1; at = at === 0 ? -1 : tail.lastIndexOf(signature, at - 1))
    if (at + endBytes <= tail.length && tail.readUInt32LE(at + 12) + tail.readUInt32LE(at + 16) === start + at)
      return true
  return false
}

/** Reads exactly so many bytes. Throws `ZipProblem` if the file ends before. */
export function readExactly(fd: number, offset: number, length: number, entry?: string): Buffer {
  const bytes = Buffer.alloc(length)
  for (let done = 0; done < length;) {
    const read = readSync(fd, bytes, done, length - done, offset + done)
    if (read === 0) throw new ZipProblem('reaches behind the end of the file', entry)
    done += read
  }
  return bytes
}
