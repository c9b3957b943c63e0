// Damages to the bytes of an archive: what a disc, a cable or a hand does to a file. Each takes random numbers and the
// bytes, and gives other bytes and words for what it did.
import { entriesOf, headerFields, unzip, zip } from './zip.mjs'

const range = (random, bytes) => {
  const from = random.below(bytes.length)
  return [from, Math.min(bytes.length, from + 1 + random.below(random.next() < 0.5 ? 8 : 5000))]
}
const odd = [0, 1, 2, 8, 0x7fff, 0xfffe, 0xffff, 0x7fffffff, 0xfffffffe, 0xffffffff]

export const damages = {
  'a bit turned': (random, bytes) => {
    const at = random.below(bytes.length)
    return [overwrite(bytes, at, Buffer.from([bytes[at] ^ (1 << random.below(8))])), `at ${at}`]
  },
  'bytes left out': (random, bytes) => {
    const [from, to] = range(random, bytes)
    return [Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]), `${from} to ${to}`]
  },
  'bytes put in': (random, bytes) => {
    const at = random.below(bytes.length + 1)
    const more = Buffer.alloc(1 + random.below(100), random.below(256))
    return [Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]), `${more.length} at ${at}`]
  },
  'zeros over bytes': (random, bytes) => {
    const [from, to] = range(random, bytes)
    return [overwrite(bytes, from, Buffer.alloc(to - from)), `${from} to ${to}`]
  },
  'bytes of another place': (random, bytes) => {
    const [from, to] = range(random, bytes)
    const at = random.below(bytes.length - (to - from) + 1)
    return [overwrite(bytes, at, bytes.subarray(from, to)), `${from} to ${to} at ${at}`]
  },
  'cut off': (random, bytes) => {
    const to = random.below(bytes.length)
    return [bytes.subarray(0, to), `at ${to}`]
  },
  'bytes behind the end': (random, bytes) => [Buffer.concat([bytes, Buffer.alloc(1 + random.below(50))]), ''],
  'a field of a header': (random, bytes) => {
    const { header, field, at, size } = random.pick(headerFields(bytes))
    const value = Buffer.alloc(4)
    value.writeUInt32LE(random.next() < 0.5 ? random.pick(odd) : random.below(2 ** 32))
    return [overwrite(bytes, at, value.subarray(0, size)), `${header} ${field} at ${at}`]
  },
  'an entry left out': (random, bytes) => rearranged(random, bytes, (entries, at) => entries.toSpliced(at, 1)),
  'an entry twice': (random, bytes) =>
    rearranged(random, bytes, (entries, at) => entries.toSpliced(at, 0, entries[at])),
  'an entry at another place': (random, bytes) =>
    rearranged(random, bytes, (entries, at) =>
      entries.toSpliced(at, 1).toSpliced(random.below(entries.length), 0, entries[at]),
    ),
  'the bytes of another entry': (random, bytes) =>
    rearranged(random, bytes, (entries, at) => entries.with(at, { ...entries[at], bytes: random.pick(entries).bytes })),
  'an entry that nobody knows': (random, bytes) =>
    rearranged(random, bytes, (entries, at) =>
      entries.toSpliced(at, 0, { name: `streams/unheard/000${at}.ndjson`, method: 8, bytes: Buffer.from('{}\n') }),
    ),
}

function overwrite(bytes, at, others) {
  const copy = Buffer.from(bytes)
  others.copy(copy, at)
  return copy
}

function rearranged(random, bytes, change) {
  const entries = unzip(bytes)
  const at = random.below(entries.length)
  return [zip(change(entries, at)), entriesOf(bytes)[at].name]
}
