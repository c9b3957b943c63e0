import { headBytes } from './merge-runs.js'

/** Bytes of a key that are compared as a number at a time. */
const numberBytes = 6
/** Bits of a number that a `Float64Array` holds exactly. */
const exactBits = 53

/**
 * The order of rows that begin at these places of a buffer. The first bytes of each key become a number together with the
 * place of the row, so that almost all is done by the sort of a typed array, which compares nothing by a function.
 */
export function sortRows(rows: Buffer, starts: readonly number[]): Uint32Array {
  const all = Uint32Array.from(starts.keys())
  sortBy(rows, starts, all, 0)
  return all
}

/** Sorts some rows that are equal in so many bytes. */
function sortBy(rows: Buffer, starts: readonly number[], some: Uint32Array, depth: number): void {
  const start = (row: number): number => starts[row] ?? 0
  const keysEnd = some.some((row) => rows.readUInt16LE(start(row)) < depth + numberBytes)
  if (some.length < 16 || keysEnd) {
    some.sort((a, b) => compareRows(rows, start(a), start(b)))
    return
  }
  const indexBits = 32 - Math.clz32(some.length - 1)
  const cut = 2 ** Math.max(0, numberBytes * 8 - (exactBits - indexBits))
  const scale = 2 ** indexBits
  const packed = new Float64Array(some.length)
  for (let i = 0; i < some.length; i += 1) {
    const at = start(some[i] ?? 0) + headBytes + depth
    const prefix = rows.readUInt16BE(at) * 2 ** 32 + rows.readUInt32BE(at + 2)
    packed[i] = Math.floor(prefix / cut) * scale + i
  }
  packed.sort()
  const before = some.slice()
  let begin = 0
  let group = -1
  for (let i = 0; i <= packed.length; i += 1) {
    const value = packed[i] ?? -scale
    const ofGroup = Math.floor(value / scale)
    if (ofGroup !== group) {
      // What is equal in the bits that fit is told apart by what follows, whole bytes of it being equal for certain.
      if (i - begin > 1) sortBy(rows, starts, some.subarray(begin, i), depth + equalBytes(cut))
      begin = i
      group = ofGroup
    }
    if (i < packed.length) some[i] = before[value - ofGroup * scale] ?? 0
  }
}

/** Whole bytes of a number without its last bits. */
function equalBytes(cut: number): number {
  return numberBytes - Math.ceil(Math.log2(cut) / 8)
}

function compareRows(rows: Buffer, a: number, b: number): number {
  const aKey = rows.readUInt16LE(a)
  const bKey = rows.readUInt16LE(b)
  const aStart = a + headBytes
  const bStart = b + headBytes
  return (
    rows.compare(rows, bStart, bStart + bKey, aStart, aStart + aKey) ||
    rows.compare(
      rows,
      bStart + bKey,
      bStart + bKey + rows.readUInt32LE(b + 2),
      aStart + aKey,
      aStart + aKey + rows.readUInt32LE(a + 2),
    )
  )
}
