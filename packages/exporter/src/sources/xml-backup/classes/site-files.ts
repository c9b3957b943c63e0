import { type Setting, siteId } from '@spacecrate/format'
import { takes } from '../../../selection.js'
import type { SourceItem } from '../../../source.js'
import { locateFile, openFile } from '../attachment-files.js'
import { modifiedOf } from '../acts.js'
import type { ViewOf } from '../backup-class.js'
import { takeProperties } from '../content-properties.js'
import { type HistoryEntry, historyOf } from '../history.js'
import { statusWords } from '../joined-fields.js'
import { propertiesOn } from '../properties-on.js'
import { type ClassFamily, lose, viewAt } from '../read-class.js'
import type { PlacedRow, ReadContext } from '../read-context.js'
import { rowsOf } from '../index/rows.js'
import { idEndingIn, shown } from '../settings/found-setting.js'
import { decodeCell } from '../index/cell.js'
import { item, omit, present, recorded } from '../items.js'
import { firstTextOf, textOf } from '../view.js'
import { attachment } from './attachments.js'

interface SiteFileRow extends PlacedRow {
  readonly id: string
  readonly record: string
  readonly original: string | null
  readonly owner: string
  readonly status: number | null
}

const rows = `SELECT a.n, a.at, a.size, a.id, a.record, a.original, a.status, o.id AS owner
  FROM object a JOIN object o ON o.n = a.owner_n
  WHERE a.n > ? AND a.class = 'Attachment' AND +a.root_n = a.n AND o.class = 'GlobalDescription' ORDER BY a.n`

/**
 * Files of the whole site, each a setting: its logo (`atl.site.logo`), the default logo of spaces (`global.logo`), and
 * whatever else hangs on its description. The file name is the key.
 */
export const siteFiles: ClassFamily = { classes: [], readings: [readSiteFiles] }

function* readSiteFiles(context: ReadContext): Generator<SourceItem> {
  for (const row of rowsOf<SiteFileRow>(context.db, rows)) {
    if (context.ledger.isOpen(row.n)) yield* siteFile(context, row)
  }
}

function* siteFile(context: ReadContext, row: SiteFileRow): Generator<SourceItem> {
  const history = historyOf(context, row.n, row.record)
  const current = history.at(-1)
  if (!current) return
  if (!takes(context.selection, 'history')) leaveHistory(context, row)
  yield* earlierVersions(context, row, history.slice(0, -1))
  const object = viewAt(context, row, attachment)
  if (statusWords[row.status ?? 0] !== 'current') {
    yield leftOut(context, row, 'SITE_FILE', nameOf(object))
    return
  }
  const typed = takeProperties(context, row.n, ['MEDIA_TYPE', 'FILESIZE'])
  yield* otherProperties(context, row)
  const name = nameOf(object)
  const bytes = typed.FILESIZE ?? textOf(object, 'fileSize')
  const record = present<Setting>({
    id: idEndingIn(`setting:${siteId}/logo/`, name),
    owner: siteId,
    area: 'logo',
    key: name,
    fileName: name,
    mediaType: typed.MEDIA_TYPE ?? textOf(object, 'contentType'),
    bytes: bytes !== undefined && /^\d{1,15}$/.test(bytes) ? Number(bytes) : undefined,
    modified: modifiedOf(context, object),
  })
  if (!context.isFirst(record.id)) {
    yield leftOut(context, row, 'DUPLICATE_OBJECT', name)
    return
  }
  yield* withBytes(context, row, current, record)
}

function* withBytes(
  context: ReadContext,
  row: SiteFileRow,
  current: HistoryEntry,
  record: Setting,
): Generator<SourceItem> {
  const { found, expected } = locateFile(context, {
    containers: [decodeCell(row.owner)],
    attachment: decodeCell(row.original ?? row.id),
    own: decodeCell(row.id),
    version: current.row.version ?? current.number,
  })
  const facts = { id: record.id, what: `The file ${shown(record.key)} of the site` }
  const checked = recorded(context, row, 'Attachment', 'settings', record)
  if (found === undefined) {
    yield omit('ATTACHMENT_FILE_MISSING', { kind: 'setting', ...facts, file: expected })
    yield checked
  } else if (!context.done(record.id)) {
    yield {
      type: 'file',
      id: record.id,
      open: (options) => openFile(context.files, context.opening, found, facts, options),
      complete: (blob) =>
        item('settings', blob ? { ...record, file: blob.digest, bytes: blob.bytes } : record, checked.origin),
    }
  }
}

function nameOf(object: ViewOf<typeof attachment>): string {
  return firstTextOf(object, 'title', 'fileName') ?? ''
}

function leftOut(
  context: ReadContext,
  row: SiteFileRow,
  code: 'SITE_FILE' | 'DUPLICATE_OBJECT',
  name: string,
): SourceItem {
  return lose(context, row, attachment, { lost: code, what: `The file ${shown(name)} of the site` })
}

function leaveHistory(context: ReadContext, row: SiteFileRow): void {
  const versions = context.query('SELECT n FROM object INDEXED BY object_root WHERE root_n = ? AND n <> root_n')
  for (const { n } of versions.all(row.n) as { readonly n: number }[]) context.ledger.set(n, 'unselected')
}

/** A setting has no history: what the file was before is named, and its parts count with it. */
function* earlierVersions(
  context: ReadContext,
  row: SiteFileRow,
  earlier: readonly HistoryEntry[],
): Generator<SourceItem> {
  for (const { row: version } of earlier) {
    context.ledger.set(version.n, 'omitted')
    for (const property of propertiesOn(context, version.n)) context.ledger.set(property.row.n, 'merged')
  }
  if (earlier.length === 0) return
  const what = `${earlier.length} earlier versions of ${row.record}`
  yield omit('SITE_FILE', { kind: 'Attachment', what, count: earlier.length, offset: row.at })
}

function* otherProperties(context: ReadContext, row: SiteFileRow): Generator<SourceItem> {
  const others = propertiesOn(context, row.n)
  for (const { row: property } of others) context.ledger.set(property.n, 'omitted')
  if (others.length === 0) return
  const what = `${others.length} properties of ${row.record}`
  yield omit('OWNER_OMITTED', { kind: 'ContentProperty', what, count: others.length, offset: row.at })
}
