// Forgeries: a part of an archive says something else, and packing and seal are made again so that every digest is right.
// What is left to catch them are the rules of the format itself.
import { createHash } from 'node:crypto'
import { encodeValue } from '../../packages/format/dist/index.js'
import { unzip, zip } from './zip.mjs'

/** What a manifest says of its own and of the source: nothing in the archive can contradict it. */
const ownWords = ['archive', 'tool', 'source', 'selection', 'consistency']

/** Changes one value of an archive and seals it again. */
export function forge(random, archive) {
  const entries = unzip(archive).filter(({ name }) => name !== 'seal.json')
  const candidates = entries.filter(({ name }) =>
    /^(manifest\.json|index\/|streams\/|omissions\/|packs\/|mimetype)/.test(name),
  )
  const entry = random.pick(candidates)
  const { bytes, says } = entry.name === 'manifest.json' ? inManifest(random, entry.bytes) : inEntry(random, entry)
  return [seal(entries.map((one) => (one === entry ? { ...entry, bytes } : one))), `${entry.name}: ${says}`]
}

function inManifest(random, bytes) {
  const manifest = JSON.parse(bytes)
  const keys = Object.keys(manifest).filter((key) => !ownWords.includes(key))
  const key = random.pick(keys)
  const says = changeValue(random, manifest, key)
  return { bytes: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), says: `${key} ${says}` }
}

function inEntry(random, { name, bytes }) {
  if (!name.endsWith('.ndjson')) {
    const copy = Buffer.from(bytes)
    copy[random.below(copy.length)] ^= 1 + random.below(255)
    return { bytes: copy, says: 'a byte' }
  }
  const lines = bytes.toString('utf8').split('\n').slice(0, -1)
  const at = random.below(lines.length)
  const ways = ['a line left out', 'a line twice', 'a line at another place', 'an empty line', 'spaces']
  // What an omission says in words is bound by the seal alone.
  if (!name.startsWith('omissions/')) ways.push('a value', 'a value', 'a value')
  const way = lines.length === 1 ? 'a value' : random.pick(ways)
  let says = ''
  if (way === 'a line left out') lines.splice(at, 1)
  else if (way === 'a line twice') lines.splice(at, 0, lines[at])
  else if (way === 'an empty line') lines.splice(at, 0, '')
  else if (way === 'a line at another place') lines.splice(random.below(lines.length - 1), 0, ...lines.splice(at, 1))
  else if (way === 'spaces') lines[at] = lines[at].replace('{', '{ ')
  else {
    const value = JSON.parse(lines[at])
    says = changeValue(random, value, random.pick(Object.keys(value)))
    lines[at] = encodeValue(value)
  }
  return { bytes: Buffer.from(lines.map((line) => `${line}\n`).join('')), says: `line ${at + 1}, ${way} ${says}` }
}

/** Changes a value, or one somewhere inside it, and says how. */
function changeValue(random, owner, key) {
  const value = owner[key]
  if (value !== null && typeof value === 'object' && random.next() < 0.8 && Object.keys(value).length > 0) {
    const inner = random.pick(Object.keys(value))
    return `${inner} ${changeValue(random, value, inner)}`
  }
  const way = random.below(4)
  if (way === 0) {
    if (Array.isArray(owner)) owner.splice(Number(key), 1)
    else delete owner[key]
    return 'left out'
  }
  if (way === 1 && !Array.isArray(owner)) {
    owner.unheardOf = value
    return 'and a field that nobody knows'
  }
  if (typeof value === 'number') owner[key] = value + (random.next() < 0.5 ? 1 : 1e9)
  else if (typeof value === 'string') owner[key] = `${value}x`
  else if (typeof value === 'boolean') owner[key] = !value
  else owner[key] = random.pick([null, 0, 'x', []])
  return `is ${JSON.stringify(owner[key]).slice(0, 40)}`
}

/** Packs and seals entries again: all but the seal, with the packing that was theirs. */
export function seal(entries) {
  const packing = entries.find(({ name }) => name === 'packing.json')
  const said = JSON.parse(packing.bytes)
  const others = entries.filter((entry) => entry !== packing)
  said.entries = others.map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: sha256(bytes) }))
  const form = (value) => Buffer.from(`${encodeValue(value)}\n`)
  const packed = form(said)
  const manifest = others.find(({ name }) => name === 'manifest.json').bytes
  const sealed = form({ manifest: sha256(manifest), packing: sha256(packed) })
  return zip([...others, { ...packing, bytes: packed }, { name: 'seal.json', method: 0, bytes: sealed }])
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex')
}
