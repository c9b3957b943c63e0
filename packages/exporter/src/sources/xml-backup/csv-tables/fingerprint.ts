import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { type BackupFiles, csvTablesOf } from '@spacecrate/confluence'
import { indexVersion } from '../index/schema.js'

/** Size and time of a zip, or of every table of a folder. */
export function fingerprintOfTables(files: BackupFiles): string {
  const hash = createHash('sha256').update(`csv ${indexVersion} `)
  if (files.container === 'zip') hash.update(`${statSync(files.path).mtimeMs} ${statSync(files.path).size} `)
  for (const { entry } of csvTablesOf(files)) {
    const local = files.localPath(entry)
    hash.update(`${entry} ${files.size(entry)} ${local === undefined ? '' : statSync(local).mtimeMs} `)
  }
  return hash.digest('hex')
}
