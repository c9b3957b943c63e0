import { mkdir, readdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { DiskError, onDisk, removeDatabase } from '@spacecrate/disk'
import type { ArchiveWriter } from '../archive-writer.js'
import { isPublished } from '../seal/earlier-sealing.js'
import { lockFolder } from './folder-lock.js'
import { FolderWriter } from './folder-writer.js'
import { WorkFiles } from './work-files.js'
import { WorkIndex } from './work-index.js'
import { indexFileName, lockFileName, workFolderNames } from './work-names.js'

/** A writer that remembers over a crash what it took. */
export interface WorkFolder extends ArchiveWriter {
  /** Where it is. */
  readonly path: string
  /** A folder for the source's own use. It outlives a crash and goes with the work folder. */
  readonly scratch: string
  /** A small value that the caller kept, in this run or the one that broke off. */
  state(key: string): string | undefined
  /** Keeps a small value, at once. Throws `DISK_FULL`. */
  setState(key: string, value: string): void
  /** Waits until everything taken so far is on the disk. */
  flush(): Promise<void>
}

/** Options of `openWorkFolder`. */
export interface WorkFolderOptions {
  /** What the folder is for, such as source and selection: a folder made for another key is refused. */
  readonly key: string
}

/**
 * Opens a work folder or makes it. Whatever a run before has taken is there again, whole; what it was about to write is
 * gone. Throws `WORK_FOLDER_IN_USE`, `WORK_FOLDER_FOREIGN`, `WORK_FOLDER_CORRUPT`, `DISK_FULL`.
 */
export async function openWorkFolder(path: string, options: WorkFolderOptions): Promise<WorkFolder> {
  const folder = resolve(path)
  return await onDisk(folder, () => openFolder(folder, options))
}

async function openFolder(folder: string, options: WorkFolderOptions): Promise<WorkFolder> {
  await mkdir(folder, { recursive: true })
  await assertOurs(folder)
  const lock = lockFolder(folder)
  let index: WorkIndex | undefined
  try {
    index = WorkIndex.open(join(folder, indexFileName), folder, options.key)
    const halfRemoved = index.meta('removing') !== undefined
    if (halfRemoved && !(await isPublished(index))) {
      // Neither the archive is there nor what it was made of.
      index.close()
      await removeDatabase(join(folder, indexFileName))
      index = WorkIndex.open(join(folder, indexFileName), folder, options.key)
    }
    for (const name of ['arrivals', 'sealing']) await rm(join(folder, name), { recursive: true, force: true })
    for (const name of workFolderNames) await mkdir(join(folder, name), { recursive: true })
    const files = await WorkFiles.open(folder, halfRemoved ? new Map() : index.files())
    return new FolderWriter(folder, lock, index, files)
  } catch (error) {
    index?.close()
    lock[Symbol.dispose]()
    throw error
  }
}

/** Nothing is written into a folder that holds anything but a work folder, or what is left of one that was being made. */
async function assertOurs(folder: string): Promise<void> {
  const names = await readdir(folder)
  const index = ['', '-wal', '-shm'].map((end) => `${indexFileName}${end}`)
  const known = new Set([...workFolderNames, ...index, lockFileName, `${lockFileName}-journal`])
  const stranger = names.includes(indexFileName) ? undefined : names.find((name) => !known.has(name))
  if (stranger !== undefined)
    throw new DiskError('WORK_FOLDER_FOREIGN', `The folder ${folder} holds something else (${stranger})`, {
      path: folder,
      problem: `holds ${stranger}`,
    })
}
