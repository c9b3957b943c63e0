import { createHash } from 'node:crypto'
import type { Packing } from '#records'
import { openContainer } from '../container/open-container.js'
import { encodeLaidOut, encodeValue } from '../encode-record.js'
import { rawZip, type RawEntry } from './raw-zip.js'

export type { RawEntry }

/** The entries of an archive by name, unpacked, without packing and seal. */
export async function loadEntries(path: string): Promise<Map<string, Buffer>> {
  await using container = await openContainer(path)
  const entries = new Map<string, Buffer>()
  for (const name of container.entries.keys()) {
    if (name === 'packing.json' || name === 'seal.json') continue
    const chunks: Buffer[] = []
    for await (const chunk of container.read(name)) chunks.push(chunk)
    entries.set(name, Buffer.concat(chunks))
  }
  return entries
}

/** What a test changes behind the back of packing or seal. */
export interface RebuildOptions {
  readonly packing?: (packing: Packing) => unknown
  /** Bytes of the manifest as they are; without it, the manifest is written in the form that it has. */
  readonly manifest?: Buffer
  /** Changes the bytes of packing and seal after they were made. */
  readonly packingBytes?: (bytes: Buffer) => Buffer
  readonly sealBytes?: (bytes: Buffer) => Buffer
  /** Changes how an entry is packed. */
  readonly entry?: (entry: RawEntry) => RawEntry
  readonly seal?: (seal: { readonly manifest: string; readonly packing: string }) => unknown
}

/** Packs and seals entries again, whatever they are: an archive whose seal is right and whose content is not. */
export function rebuild(source: ReadonlyMap<string, Buffer>, options: RebuildOptions = {}): Buffer {
  const entries = new Map(source)
  const given = entries.get('manifest.json') ?? Buffer.alloc(0)
  const { archive } = JSON.parse(given.toString('utf8')) as { archive: { id: string } }
  const manifest = options.manifest ?? laidOut(given)
  entries.set('manifest.json', manifest)
  const packing: Packing = {
    volume: 1,
    volumes: 1,
    archive: archive.id,
    entries: [...entries].map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: sha256(bytes) })),
  }
  const asIs = (bytes: Buffer): Buffer => bytes
  const packed = Buffer.from(`${encodeValue(options.packing?.(packing) ?? packing)}\n`)
  const packingBytes = (options.packingBytes ?? asIs)(packed)
  const seal = { manifest: sha256(manifest), packing: sha256(packingBytes) }
  const sealBytes = (options.sealBytes ?? asIs)(Buffer.from(`${encodeValue(options.seal?.(seal) ?? seal)}\n`))
  const all: RawEntry[] = [...entries, ['packing.json', packingBytes] as const, ['seal.json', sealBytes] as const].map(
    ([name, bytes]) => ({ name, bytes, deflate: /^(streams|index|omissions)\//.test(name) }),
  )
  return rawZip(options.entry === undefined ? all : all.map(options.entry))
}

function laidOut(manifest: Buffer): Buffer {
  return Buffer.from(`${encodeLaidOut(JSON.parse(manifest.toString('utf8')))}\n`)
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
