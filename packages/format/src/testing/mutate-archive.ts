import { readFileSync } from 'node:fs'
import { deflateRawSync } from 'node:zlib'
import { mutateJson } from './mutate-json.js'
import { mutateZip } from './mutate-zip.js'
import { Random } from './random.js'
import { loadEntries, type RawEntry, rebuild } from './rebuild.js'

/** A changed archive, and what was done to it. */
export interface Mutant {
  readonly what: string
  readonly bytes: Buffer
}

/** An archive of one volume that is going to be changed. */
export interface Original {
  readonly bytes: Buffer
  /** Its entries, unpacked, without packing and seal. */
  readonly entries: ReadonlyMap<string, Buffer>
}

/** Reads what `mutateArchive` changes. */
export async function loadOriginal(path: string): Promise<Original> {
  return { bytes: readFileSync(path), entries: await loadEntries(path) }
}

/**
 * Changes one thing of an archive, the same for the same seed. Whatever depends on it by a digest is made anew, so that the
 * change itself has to be noticed. Not among the changes is what no reader can notice without a signature: other content
 * with everything made anew.
 */
export function mutateArchive(original: Original, seed: number): Mutant {
  const random = new Random(seed)
  return random.pick([zipChange, zipChange, formChange, formChange, entryChange, packedChange])(original, random)
}

function zipChange({ bytes }: Original, random: Random): Mutant {
  return mutateZip(bytes, random)
}

/** Another form of one of the files that are JSON, or of one line. */
function formChange({ entries }: Original, random: Random): Mutant {
  const lines = [...entries.keys()].filter((name) => name.endsWith('.ndjson'))
  const name = random.pick(['manifest.json', 'packing.json', 'seal.json', random.pick(lines), random.pick(lines)])
  let what = ''
  const change = (text: string): Buffer => {
    const changed = mutateJson(text, random)
    what = `${changed.what} in ${name}`
    return Buffer.from(changed.text)
  }
  if (name === 'packing.json') return { bytes: rebuild(entries, { packingBytes: (b) => change(b.toString()) }), what }
  if (name === 'seal.json') return { bytes: rebuild(entries, { sealBytes: (b) => change(b.toString()) }), what }
  const text = entries.get(name)?.toString() ?? ''
  if (name === 'manifest.json') return { bytes: rebuild(entries, { manifest: change(text) }), what }
  const all = text.split(/(?<=\n)/)
  const place = random.below(all.length)
  const changed = new Map(entries)
  changed.set(name, Buffer.concat(all.map((line, i) => (i === place ? change(line) : Buffer.from(line)))))
  return { bytes: rebuild(changed), what: `${what}, line ${place + 1}` }
}

/** An entry that is gone, there twice, elsewhere, empty, longer or shorter; packing and seal fit it. */
function entryChange({ entries }: Original, random: Random): Mutant {
  const names = [...entries.keys()].filter((name) => name !== 'manifest.json' && !name.startsWith('report/'))
  const name = random.pick(names)
  const bytes = entries.get(name) ?? Buffer.alloc(0)
  const changed = new Map(entries)
  const changes: Readonly<Record<string, () => void>> = {
    gone: () => void changed.delete(name),
    empty: () => void changed.set(name, Buffer.alloc(0)),
    shorter: () => void changed.set(name, bytes.subarray(0, -1)),
    longer: () => void changed.set(name, Buffer.concat([bytes, Buffer.from('\n')])),
    'there with other bytes': () => void changed.set(name, flipped(bytes, random)),
    'under a name that nothing names': () =>
      void changed.set(name.replace(/\d{4}/, '0077').replace(/^mime/, 'x'), bytes),
    'at the end': () => {
      changed.delete(name)
      changed.set(name, bytes)
    },
  }
  const [what, change] = random.pick(Object.entries(changes))
  change()
  if (sameEntries(entries, changed)) return entryChange({ bytes, entries }, random)
  return { what: `${name} is ${what}`, bytes: rebuild(changed) }
}

/** Packed bytes that say something else than the headers, or more. */
function packedChange({ entries }: Original, random: Random): Mutant {
  const name = random.pick([...entries.keys()].filter((entry) => /^(streams|index|omissions)\//.test(entry)))
  const bytes = entries.get(name) ?? Buffer.alloc(0)
  const packed = deflateRawSync(bytes)
  const changes: Readonly<Record<string, () => Buffer>> = {
    'bytes behind its end': () => Buffer.concat([packed, Buffer.from('hidden')]),
    'a second stream behind its end': () => Buffer.concat([packed, packed]),
    'thousands of empty blocks': () => Buffer.concat([Buffer.alloc(50_000, Buffer.from('000000ffff', 'hex')), packed]),
    'no end': () => packed.subarray(0, -1),
    'more in it': () => deflateRawSync(Buffer.concat([bytes, bytes])),
    'less in it': () => deflateRawSync(bytes.subarray(1)),
    'other bytes in it': () => deflateRawSync(flipped(bytes, random)),
  }
  const [what, change] = random.pick(Object.entries(changes))
  const replace = (entry: RawEntry): RawEntry => (entry.name === name ? { ...entry, packed: change() } : entry)
  return { what: `${name} has ${what}`, bytes: rebuild(entries, { entry: replace }) }
}

function flipped(bytes: Buffer, random: Random): Buffer {
  const copy = Buffer.from(bytes)
  const at = random.below(Math.max(1, copy.length))
  if (copy.length > 0) copy.writeUInt8(copy.readUInt8(at) ^ (1 << random.below(8)), at)
  return copy
}

function sameEntries(a: ReadonlyMap<string, Buffer>, b: ReadonlyMap<string, Buffer>): boolean {
  const names = [...a.keys()]
  return (
    names.join() === [...b.keys()].join() && names.every((name) => b.get(name)?.equals(a.get(name) ?? Buffer.of(0)))
  )
}
