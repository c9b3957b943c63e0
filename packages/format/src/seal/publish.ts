import { link, lstat, rename, rm, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { ArchiveError } from '../error.js'
import { onDisk, syncFolder } from '../work/disk.js'
import type { PlannedVolume } from './write-volumes.js'

/** Gives every volume its real name. Throws `TARGET_EXISTS` rather than replace anything. */
export async function publish(volumes: readonly PlannedVolume[]): Promise<void> {
  for (const { path, partial } of volumes) {
    await onDisk(path, () => moveWithoutReplacing(partial, path))
    await syncFolder(dirname(path))
  }
}

/** Throws `TARGET_EXISTS` if anything has that name. */
export async function assertFree(path: string): Promise<void> {
  if (await exists(path)) throw targetExists(path)
}

/** True if anything has that name. */
export async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined
}

function targetExists(path: string): ArchiveError<'TARGET_EXISTS'> {
  return new ArchiveError(
    'TARGET_EXISTS',
    `There is already something at ${path}, and nothing is ever overwritten. Choose another name, or move it away`,
    { path },
  )
}

/** A rename would replace what is there; a second name for the same file can't. Carriers without such names get a look first. */
async function moveWithoutReplacing(from: string, to: string): Promise<void> {
  try {
    await link(from, to)
    await unlink(from)
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
    if (code === 'EEXIST') throw targetExists(to)
    if (code === 'ENOSPC' || code === 'EDQUOT') throw error
    await assertFree(to)
    await rename(from, to)
  }
}

/** Removes partial volumes. */
export async function discard(partials: readonly string[]): Promise<void> {
  for (const partial of partials) await rm(partial, { force: true })
}
