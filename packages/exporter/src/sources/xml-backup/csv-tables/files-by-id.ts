import { csvTableName, descriptorName } from '@spacecrate/confluence'
import { BulkInsert, type Database } from '@spacecrate/disk'
import { encodeCell } from '../index/cell.js'
import { filesOf, type Part } from '../parts/part.js'

/** By what the bytes of one version of a file may be named. */
export interface WantedFile {
  /** Ids of its objects, and of its file in the store of media. */
  readonly ids: readonly string[]
  readonly version: number
  readonly bytes: number | undefined
}

const known = /^attachments\/\d+\/\d+\/\d+$/
const isId = /^(?:\d{2,20}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/
const batch = 2000
/** One id does not name more files than this, in any layout that anybody would make. */
const candidateLimit = 1000

/**
 * Looks for files by the ids in their paths: nobody has seen where a CSV export puts the bytes of attachments. Only files
 * that do not lie where those of an XML backup do are looked at. Their names are on the disk, not in memory.
 */
export function findingById(db: Database, parts: readonly Part[]): (wanted: WantedFile) => string[] {
  let find: ((ids: string) => string[]) | undefined
  const files = filesOf(parts)
  return ({ ids, version, bytes }) => {
    find ??= prepare(db, parts)
    const names = find(JSON.stringify(ids.map(encodeCell)))
    const ofVersion = names.filter((name) => partsOf(name).includes(String(version)))
    const ofSize = names.filter((name) => bytes !== undefined && files.size(name) === bytes)
    const both = ofVersion.filter((name) => ofSize.includes(name))
    // A file that says nothing of a version, and is not of its size, is the bytes of a version only where it is alone.
    return [...new Set([...both, ...ofSize, ...ofVersion, ...(names.length === 1 ? names : [])])]
  }
}

function prepare(db: Database, parts: readonly Part[]): (ids: string) => string[] {
  db.exec(
    'CREATE TEMP TABLE IF NOT EXISTS file_by_id (id TEXT NOT NULL, name TEXT NOT NULL); DELETE FROM temp.file_by_id',
  )
  const insert = new BulkInsert(db, 'INTO temp.file_by_id', 2)
  let rows: string[][] = []
  for (const name of namesOf(parts)) {
    if (known.test(name) || name === descriptorName || csvTableName(name) !== undefined) continue
    for (const part of new Set(partsOf(name))) {
      if (isId.test(part)) rows.push([encodeCell(part), JSON.stringify(name)])
    }
    if (rows.length < batch) continue
    insert.run(rows)
    rows = []
  }
  insert.run(rows)
  db.exec('CREATE INDEX IF NOT EXISTS temp.file_by_id_id ON file_by_id (id)')
  const select = db
    .prepare(
      `SELECT DISTINCT name FROM temp.file_by_id WHERE id IN (SELECT value FROM json_each(?)) ORDER BY name
        LIMIT ${candidateLimit}`,
    )
    .pluck()
  return (ids) => (select.all(ids) as string[]).map((name) => JSON.parse(name) as string)
}

function* namesOf(parts: readonly Part[]): Generator<string> {
  for (const { files } of parts) yield* files.names()
}

/** The parts of a path that may be an id or a number: folders, and what stands between the dots and dashes of a name. */
function partsOf(name: string): string[] {
  const folders = name.split('/')
  const last = folders.at(-1) ?? ''
  return [...folders, last.replace(/\.[^.]*$/, ''), ...last.split(/[._]/).map((part) => part.replace(/^v(?=\d)/, ''))]
}
