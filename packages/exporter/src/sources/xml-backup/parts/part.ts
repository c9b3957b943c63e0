import type { BackupFiles, Descriptor } from '@spacecrate/confluence'

/** One of the native backups that a source is made of: nearly always the only one, of a set of space exports one of several. */
export interface Part {
  /** What stands before the names of its files in omissions: nothing for the only one, else its own name and a slash. */
  readonly prefix: string
  readonly files: BackupFiles
  readonly descriptor: Descriptor | undefined
}

/** The files of all parts by the names that they have in theirs: what lies in several is taken from the first. */
export type PartFiles = Pick<BackupFiles, 'size' | 'open'>

/** The form of a source: `csv` if all of its parts have it. */
export function formOf(parts: readonly Part[]): BackupFiles['form'] {
  return parts.every(({ files }) => files.form === 'csv') ? 'csv' : 'xml'
}

/** Joins the files of parts. */
export function filesOf(parts: readonly Part[]): PartFiles {
  const [only, ...others] = parts
  if (only === undefined) throw new Error('A source has at least one part')
  if (others.length === 0) return only.files
  const holder = (name: string): Part => parts.find(({ files }) => files.size(name) !== undefined) ?? only
  return {
    size: (name) => holder(name).files.size(name),
    open: (name, options) => holder(name).files.open(name, options),
  }
}
