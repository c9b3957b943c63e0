import { type StreamName, streamNames, streamRules } from '@spacecrate/format'
import type { Connection } from './connection.js'
import { columnId } from './stream-rows.js'
import { tableOf } from './tables.js'

/** Streams whose records have a state, and so a trash. */
const trashes: ReadonlySet<StreamName> = new Set(['spaces', 'content', 'comments', 'attachments'])

/** Streams whose records have no life of their own: a version, a label, a permission. They go with what they hang on. */
const hanging: readonly StreamName[] = streamNames.filter((stream) => streamRules[stream].deriveId !== undefined)

/** True for a stream whose records can be in the trash; others are only withdrawn. */
export function hasTrash(stream: StreamName): boolean {
  return trashes.has(stream)
}

/**
 * Takes back that an import made a row and all that hangs on it: their provenance moves into a table of its own, so that
 * the records are free to be imported again. A space gives its key free. A row of a kind without a trash that holds nothing
 * (any more) is taken out as a whole and kept aside: a setting that stood on would go on working. Within a transaction.
 *
 * @returns true if the row was taken out
 */
export function withdrawRow(connection: Connection, stream: StreamName, id: string): boolean {
  const column = columnId(id)
  if (!hasTrash(stream) && !holdsAnything(connection, stream, column)) {
    const { name } = tableOf(stream)
    connection
      .prepare(
        `INSERT INTO taken_out (stream, id, source, record, archive, json)
         SELECT r.stream, r.id, r.source, r.record, r.archive, t.json FROM rows r JOIN ${name} t ON t.id = r.id WHERE r.id = ?`,
      )
      .run(column)
    connection.prepare(`DELETE FROM ${name} WHERE id = ?`).run(column)
    connection.prepare('DELETE FROM rows WHERE id = ?').run(column)
    return true
  }
  const keep = 'INSERT OR REPLACE INTO withdrawn SELECT r.id, r.source, r.record, r.archive FROM rows r'
  const release = 'UPDATE rows SET source = NULL, record = NULL, archive = NULL'
  connection.prepare(`${keep} WHERE r.id = ? AND r.record IS NOT NULL`).run(column)
  connection.prepare(`${release} WHERE id = ?`).run(column)
  for (const other of hanging) {
    if (!streamRules[other].owners.includes(stream)) continue
    const { name } = tableOf(other)
    connection.prepare(`${keep} JOIN ${name} t ON t.id = r.id WHERE t.owner = ? AND r.record IS NOT NULL`).run(column)
    connection.prepare(`${release} WHERE id IN (SELECT id FROM ${name} WHERE owner = ?)`).run(column)
  }
  if (stream === 'spaces') connection.prepare('UPDATE spaces SET key = NULL WHERE id = ?').run(column)
  return false
}

/** True if rows belong to it, or lie below it in its own table. */
function holdsAnything(connection: Connection, stream: StreamName, column: string): boolean {
  const owned = streamNames.some((other) => {
    if (!streamRules[other].owners.includes(stream)) return false
    const sql = `SELECT 1 FROM ${tableOf(other).name} WHERE owner = ? LIMIT 1`
    return connection.prepare(sql).first(column) !== undefined
  })
  if (owned || streamRules[stream].parent === undefined) return owned
  const sql = `SELECT 1 FROM ${tableOf(stream).name} t JOIN ${tableOf(stream).name} c ON c.owner = t.owner AND c.parent = t.id WHERE t.id = ? LIMIT 1`
  return connection.prepare(sql).first(column) !== undefined
}
