import { type BackupFiles, entitiesName, type ObjectReader } from '@spacecrate/confluence'
import type { AssessOptions } from '../../../source.js'
import type { ClassTable } from '../class-table.js'
import { stageObjects } from './stage-objects.js'
import { StageRows } from './stage-rows.js'
import { stageTables } from './stage-tables.js'
import type { Sqlite } from './staging-file.js'

/** Fills a staging with the objects of entities.xml and the rows of the tables beside it, and says how many there are. */
export async function fillStaging(
  db: Sqlite,
  reader: ObjectReader,
  files: BackupFiles,
  classes: ClassTable,
  options: AssessOptions,
): Promise<void> {
  const rows = new StageRows(db, classes)
  const objects = await stageObjects(db, rows, reader, { ...options, size: files.size(entitiesName) })
  const tables = await stageTables(db, rows, files, classes, options)
  rows.finish()
  const put = db.prepare('INSERT INTO meta VALUES (?, ?)')
  put.run('count', String(rows.count))
  put.run('counted', JSON.stringify([...objects, ...tables]))
}
