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
 * the records are free to be imported again. A space gives its key free. Within a transaction.
 */
export function withdrawRow(connection: Connection, stream: StreamName, id: string): void {
  const column = columnId(id)
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
}
