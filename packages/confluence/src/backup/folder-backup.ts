import { closeSync, constants, fstatSync, openSync, read, readdirSync, readSync, statSync } from 'node:fs'
import { lstat, readdir, realpath } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import { type BackupFiles, descriptorName, entitiesName, fileLimit, readSize } from './backup-files.js'
import { csvFolderOf } from './csv/csv-tables.js'
import { entryMissing, normaliseEntryName, unsafeEntry } from './entry-name.js'
import { BackupError } from './error.js'
import { NameTable } from './name-table.js'
import { type BackupPlace, countOutside, findPlace, namesBelow } from './prefix.js'
import { shown } from './shown.js'
import { tooManyFiles } from './zip-directory.js'

/** A backup that somebody unpacked. Only files that a walk found are ever opened, so no name leads out of it. */
export class FolderBackup implements BackupFiles {
  readonly container = 'folder' as const
  readonly path: string
  readonly prefix: string
  readonly form: BackupPlace['form']
  readonly outside: number
  readonly #names: NameTable

  private constructor(path: string, names: NameTable, { prefix, form }: BackupPlace) {
    this.path = path
    this.prefix = prefix
    this.form = form
    this.#names = names
    this.outside = countOutside(names, prefix)
  }

  static async open(path: string, except: readonly string[]): Promise<FolderBackup> {
    const place = await findPlace(await lookAround(path), path, (entry) => readFile(path, entry))
    const names = new NameTable()
    await walk(path, names, await namesBelowOf(path, except))
    const twice = names.sort()
    if (twice !== undefined) throw unsafeEntry(path, twice, 'duplicate name')
    return new FolderBackup(path, names, place)
  }

  size(name: string): number | undefined {
    const local = this.localPath(name)
    if (local === undefined) return undefined
    try {
      return statSync(local, { throwIfNoEntry: false })?.size
    } catch (error) {
      throw unreadable(this.path, name, error)
    }
  }

  names(): Iterable<string> {
    return namesBelow(this.#names, this.prefix)
  }

  async *open(name: string, options: { readonly signal?: AbortSignal } = {}): AsyncGenerator<Uint8Array> {
    if (this.#names.find(this.prefix + name) === undefined) throw entryMissing(this.path, name)
    yield* readFile(this.path, this.prefix + name, options.signal)
  }

  localPath(name: string): string | undefined {
    if (this.#names.find(this.prefix + name) === undefined) return undefined
    return join(this.path, this.prefix + name)
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}

/** What is looked for in the folders of a folder. */
const tellingNames = [entitiesName, descriptorName, 'content.csv', 'content.csv.gz']

/** The files that decide whether this is a backup, before a walk through what may be a whole disk. */
async function lookAround(root: string): Promise<NameTable> {
  const names = new NameTable()
  for (const found of await readdir(root, { withFileTypes: true })) {
    const { name } = found
    if (name === entitiesName || name === descriptorName || csvFolderOf(name) !== undefined) names.add(name)
    else if (found.isDirectory()) {
      for (const telling of tellingNames) {
        const nested = `${name}/${telling}`
        if (await lstat(join(root, nested)).catch(() => undefined)) names.add(nested)
      }
    }
  }
  names.sort()
  return names
}

/** Names of these folders as a walk through `root` meets them. */
async function namesBelowOf(root: string, folders: readonly string[]): Promise<ReadonlySet<string>> {
  const real = await realpath(root)
  const found = await Promise.all(folders.map((folder) => realpath(folder).catch(() => undefined)))
  const names = found.map((folder) => folder && relative(real, folder).split(sep).join('/'))
  return new Set(names.filter((name) => name !== undefined))
}

/** Folders between two moments at which a walk lets the process breathe: to wait for each one costs more than to read it. */
const breathEvery = 100

async function walk(root: string, names: NameTable, except: ReadonlySet<string>): Promise<void> {
  const folders = ['']
  for (let walked = 1; folders.length > 0; walked++) {
    const folder = folders.pop() ?? ''
    for (const found of readdirSync(join(root, folder), { withFileTypes: true })) {
      const name = folder + found.name
      if (found.isDirectory()) {
        if (except.has(name)) continue
        normaliseEntryName(`${name}/`, root)
        folders.push(`${name}/`)
        continue
      }
      if (found.isSymbolicLink()) throw unsafeEntry(root, name, 'symbolic link')
      if (!found.isFile()) throw unsafeEntry(root, name, 'special file')
      const normal = normaliseEntryName(name, root)
      if (names.count === fileLimit) throw tooManyFiles(root, fileLimit)
      if (normal !== undefined) names.add(normal)
    }
    if (walked % breathEvery === 0) await setImmediate()
  }
}

/** A file up to this size is read at once: to hand it to another thread costs more, and opening it was as long a wait. */
const smallFile = 64 * 1024

/**
 * The bytes of a file. Its name was looked up just before, so opening it costs no wait; what comes from the disk does, and
 * is read beside other work.
 */
async function* readFile(root: string, entry: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const file = openFile(root, entry)
  try {
    const { size } = fstatSync(file)
    for (let at = 0; at < size;) {
      signal?.throwIfAborted()
      const buffer = Buffer.allocUnsafe(Math.min(readSize, size - at))
      const bytesRead = await readPiece(file, buffer, at, size <= smallFile).catch((error: unknown) => {
        throw unreadable(root, entry, error)
      })
      if (bytesRead === 0) return
      at += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    closeSync(file)
  }
}

function openFile(root: string, entry: string): number {
  try {
    return openSync(join(root, entry), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  } catch (error) {
    throw isMissing(error) ? entryMissing(root, entry) : unreadable(root, entry, error)
  }
}

async function readPiece(file: number, buffer: Buffer, at: number, atOnce: boolean): Promise<number> {
  if (atOnce) return readSync(file, buffer, 0, buffer.length, at)
  return (await readFrom(file, buffer, 0, buffer.length, at)).bytesRead
}

const readFrom = promisify(read)

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

function unreadable(path: string, entry: string, cause: unknown): BackupError<'ENTRY_UNREADABLE'> {
  const problem = cause instanceof Error ? cause.message : String(cause)
  return new BackupError(
    'ENTRY_UNREADABLE',
    `The file ${shown(entry)} in ${shown(path)} can't be read (${problem}); check its permissions`,
    { path, entry, problem },
    { cause },
  )
}
