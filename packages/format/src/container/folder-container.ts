import { open, opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { ArchiveError } from '../error.js'
import { maxDeflatedBytes } from '../limits.js'
import type { ByteRange, Container, ContainerEntry } from './container.js'
import { isEntryName } from './entry-names.js'

const chunkBytes = 1024 * 1024

/**
 * Opens an archive that somebody unpacked: a folder with one file for each entry and nothing else. Throws
 * `NOT_AN_ARCHIVE` if there is no `mimetype` in it, `CONTAINER_INVALID` if there is anything that is no entry.
 */
export async function openFolderContainer(path: string): Promise<Container> {
  const entries = new Map<string, ContainerEntry>()
  const problem = await collect(path, '', entries)
  if (!entries.has('mimetype'))
    throw new ArchiveError('NOT_AN_ARCHIVE', `The folder ${path} is not an archive: there is no file mimetype in it`, {
      path,
      looksLike: entries.size === 0 && problem === undefined ? 'an empty folder' : 'a folder of something else',
    })
  if (problem !== undefined)
    throw new ArchiveError(
      'CONTAINER_INVALID',
      `The folder ${path} holds ${problem.entry}, which ${problem.problem}. Unpack the archive into an empty folder`,
      { path, ...problem },
    )
  return new FolderContainer(path, new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1))))
}

/** Collects the files below a folder; returns the first thing that has no place in an archive. */
async function collect(
  root: string,
  prefix: string,
  entries: Map<string, ContainerEntry>,
): Promise<{ readonly entry: string; readonly problem: string } | undefined> {
  let problem: { readonly entry: string; readonly problem: string } | undefined
  for await (const found of await opendir(join(root, prefix))) {
    const name = `${prefix}${found.name}`
    if (found.isDirectory() && /^[a-z0-9-]+$/.test(found.name) && prefix.split('/').length < 3)
      problem = (await collect(root, `${name}/`, entries)) ?? problem
    else if (!found.isFile()) problem = { entry: name, problem: 'is no ordinary file' }
    else if (!isEntryName(name)) problem = { entry: name, problem: 'is no entry of an archive' }
    else {
      const file = await open(join(root, name), 'r')
      try {
        const { size } = await file.stat()
        entries.set(name, { name, bytes: size, packedBytes: size })
      } finally {
        await file.close()
      }
    }
  }
  return problem
}

class FolderContainer implements Container {
  readonly path: string
  readonly entries: ReadonlyMap<string, ContainerEntry>
  readonly ordered = false

  constructor(path: string, entries: ReadonlyMap<string, ContainerEntry>) {
    this.path = path
    this.entries = entries
  }

  async load(name: string): Promise<Buffer> {
    const { bytes } = this.#get(name)
    if (bytes > maxDeflatedBytes) throw this.#corrupt(name, 'it is larger than such an entry may be')
    const chunks: Buffer[] = []
    for await (const chunk of this.read(name)) chunks.push(chunk)
    return Buffer.concat(chunks)
  }

  async *read(
    name: string,
    range?: ByteRange,
    options: { readonly signal?: AbortSignal } = {},
  ): AsyncGenerator<Buffer, void> {
    const { offset, length } = range ?? { offset: 0, length: this.#get(name).bytes }
    if (offset < 0 || length < 0 || offset + length > this.#get(name).bytes)
      throw this.#corrupt(name, `bytes ${offset} to ${offset + length} are not in it`, offset)
    const file = await open(join(this.path, name), 'r')
    try {
      for (let done = 0; done < length;) {
        options.signal?.throwIfAborted()
        const bytes = Buffer.allocUnsafe(Math.min(chunkBytes, length - done))
        const { bytesRead } = await file.read(bytes, 0, bytes.length, offset + done)
        if (bytesRead === 0) throw this.#corrupt(name, 'the file ends before', offset + done)
        done += bytesRead
        yield bytes.subarray(0, bytesRead)
      }
    } finally {
      await file.close()
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Files are open only while they are read.
  }

  #get(name: string): ContainerEntry {
    const entry = this.entries.get(name)
    if (entry === undefined) throw this.#corrupt(name, 'it is not there')
    return entry
  }

  #corrupt(entry: string, problem: string, offset?: number): ArchiveError<'ENTRY_CORRUPT'> {
    return new ArchiveError(
      'ENTRY_CORRUPT',
      `The file ${join(this.path, entry)} is damaged: ${problem}. Unpack the archive again, and run verify`,
      { path: this.path, entry, ...(offset === undefined ? {} : { offset }), problem },
    )
  }
}
