import type { FileHandle } from 'node:fs/promises'
import type { BackupFiles } from './backup-files.js'
import { type BackupPlace, countOutside, findPlace, namesBelow } from './prefix.js'
import { entryMissing } from './entry-name.js'
import { readZipDirectory, type ZipDirectory } from './zip-directory.js'
import { readZipEntry } from './zip-entry.js'

/** A backup as Confluence wrote it. Owns the open file. */
export class ZipBackup implements BackupFiles {
  readonly container = 'zip' as const
  readonly path: string
  readonly prefix: string
  readonly form: BackupPlace['form']
  readonly outside: number
  readonly #file: FileHandle
  readonly #directory: ZipDirectory
  #open = true

  private constructor(path: string, file: FileHandle, directory: ZipDirectory, place: BackupPlace) {
    this.path = path
    this.prefix = place.prefix
    this.form = place.form
    this.#file = file
    this.#directory = directory
    this.outside = countOutside(directory.names, place.prefix)
  }

  /** Takes over the file: it is closed with the backup, and also where opening fails. */
  static async open(path: string, file: FileHandle): Promise<ZipBackup> {
    try {
      const { size } = await file.stat()
      const directory = await readZipDirectory(file, path, size)
      const peek = (entry: string): AsyncIterable<Uint8Array> => readEntry(file, directory, path, entry)
      return new ZipBackup(path, file, directory, await findPlace(directory.names, path, peek))
    } catch (error) {
      await file.close()
      throw error
    }
  }

  size(name: string): number | undefined {
    const index = this.#directory.names.find(this.prefix + name)
    return index === undefined ? undefined : this.#directory.place(index).size
  }

  names(): Iterable<string> {
    return namesBelow(this.#directory.names, this.prefix)
  }

  open(name: string, options: { readonly signal?: AbortSignal } = {}): AsyncIterable<Uint8Array> {
    return readEntry(this.#file, this.#directory, this.path, this.prefix + name, options.signal)
  }

  localPath(): undefined {
    return undefined
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#open) return
    this.#open = false
    await this.#file.close()
  }
}

async function* readEntry(
  file: FileHandle,
  directory: ZipDirectory,
  path: string,
  entry: string,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const index = directory.names.find(entry)
  if (index === undefined) {
    throw entryMissing(path, entry)
  }
  yield* readZipEntry({ file, directory, place: directory.place(index), path, entry, signal })
}
