import { constants } from 'node:fs'
import { mkdir, open, readdir, rm, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { onDisk, syncFolder, writeAt } from '@spacecrate/disk'
import { ArchiveError } from '../error.js'

/** A link is never followed; a system that doesn't know the flag has none of them without being asked. */
const noLink = constants.O_NOFOLLOW ?? 0

/** The append-only data files of a work folder. What lies behind the length that the index knows was never there. */
export class WorkFiles {
  readonly #folder: string
  readonly #open = new Map<string, FileHandle>()
  readonly #lengths: Map<string, number>

  private constructor(folder: string, lengths: Map<string, number>) {
    this.#folder = folder
    this.#lengths = lengths
  }

  /**
   * Cuts every file to the length that the index knows and removes files that it doesn't know. Throws
   * `WORK_FOLDER_CORRUPT` if a file is shorter than that.
   */
  static async open(folder: string, lengths: ReadonlyMap<string, number>): Promise<WorkFiles> {
    for (const [name, bytes] of lengths) {
      const path = join(folder, name)
      const file = await open(path, constants.O_RDWR | noLink).catch(() => undefined)
      const size = (await file?.stat())?.size ?? 0
      try {
        if (size < bytes)
          throw new ArchiveError(
            'WORK_FOLDER_CORRUPT',
            `The file ${path} has ${size} bytes, and ${bytes} were written before. Remove the work folder and export again`,
            { path: folder, file: name, problem: `${size} of ${bytes} bytes` },
          )
        if (size > bytes) await file?.truncate(bytes)
      } finally {
        await file?.close()
      }
    }
    for (const subfolder of ['streams', 'packs'])
      for (const name of await readdir(join(folder, subfolder)))
        if (!lengths.has(`${subfolder}/${name}`)) await rm(join(folder, subfolder, name), { recursive: true })
    return new WorkFiles(folder, new Map(lengths))
  }

  /** Bytes of the file so far. */
  length(name: string): number {
    return this.#lengths.get(name) ?? 0
  }

  /** Appends to several files and waits until all of it is on the disk. */
  async append(pieces: ReadonlyMap<string, readonly Uint8Array[]>): Promise<void> {
    const results = await Promise.allSettled([...pieces].map(([name, chunks]) => this.#append(name, chunks)))
    const failed = results.find((result) => result.status === 'rejected')
    if (failed !== undefined) throw failed.reason
  }

  async close(): Promise<void> {
    const files = [...this.#open.values()]
    this.#open.clear()
    await Promise.all(files.map((file) => file.close()))
  }

  async #append(name: string, chunks: readonly Uint8Array[]): Promise<void> {
    await onDisk(join(this.#folder, name), async () => {
      const file = await this.#handle(name)
      const bytes = Buffer.concat(chunks)
      await writeAt(file, bytes, this.length(name))
      await file.datasync()
      this.#lengths.set(name, this.length(name) + bytes.length)
    })
  }

  async #handle(name: string): Promise<FileHandle> {
    const known = this.#open.get(name)
    if (known !== undefined) return known
    const path = join(this.#folder, name)
    await mkdir(dirname(path), { recursive: true })
    const anew = this.length(name) === 0 ? constants.O_CREAT | constants.O_TRUNC : 0
    const file = await open(path, constants.O_RDWR | anew | noLink)
    this.#open.set(name, file)
    await syncFolder(dirname(path))
    return file
  }
}
