import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type FileLock, removeDatabase } from '@spacecrate/disk'
import { indexFileName, workFolderNames } from './work-names.js'

/**
 * Removes a work folder whose index is closed, and gives up its lock. The index goes when all that it knows is gone, and
 * is told before that it will: a run that ends in between leaves a folder from which the next one can tell what was done.
 */
export async function removeWorkFolder(folder: string, lock: FileLock): Promise<void> {
  for (const name of workFolderNames) await rm(join(folder, name), { recursive: true, force: true })
  await removeDatabase(join(folder, indexFileName))
  lock[Symbol.dispose]()
  await rm(folder, { recursive: true, force: true })
}
