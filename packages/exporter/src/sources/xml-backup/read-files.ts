import { descriptorName, type Descriptor, entitiesName } from '@spacecrate/confluence'
import type { AppFile } from '@spacecrate/format'
import { openFile } from './attachment-files.js'
import { takes } from '../../selection.js'
import type { FileItem, SourceItem } from '../../source.js'
import { isUsableId } from './people.js'
import { present } from './present.js'
import { item, omit, type ReadContext } from './read-context.js'
import { encodeCell } from './staging/cell.js'
import { isTableFile } from './staging/stage-tables.js'

/** Files of old exports that mean nothing elsewhere. */
const ignored = /^(?:config\/ehcache\.xml)$/

/**
 * Files of the backup that no record carries: attachments that no object stands for, and the data of apps, which is
 * carried as opaque files where it was asked for. A table that Cloud writes as a file of its own was read row by row.
 */
export function* readLeftFiles(context: ReadContext, descriptor: Descriptor | undefined): Generator<SourceItem> {
  if (!context.wholeSite) return
  for (const name of context.files.names()) {
    if (name === entitiesName || name === descriptorName || ignored.test(name) || isRead(context, name)) continue
    const place = { kind: 'file', file: name, what: `The file ${JSON.stringify(name)}` }
    if (name.startsWith('attachments/')) {
      if (!hasAttachment(context, name)) yield omit('FILE_UNREFERENCED', place)
    } else yield* appFile(context, descriptor, name)
  }
}

function* appFile(context: ReadContext, descriptor: Descriptor | undefined, path: string): Generator<SourceItem> {
  const parts = /^plugin-data\/([^/]+)\/(.+)$/s.exec(path)
  const app = parts?.[1] ?? 'unknown'
  const name = parts?.[2] ?? path
  // A name that ends like the second of its kind gets an end of its own, so that no two names come to one id.
  const id = `app-file:${app}/${name}${/~\d+$/.test(name) ? '~1' : ''}`
  const what = `The file ${JSON.stringify(path)}${contentOf(context, path)}`
  const { selection } = context
  // A selection that leaves the kind out by name wants to hear nothing of it; one that did not ask for it does.
  if (!takes({ ...selection, withAppData: true }, 'app-data')) return
  if (!takes(selection, 'app-data') || !isUsableId(id)) {
    yield omit('APP_FILE', { kind: 'file', file: path, what })
    return
  }
  const version = descriptor?.properties.get(`ao.data.version.${app}`)
  const bytes = context.files.size(path)
  if (!context.done(id)) yield fileItem(context, path, what, present<AppFile>({ id, app, name, version, bytes }))
}

function fileItem(context: ReadContext, path: string, what: string, record: AppFile): FileItem {
  return {
    type: 'file',
    id: record.id,
    open: (options) => openFile(context.files, context.opening, path, { id: record.id, what }, options),
    complete: (blob) => item('app-data', blob ? { ...record, file: blob.digest, bytes: blob.bytes } : record),
  }
}

/** What is known of the tables in a file. */
function contentOf(context: ReadContext, path: string): string {
  const row = context.query('SELECT tables, count, named FROM table_file WHERE file = ?').get(path) as
    | { readonly tables: number; readonly count: number; readonly named: number }
    | undefined
  if (!row || row.tables === 0) return ''
  return ` (${row.count} rows in ${row.tables} tables of apps, of which ${row.named} rows were read)`
}

/** True for a file of one table whose rows have all been read. */
function isRead(context: ReadContext, name: string): boolean {
  if (!isTableFile(name)) return false
  const row = context.query('SELECT count, named FROM table_file WHERE file = ?').get(name) as
    | { readonly count: number; readonly named: number }
    | undefined
  return row !== undefined && row.count === row.named
}

function hasAttachment(context: ReadContext, name: string): boolean {
  const id = /^attachments\/[^/]+\/([^/]+)(?:\/[^/]+)?$/.exec(name)?.[1]
  if (id === undefined) return false
  const cell = encodeCell(id)
  const named = context.query("SELECT 1 FROM object WHERE id = ? AND class = 'Attachment' LIMIT 1").get(cell)
  return named !== undefined || context.query('SELECT 1 FROM object WHERE original = ? LIMIT 1').get(cell) !== undefined
}
