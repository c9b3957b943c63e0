import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { moveWithoutReplacing, onDisk, syncFolder } from '@spacecrate/disk'
import type { PlannedVolume } from './write-volumes.js'

/** Gives every volume its real name. Throws `TARGET_EXISTS` rather than replace anything. */
export async function publish(volumes: readonly PlannedVolume[]): Promise<void> {
  for (const { path, partial } of volumes) {
    await onDisk(path, () => moveWithoutReplacing(partial, path))
    await syncFolder(dirname(path))
  }
}

/** Removes partial volumes. */
export async function discard(partials: readonly string[]): Promise<void> {
  for (const partial of partials) await rm(partial, { force: true })
}
