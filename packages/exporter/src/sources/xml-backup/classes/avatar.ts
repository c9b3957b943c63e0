import { takes } from '../../../selection.js'
import type { FileItem, SourceItem } from '../../../source.js'
import { locateFile, openFile } from '../attachment-files.js'
import { named } from '../omissions.js'
import { viewAt } from '../read-class.js'
import type { PlacedRow, ReadContext } from '../read-context.js'
import { rowsOf } from '../index/rows.js'
import { decodeCell } from '../index/cell.js'
import { omit } from '../items.js'
import { firstTextOf } from '../view.js'
import { attachment } from './attachments.js'

/** Data Center names a picture that somebody uploads and crops like this. */
const usualName = 'user-avatar'

interface FileRow extends PlacedRow {
  readonly id: string
  readonly version: number | null
  readonly container: string
}

const files = `SELECT a.n, a.at, a.size, a.id, a.version, p.id AS container
  FROM object a INDEXED BY object_owner JOIN object p ON p.n = a.owner_n
  WHERE a.owner_n = ? AND a.class = 'Attachment' AND +a.root_n = a.n AND a.status = 0 AND a.id IS NOT NULL ORDER BY a.n`

/**
 * The picture among the files of a profile: the one that a preference names, else the one of the usual name. Its object
 * counts as merged, and what says its type and size as derived. Where the backup lacks its bytes that is an omission.
 */
export function* avatarOf(
  context: ReadContext,
  profile: number,
  person: string,
  picture: string | undefined,
): Generator<SourceItem, FileItem['open'] | undefined> {
  const named = picture?.split('/').at(-1)
  for (const row of context.query(files).all(profile) as FileRow[]) {
    const name = firstTextOf(viewAt(context, row, attachment), 'title', 'fileName') ?? ''
    if (name !== (named ?? usualName)) continue
    context.ledger.set(row.n, 'merged')
    for (const property of context.query(properties).all(row.n) as { readonly n: number }[]) {
      context.ledger.settle(property.n, 'derived')
    }
    const id = decodeCell(row.id)
    const containers = [decodeCell(row.container)]
    const place = { containers, attachment: id, own: id, version: row.version ?? 1 }
    const { found, expected } = locateFile(context, place)
    if (found !== undefined) return openerOf(context, found, person)
    const what = `The picture of ${person}`
    yield omit('ATTACHMENT_FILE_MISSING', { kind: 'people', what, file: expected })
    return undefined
  }
  return undefined
}

const properties = "SELECT n FROM object INDEXED BY object_owner WHERE owner_n = ? AND class = 'ContentProperty'"

function openerOf(context: ReadContext, path: string, person: string): FileItem['open'] {
  return (options) =>
    openFile(context.files, context.opening, path, { id: person, what: `The picture of ${person}` }, options)
}

/** Files of profiles that are nobody's picture, and earlier pictures: called when all people are read. */
export function* leaveProfileFiles(context: ReadContext): Generator<SourceItem> {
  const { ledger } = context
  const wanted = takes(context.selection, 'attachments')
  for (const row of rowsOf<LeftFileRow>(context.db, left)) {
    if (!ledger.isOpen(row.n)) continue
    const profile = ledger.fate(row.profile)
    const isTaken = wanted && profile !== 'unselected' && (context.wholeSite || profile === 'merged')
    ledger.set(row.n, isTaken ? 'omitted' : 'unselected')
    const what = named('Attachment', row.id === null ? undefined : decodeCell(row.id))
    if (isTaken) yield omit('PROFILE_FILE', { kind: 'Attachment', what, offset: row.at })
  }
}

interface LeftFileRow extends PlacedRow {
  readonly id: string | null
  readonly profile: number
}

const left = `SELECT a.n, a.at, a.size, a.id, p.n AS profile FROM object a
  JOIN object r ON r.n = coalesce(a.root_n, a.n) JOIN object p ON p.n = r.owner_n
  WHERE a.n > ? AND a.class = 'Attachment' AND p.class = 'PersonalInformation' ORDER BY a.n`
