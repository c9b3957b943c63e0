import { type BackupFiles, entitiesName, type ObjectReader } from '@spacecrate/confluence'
import type { AssessOptions } from '../../../source.js'
import type { ClassTable } from '../class-table.js'
import { indexObjects } from './index-objects.js'
import { IndexRows } from './index-rows.js'
import { indexTables } from './index-tables.js'
import type { Sqlite } from './index-file.js'

/** Fills an index with the objects of entities.xml and the rows of the tables beside it, and says how many there are. */
export async function fillIndex(
  db: Sqlite,
  reader: ObjectReader,
  files: BackupFiles,
  classes: ClassTable,
  options: AssessOptions,
): Promise<void> {
  const rows = new IndexRows(db, classes)
  const objects = await indexObjects(db, rows, reader, { ...options, size: files.size(entitiesName) })
  const tables = await indexTables(db, rows, files, classes, options)
  rows.finish()
  const put = db.prepare('INSERT INTO meta VALUES (?, ?)')
  put.run('count', String(rows.count))
  put.run('counted', JSON.stringify([...objects, ...tables]))
}
