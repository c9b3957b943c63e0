import { csvTableName, descriptorName, entitiesName } from '@spacecrate/confluence'
import type { AppFile } from '@spacecrate/format'
import { openFile } from './attachment-files.js'
import { takes } from '../../selection.js'
import type { FileItem, SourceItem } from '../../source.js'
import { isUsableId } from './known-people.js'
import type { Part } from './parts/part.js'
import { breathEvery, type ReadContext } from './read-context.js'
import { isCarried } from './read-class.js'
import { encodeCell } from './index/cell.js'
import { isTableFile } from './index/index-tables.js'
import { item, omit, present } from './items.js'

/** Files of old exports that mean nothing elsewhere. */
const ignored = /^(?:config\/ehcache\.xml)$/

/** So many files that nothing in the backup explains are listed one by one; the rest are counted. */
const listedFiles = 1000

/**
 * Files of the backup that no record carries: those among the attachments that no version took, and the data of apps,
 * which is carried as opaque files where it was asked for. A table that Cloud writes as a file of its own was read row by
 * row.
 */
export function* readLeftFiles(context: ReadContext): Generator<SourceItem | undefined> {
  let [seen, unclaimed] = [0, 0]
  for (const [part, name] of filesOfAll(context)) {
    if (++seen % breathEvery === 0) yield undefined
    if (name === entitiesName || name === descriptorName || ignored.test(name) || isRead(context, part, name)) continue
    if (!name.startsWith('attachments/')) {
      const isTaken = context.findById !== undefined && !context.isFirstUse(name)
      if (context.wholeSite && !isTaken) yield* appFile(context, part, name)
      continue
    }
    yield* otherBytes(context, part, name)
    if (!context.isFirstUse(name) || !isNobodys(context, name)) continue
    if (++unclaimed <= listedFiles) {
      yield omit('FILE_UNREFERENCED', { kind: 'file', file: name, what: `The file ${JSON.stringify(name)}` })
    }
  }
  const count = unclaimed - listedFiles
  if (count <= 0) return
  yield omit('FILE_UNREFERENCED', { kind: 'file', what: `${count} more files below "attachments/"`, count })
}

function* filesOfAll({ parts }: ReadContext): Generator<readonly [Part, string]> {
  for (const part of parts) for (const name of part.files.names()) yield [part, name]
}

/** Of two exports of a set that have a file of one name with other bytes, as its size tells, the first one counts. */
function* otherBytes({ files, parts }: ReadContext, part: Part, name: string): Generator<SourceItem> {
  if (part === parts[0]) return
  const [own, taken] = [part.files.size(name), files.size(name)]
  if (own === taken) return
  const file = part.prefix + name
  const what = `The file ${JSON.stringify(file)} of ${own} bytes`
  yield omit('FILE_TWICE', { kind: 'file', file, what, why: `that one has ${taken} bytes` })
}

function* appFile(context: ReadContext, part: Part, path: string): Generator<SourceItem> {
  const words = /^plugin-data\/([^/]+)\/(.+)$/s.exec(path)
  const app = words?.[1] ?? 'unknown'
  const name = words?.[2] ?? path
  const file = part.prefix + path
  // A name that ends like the second of its kind gets an end of its own, so that no two names come to one id.
  const id = `app-file:${app}/${name}${/~\d+$/.test(name) ? '~1' : ''}`
  const what = `The file ${JSON.stringify(file)}${contentOf(context, file)}`
  const { selection } = context
  // A selection that leaves the kind out by name wants to hear nothing of it; one that did not ask for it does.
  if (!takes({ ...selection, withAppData: true }, 'app-data')) return
  if (!takes(selection, 'app-data') || !isUsableId(id)) {
    yield omit('APP_FILE', { kind: 'file', file, what })
    return
  }
  const version = context.descriptor?.properties.get(`ao.data.version.${app}`)
  const bytes = part.files.size(path)
  if (!context.done(id)) yield fileItem(context, part, path, what, present<AppFile>({ id, app, name, version, bytes }))
}

function fileItem(context: ReadContext, { files }: Part, path: string, what: string, record: AppFile): FileItem {
  return {
    type: 'file',
    id: record.id,
    open: (options) => openFile(files, context.opening, path, { id: record.id, what }, options),
    complete: (blob) => item('app-data', blob ? { ...record, file: blob.digest, bytes: blob.bytes } : record),
  }
}

/** What is known of the tables in a file. */
function contentOf(context: ReadContext, file: string): string {
  const row = context.query('SELECT tables, count, named FROM table_file WHERE file = ?').get(file) as
    | { readonly tables: number; readonly count: number; readonly named: number }
    | undefined
  if (!row || row.tables === 0) return ''
  return ` (${row.count} rows in ${row.tables} tables of apps, of which ${row.named} rows were read)`
}

/** True for a file of one table whose rows have all been read, or are told of by themselves. */
function isRead(context: ReadContext, { files, prefix }: Part, name: string): boolean {
  if (!isTableFile(name)) return files.form === 'csv' && csvTableName(name) !== undefined
  const row = context.query('SELECT count, named FROM table_file WHERE file = ?').get(prefix + name) as
    | { readonly count: number; readonly named: number }
    | undefined
  return row !== undefined && row.count === row.named
}

/**
 * True for a file below `attachments/` that belongs to nothing: an attachment that is left out is named by an omission of
 * its own, or nobody asked for it. With a selection of spaces, what lies in the folder of something else isn't looked at.
 */
function isNobodys(context: ReadContext, name: string): boolean {
  const { ledger, selection, wholeSite } = context
  if (!takes(selection, 'attachments')) return false
  const [, container, attachment, version] = /^attachments\/([^/]+)\/([^/]+)(?:\/([^/]+))?$/.exec(name) ?? []
  if (container === undefined || attachment === undefined) return wholeSite
  const versions = context.query(versionsNamed).all(encodeCell(attachment), encodeCell(attachment)) as VersionRow[]
  const isMeant = (row: VersionRow): boolean =>
    version === undefined || row.version === null || String(row.version) === version
  const fates = versions.filter(isMeant).map(({ n }) => ledger.fate(n))
  if (fates.includes('unselected') || fates.includes('omitted')) return false
  const holder = context.query(holderOf(context)).get(encodeCell(container)) as { readonly n: number } | undefined
  return wholeSite || (holder !== undefined && isCarried(context, holder.n))
}

interface VersionRow {
  readonly n: number
  readonly version: number | null
}

/** The versions of an attachment, by the id of its current object or of one of them. */
const versionsNamed = `SELECT v.n, v.version FROM object a JOIN object v ON v.root_n = a.n
    WHERE a.id = ? AND a.class = 'Attachment'
  UNION SELECT n, version FROM object WHERE id = ? AND class = 'Attachment' LIMIT 10000`

function holderOf({ classes }: ReadContext): string {
  return `SELECT n FROM object WHERE id = ? AND class IN (${classes.contents}) ORDER BY n LIMIT 1`
}
