import { basename, dirname, join } from 'node:path'
import { findBackups, openBackup, readDescriptor } from '@spacecrate/confluence'
import { readable } from '../readable.js'
import type { Part } from './part.js'

/** What a source is made of. */
export interface OpenParts {
  readonly parts: readonly Part[]
  /** What lies beside the exports in a folder and is none. */
  readonly others: readonly string[]
}

/**
 * Opens the backups at these paths, each a zip or an unpacked one, or a folder that several exports lie in. Several are a
 * set: exports of one site, read as one source.
 *
 * @param own folders that are no part of a backup though they may lie in one
 * @throws SourceError BACKUP_UNREADABLE
 */
export async function openParts(paths: readonly string[], own: readonly string[]): Promise<OpenParts> {
  const found = await Promise.all(paths.map((path) => readable(path, () => findBackups(path))))
  const backups = found.flatMap((one) => one.backups)
  const several = backups.length > 1
  const names = new Set<string>()
  const parts: Part[] = []
  try {
    for (const path of backups) {
      const files = await readable(path, () => openBackup(path, [...own, join(path, 'spacecrate-work')]))
      parts.push({ prefix: several ? `${nameFor(path, names)}/` : '', files, descriptor: undefined })
    }
    const described = await Promise.all(
      parts.map(async (part) => ({
        ...part,
        descriptor: await readable(part.files.path, () => readDescriptor(part.files)),
      })),
    )
    return { parts: described, others: found.flatMap(({ others }) => others) }
  } catch (error) {
    await closeParts(parts)
    throw error
  }
}

/** Closes the files of parts. */
export async function closeParts(parts: readonly Part[]): Promise<void> {
  for (const { files } of parts) await files[Symbol.asyncDispose]()
}

/** The name of the file or folder, with the folder that it is in where two have the same. */
function nameFor(path: string, taken: Set<string>): string {
  const own = basename(path)
  const name = taken.has(own) ? `${basename(dirname(path))}/${own}` : own
  let free = name
  for (let count = 2; taken.has(free); count++) free = `${name} ${count}`
  taken.add(free)
  return free
}
