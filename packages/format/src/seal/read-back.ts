import type { Container } from '../container/container.js'
import { openZipContainer } from '../container/zip-container.js'
import { ContentRoot } from '../content-root.js'
import { RunningDigest, sha256, sha256Hex } from '../digest.js'
import { ArchiveError } from '../error.js'
import { splitLines } from '../read/split-lines.js'
import type { WrittenVolume } from './write-volumes.js'

/** Options of `readBack`. */
interface ReadBackOptions {
  readonly signal?: AbortSignal | undefined
  readonly onBytes: (bytes: number) => void
}

/**
 * Reads what was written from the disk again: every byte against the packing, every line against the content root.
 * Throws `ENTRY_CORRUPT` or `CONTAINER_INVALID` if the disk gave back something else, `WORK_FOLDER_CORRUPT` if the lines
 * are not those that were taken.
 */
export async function readBack(
  volumes: readonly WrittenVolume[],
  blobDigests: Iterable<string>,
  contentRoot: string,
  { signal, onBytes }: ReadBackOptions,
): Promise<void> {
  const root = new ContentRoot()
  for (const volume of volumes) {
    await using container = await openZipContainer(volume.partial)
    const parts = new PartsAhead(container)
    for (const entry of volume.packing.entries) {
      signal?.throwIfAborted()
      let actual: string
      if (isPart(entry.name)) {
        const bytes = await parts.next()
        actual = sha256Hex(bytes)
        for (const line of splitLines(bytes)) root.add(sha256(line))
      } else {
        const digest = new RunningDigest()
        for await (const chunk of container.read(entry.name)) digest.add(chunk)
        actual = digest.hex()
      }
      if (actual !== entry.sha256)
        throw new ArchiveError(
          'ENTRY_CORRUPT',
          `The entry ${entry.name} of ${volume.partial} was not written as it should be. Check the disk, and run the export again`,
          { path: volume.partial, entry: entry.name, problem: `SHA-256 is ${actual}, and ${entry.sha256} was written` },
        )
      onBytes(entry.bytes)
    }
  }
  for (const digest of blobDigests) root.add(Buffer.from(digest, 'hex'))
  if (root.hex() !== contentRoot)
    throw new ArchiveError(
      'WORK_FOLDER_CORRUPT',
      'The records in the work folder are not those that were written before. Remove the work folder and export again',
      {
        path: volumes[0]?.path ?? '',
        file: 'streams',
        problem: `content root ${root.hex()} instead of ${contentRoot}`,
      },
    )
}

/** Parts that are read and unpacked while one is looked at. */
const partsAhead = 3

function isPart(name: string): boolean {
  return name.startsWith('streams/')
}

/** The parts of the streams of a volume in their order; the next ones are unpacked in other threads meanwhile. */
class PartsAhead {
  readonly #container: Container
  readonly #names: Iterator<string, void>
  readonly #loading: Promise<Buffer>[] = []

  constructor(container: Container) {
    this.#container = container
    this.#names = [...container.entries.keys()].filter(isPart).values()
  }

  async next(): Promise<Buffer> {
    while (this.#loading.length < partsAhead) {
      const name = this.#names.next()
      if (name.done === true) break
      const loading = this.#container.load(name.value)
      // Whoever awaits it sees what goes wrong; nobody does if another part was wrong before.
      loading.catch(() => undefined)
      this.#loading.push(loading)
    }
    const first = this.#loading.shift()
    if (first === undefined) throw new Error('There are no more parts')
    return await first
  }
}
