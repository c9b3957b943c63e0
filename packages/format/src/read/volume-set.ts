import type { Manifest, PackedEntry } from '#records'
import { stat } from 'node:fs/promises'
import { openContainer } from '../container/open-container.js'
import type { ByteRange } from '../container/container.js'
import { sha256Hex } from '../digest.js'
import { ArchiveError } from '../error.js'
import type { VersionRelation } from '../format-version.js'
import { maxUnpackedBytes } from '../limits.js'
import { siblingName, volumeName } from '../volume-names.js'
import { checkSeal, invalidContainer, type SealedVolume } from './sealed-volume.js'

/** Files that every volume has. */
const fixedNames: ReadonlySet<string> = new Set(['mimetype', 'manifest.json'])

/** One digest over the seals of all volumes, in their order. */
export function sealOf(sealDigests: readonly string[]): string {
  return sha256Hex(Buffer.from(sealDigests.map((digest) => `${digest}\n`).join('')))
}

/** All volumes of one archive, as if they were one. */
export class VolumeSet implements AsyncDisposable {
  readonly path: string
  readonly volumes: readonly SealedVolume[]
  readonly #holders = new Map<string, SealedVolume>()

  private constructor(path: string, volumes: readonly SealedVolume[]) {
    this.path = path
    this.volumes = volumes
    checkUnpacked(path, volumes)
    for (const volume of volumes)
      for (const name of volume.packed.keys()) {
        if (this.#holders.has(name) && !fixedNames.has(name))
          throw invalidContainer(volume.container.path, name, 'another volume has it as well')
        this.#holders.set(name, volume)
      }
  }

  /** Opens the volume at the path, and the others that belong to it. Throws what `checkSeal` throws, `VOLUME_MISSING`. */
  static async open(path: string): Promise<VolumeSet> {
    const opened: SealedVolume[] = []
    try {
      const first = await openVolume(await existing(path))
      opened.push(first)
      const { volumes } = first.packing
      const set: SealedVolume[] = []
      for (let n = 1; n <= volumes; n += 1) {
        if (n === first.packing.volume) set.push(first)
        else {
          const sibling = await openSibling(first, n)
          opened.push(sibling)
          set.push(sibling)
        }
      }
      return new VolumeSet(path, set)
    } catch (error) {
      for (const volume of opened) await volume.container[Symbol.asyncDispose]()
      throw error
    }
  }

  get manifest(): Manifest {
    return this.#first.manifest
  }

  get manifestDigest(): string {
    return this.#first.manifestDigest
  }

  get seal(): string {
    return sealOf(this.volumes.map(({ sealDigest }) => sealDigest))
  }

  get relation(): VersionRelation {
    return this.#first.relation
  }

  /** Names of the entries of all volumes, in order. */
  *names(): Generator<string, void> {
    for (const { packed } of this.volumes) yield* packed.keys()
  }

  /** What the packing says of an entry. */
  find(name: string): PackedEntry | undefined {
    return this.#holders.get(name)?.packed.get(name)
  }

  /** The bytes of an entry that fits into memory, checked against the packing. Throws `ENTRY_CORRUPT`. */
  async load(name: string): Promise<Buffer> {
    const volume = this.#holder(name)
    const bytes = await volume.container.load(name)
    const expected = volume.packed.get(name)?.sha256
    const actual = sha256Hex(bytes)
    if (actual === expected) return bytes
    const problem = `its SHA-256 is ${actual}, and ${expected ?? 'none'} was packed`
    const { path } = volume.container
    throw new ArchiveError(
      'ENTRY_CORRUPT',
      `The entry ${name} of ${path} is damaged: ${problem}. Copy the archive again, and run verify`,
      { path, entry: name, problem },
    )
  }

  /** The bytes of an entry, or of a part of it, as the container gives them. */
  read(name: string, range?: ByteRange, options?: { readonly signal?: AbortSignal }): AsyncIterable<Buffer> {
    return this.#holder(name).container.read(name, range, options)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const volume of this.volumes) await volume.container[Symbol.asyncDispose]()
  }

  get #first(): SealedVolume {
    const first = this.volumes[0]
    if (first === undefined) throw new Error('A set without volumes')
    return first
  }

  #holder(name: string): SealedVolume {
    const volume = this.#holders.get(name)
    if (volume !== undefined) return volume
    throw new ArchiveError('ENTRY_CORRUPT', `The archive ${this.path} has no entry ${name}`, {
      path: this.path,
      entry: name,
      problem: 'it is not there',
    })
  }
}

/** An archive that would unpack to far more than its bytes is refused before anything of it is read. */
function checkUnpacked(path: string, volumes: readonly SealedVolume[]): void {
  let bytes = 0
  let packed = 0
  for (const { container } of volumes)
    for (const entry of container.entries.values()) {
      bytes += entry.bytes
      packed += entry.packedBytes
    }
  if (bytes > maxUnpackedBytes(packed))
    throw new ArchiveError(
      'CONTAINER_INVALID',
      `The archive ${path} breaks a rule of the format: it unpacks to ${bytes} bytes, and ${maxUnpackedBytes(packed)} are allowed for its size. Get it again from where it was written`,
      { path, problem: `unpacks to ${bytes} bytes` },
    )
}

/** The path, or that of the first volume if the path is the name that all volumes share. */
async function existing(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined)
  const first = volumeName(path, 1, 2)
  return found === undefined && (await stat(first).catch(() => undefined)) !== undefined ? first : path
}

async function openVolume(path: string): Promise<SealedVolume> {
  const container = await openContainer(path)
  try {
    return await checkSeal(container)
  } catch (error) {
    await container[Symbol.asyncDispose]()
    throw error
  }
}

async function openSibling(first: SealedVolume, n: number): Promise<SealedVolume> {
  const { volumes } = first.packing
  const path = siblingName(first.container.path, n)
  const missing = (problem: string, cause?: unknown): ArchiveError =>
    new ArchiveError(
      'VOLUME_MISSING',
      `Volume ${n} of ${volumes} of the archive is missing: ${problem}. Put all volumes into one folder under their own names`,
      { path: path ?? first.container.path, volume: n, volumes, problem },
      cause === undefined ? {} : { cause },
    )
  if (path === undefined) throw missing(`the name ${first.container.path} has no volume number (such as .001)`)
  let sibling: SealedVolume
  try {
    sibling = await openVolume(path)
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'ARCHIVE_NOT_FOUND')
      throw missing(`there is no file ${path}`, error)
    throw error
  }
  const { packing, manifestDigest } = sibling
  if (manifestDigest === first.manifestDigest && packing.volumes === volumes && packing.volume === n) return sibling
  await sibling.container[Symbol.asyncDispose]()
  throw missing(`${path} is volume ${packing.volume} of another archive (${sibling.manifest.archive.id})`)
}
