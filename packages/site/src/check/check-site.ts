import { fromSortedColumn } from '@spacecrate/disk'
import {
  type StreamName,
  type StreamRecords,
  blobsOf,
  referencesOf,
  streamNames,
  validateRecord,
} from '@spacecrate/format'
import { openSite } from '../store/open-site.js'
import { mayComeLater } from '../store/row-check.js'
import { SqliteStore } from '../store/sqlite-store.js'
import { columnId } from '../store/stream-rows.js'
import { columnsOf, tableOf } from '../store/tables.js'

/** Something in a site that cannot be. */
export interface SiteProblem {
  readonly stream: StreamName
  readonly id: string
  readonly problem: string
}

/** What a check went through and found. */
export interface SiteCheck {
  readonly rows: number
  /** At most a thousand. */
  readonly problems: readonly SiteProblem[]
  /** It ended at a thousand problems: there may be others, and in rows that were not looked at. */
  readonly hasMore: boolean
}

const ahead = 256
const most = 1000

/**
 * Looks whether a site holds together: every row is a record of its schema, stands in the index and under the columns that
 * follow from it, points to what is there, and has its blobs. Reads only, also while the site is served.
 */
export async function checkSite(dir: string, options: { readonly signal?: AbortSignal } = {}): Promise<SiteCheck> {
  await using site = await openSite(dir, { mode: 'read' })
  const { store } = site
  if (!(store instanceof SqliteStore)) throw new TypeError('Only a site in a folder can be checked')
  const problems: SiteProblem[] = []
  let rows = 0
  for (const stream of streamNames) {
    if (problems.length >= most) break
    for (const { id, problem } of unmatched(store, stream)) problems.push({ stream, id, problem })
    for (let after = ''; problems.length < most;) {
      options.signal?.throwIfAborted()
      const found = readRows(store, stream, after)
      for (const row of found)
        problems.push(...problemsOf(store, stream, row).map((problem) => ({ stream, id: row.id, problem })))
      rows += found.length
      after = found.at(-1)?.column ?? after
      if (found.length < ahead) break
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return { rows, problems: problems.slice(0, most), hasMore: problems.length >= most }
}

interface CheckedRow {
  readonly id: string
  readonly column: string
  readonly columns: readonly (string | null)[]
  readonly json: string
}

function readRows(store: SqliteStore, stream: StreamName, after: string): CheckedRow[] {
  const names = columnsOf(stream).map((name) => `"${name}"`)
  const query = store.rows[stream].query(`SELECT ${names.join(', ')} FROM # WHERE id > ? ORDER BY id LIMIT ${ahead}`)
  return query.all(after).map((row) => ({
    id: fromSortedColumn(String(row[0])),
    column: String(row[0]),
    columns: row.slice(1, -1).map((value) => (value === null ? null : String(value))),
    json: String(row.at(-1)),
  }))
}

/** Rows that only one of table and index knows. */
function unmatched(store: SqliteStore, stream: StreamName): { readonly id: string; readonly problem: string }[] {
  const rows = store.rows[stream]
  const lost = rows
    .query(`SELECT r.id FROM rows r LEFT JOIN # t ON t.id = r.id WHERE r.stream = ? AND t.id IS NULL LIMIT ${most}`)
    .all(stream)
  const unknown = rows
    .query(`SELECT t.id FROM # t LEFT JOIN rows r ON r.id = t.id AND r.stream = ? WHERE r.id IS NULL LIMIT ${most}`)
    .all(stream)
  return [
    ...lost.map(([id]) => ({ id: fromSortedColumn(String(id)), problem: 'it is in the index and has no row' })),
    ...unknown.map(([id]) => ({ id: fromSortedColumn(String(id)), problem: 'it has a row and is not in the index' })),
  ]
}

function problemsOf<Name extends StreamName>(store: SqliteStore, stream: Name, row: CheckedRow): readonly string[] {
  const record = parse(row.json)
  if (record === undefined) return ['its record is no JSON']
  const { problems } = validateRecord(stream, record)
  if (problems.length > 0) return problems
  return [
    ...columnProblems(store, stream, record as StreamRecords[Name], row),
    ...linkProblems(store, stream, record as StreamRecords[Name]),
  ]
}

function columnProblems<Name extends StreamName>(
  store: SqliteStore,
  stream: Name,
  record: StreamRecords[Name],
  row: CheckedRow,
): readonly string[] {
  const names = columnsOf(stream).slice(1, -1)
  const expected = tableOf(stream).columnsOf(record)
  const wrong = names.filter((name, at) => expected[at] !== row.columns[at] && !isFreed(store, stream, name, row.id))
  return [
    ...(columnId(record.id) === row.column ? [] : ['its record has another id']),
    ...wrong.map((name) => `the column ${name} says otherwise than the record`),
  ]
}

/** A space that an undone import made has given its key free. */
function isFreed(store: SqliteStore, stream: StreamName, column: string, id: string): boolean {
  return stream === 'spaces' && column === 'key' && store.isWithdrawn(id)
}

function linkProblems<Name extends StreamName>(
  store: SqliteStore,
  stream: Name,
  record: StreamRecords[Name],
): readonly string[] {
  const excused = mayComeLater(stream, record)
  const dangling = [...referencesOf(stream, record)].filter(
    (id) => !excused.includes(id) && store.streamOf(id) === undefined,
  )
  const missing = [...blobsOf(stream, record)].filter((digest) => !store.hasBlob(digest))
  return [
    ...dangling.map((id) => `it points to ${JSON.stringify(id.slice(0, 200))}, which is not there`),
    ...missing.map((digest) => `its blob ${digest} is not there`),
  ]
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
