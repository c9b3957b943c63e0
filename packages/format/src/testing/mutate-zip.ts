import type { Random } from './random.js'

/** Every field of the headers of a ZIP: name, place, bytes. Lengths of names and data are among them. */
const fields = {
  local: [
    ['signature', 0, 4],
    ['version', 4, 2],
    ['flags', 6, 2],
    ['method', 8, 2],
    ['time', 10, 2],
    ['date', 12, 2],
    ['CRC', 14, 4],
    ['packed size', 18, 4],
    ['size', 22, 4],
    ['name length', 26, 2],
    ['extra length', 28, 2],
    ['name', 30, 1],
  ],
  directory: [
    ['signature', 0, 4],
    ['made by', 4, 2],
    ['version', 6, 2],
    ['flags', 8, 2],
    ['method', 10, 2],
    ['time', 12, 2],
    ['date', 14, 2],
    ['CRC', 16, 4],
    ['packed size', 20, 4],
    ['size', 24, 4],
    ['name length', 28, 2],
    ['extra length', 30, 2],
    ['comment length', 32, 2],
    ['disc', 34, 2],
    ['internal attributes', 36, 2],
    ['external attributes', 38, 4],
    ['offset', 42, 4],
    ['name', 46, 1],
  ],
  end: [
    ['signature', 0, 4],
    ['disc', 4, 2],
    ['disc of the directory', 6, 2],
    ['entries on this disc', 8, 2],
    ['entries', 10, 2],
    ['directory size', 12, 4],
    ['directory offset', 16, 4],
    ['comment length', 20, 2],
  ],
} as const satisfies Record<string, readonly (readonly [string, number, 1 | 2 | 4])[]>

/** What was done, and the file after it. */
export interface ChangedZip {
  readonly what: string
  readonly bytes: Buffer
}

interface Headers {
  readonly local: number
  readonly directory: number
  readonly name: string
  readonly dataEnd: number
}

/** Changes one thing of a ZIP as a container: a field of a header, or bytes between its parts. */
export function mutateZip(zip: Buffer, random: Random): ChangedZip {
  const headers = headersOf(zip)
  const entry = random.pick(headers)
  const at = { local: entry.local, directory: entry.directory, end: zip.length - 22 }
  const kind = random.pick(['local', 'directory', 'directory', 'end', 'bytes'] as const)
  if (kind === 'bytes') return insertBytes(zip, headers, random)
  const [name, offset, size] = random.pick<readonly [string, number, 1 | 2 | 4]>(fields[kind])
  const bytes = Buffer.from(zip)
  const place = at[kind] + offset
  const before = bytes.readUIntLE(place, size)
  const largest = 2 ** (size * 8) - 1
  const values = [0, 1, 8, before + 1, before ^ 1, before ^ 0x800, before ^ 8, largest, largest - 1]
  const other = values.map((value) => Math.max(0, Math.min(largest, value))).filter((value) => value !== before)
  const after = random.pick(other)
  bytes.writeUIntLE(after, place, size)
  const where = kind === 'end' ? 'the end' : `the ${kind} header of ${entry.name}`
  return { what: `${name} in ${where}: ${after} instead of ${before}`, bytes }
}

function insertBytes(zip: Buffer, headers: readonly Headers[], random: Random): ChangedZip {
  const { dataEnd, name } = random.pick(headers)
  const places = [
    ['before the file', 0],
    [`behind ${name}`, dataEnd],
    ['before the end', zip.length - 22],
    ['behind the file', zip.length],
  ] as const
  const [where, place] = random.pick(places)
  const bytes = random.pick([Buffer.from([0]), Buffer.from('hidden'), Buffer.from('PK\x07\x08'), zip.subarray(0, 68)])
  return {
    what: `${bytes.length} bytes ${where}`,
    bytes: Buffer.concat([zip.subarray(0, place), bytes, zip.subarray(place)]),
  }
}

function headersOf(zip: Buffer): Headers[] {
  const headers: Headers[] = []
  const end = zip.length - 22
  for (let at = zip.readUInt32LE(end + 16); at < end;) {
    const length = zip.readUInt16LE(at + 28)
    const local = zip.readUInt32LE(at + 42)
    const data = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const name = zip.toString('latin1', at + 46, at + 46 + length)
    headers.push({ local, directory: at, name, dataEnd: data + zip.readUInt32LE(at + 20) })
    at += 46 + length + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return headers
}
