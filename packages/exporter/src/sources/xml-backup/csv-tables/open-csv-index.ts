import { createHash } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type BackupFiles, csvTablesOf } from '@spacecrate/confluence'
import type { AssessOptions } from '../../../source.js'
import type { ClassTable } from '../class-table.js'
import { makeIndex, openFinished, type Sqlite } from '../index/index-file.js'
import { IndexRows } from '../index/index-rows.js'
import { indexTables } from '../index/index-tables.js'
import { joinObjects } from '../index/join-objects.js'
import { indexVersion } from '../index/schema.js'
import { fillFromTables } from './fill-from-tables.js'
import { ObjectStoreWriter, StoredObjects } from './stored-objects.js'

const storeName = 'objects.store'

/** The index of a CSV export, and the objects that its rows stand for. */
export interface CsvIndex {
  readonly db: Sqlite
  readonly reader: StoredObjects
  readonly fingerprint: string
}

/**
 * Reads the tables of a CSV export into an index, or opens that of an earlier run of the same export.
 *
 * @throws BackupError CSV_TABLE_MISSING, CSV_TABLE_TWICE, CSV_ENCODING, CSV_HEADER, CSV_CUT_OFF, CSV_ID_ROUNDED
 */
export async function openCsvIndex(
  scratch: string,
  files: BackupFiles,
  classes: ClassTable,
  options: AssessOptions,
): Promise<CsvIndex> {
  const fingerprint = fingerprintOf(files)
  const path = join(scratch, storeName)
  const finished = existsSync(path) ? openFinished(scratch, fingerprint) : undefined
  if (finished) return { db: finished, reader: new StoredObjects(path), fingerprint }
  await rm(path, { force: true })
  let reader: StoredObjects | undefined
  try {
    const db = await makeIndex(
      scratch,
      fingerprint,
      async (fresh) => {
        await fill(fresh, path, files, classes, options)
        reader = new StoredObjects(path)
      },
      async (fresh) => {
        if (reader) await joinObjects(fresh, reader, classes, options)
      },
    )
    return { db, reader: reader ?? new StoredObjects(path), fingerprint }
  } catch (error) {
    await reader?.[Symbol.asyncDispose]()
    throw error
  }
}

async function fill(
  db: Sqlite,
  path: string,
  files: BackupFiles,
  classes: ClassTable,
  options: AssessOptions,
): Promise<void> {
  const rows = new IndexRows(db, classes)
  const store = new ObjectStoreWriter(path)
  const put = db.prepare('INSERT INTO meta VALUES (?, ?)')
  try {
    const { counted, left } = await fillFromTables(db, rows, files, classes, store, options)
    const tables = await indexTables(db, rows, files, classes, options)
    rows.finish()
    put.run('count', String(rows.count))
    put.run('counted', JSON.stringify([...counted, ...tables]))
    put.run('left', JSON.stringify(left))
  } finally {
    store.close()
  }
}

/** Size and time of a zip, or of every table of a folder. */
function fingerprintOf(files: BackupFiles): string {
  const hash = createHash('sha256').update(`csv ${indexVersion} `)
  if (files.container === 'zip') hash.update(`${statSync(files.path).mtimeMs} ${statSync(files.path).size} `)
  for (const { entry } of csvTablesOf(files)) {
    const local = files.localPath(entry)
    hash.update(`${entry} ${files.size(entry)} ${local === undefined ? '' : statSync(local).mtimeMs} `)
  }
  return hash.digest('hex')
}
