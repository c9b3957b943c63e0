import { type BackupObject, textOf } from '@spacecrate/confluence'
import type { SidebarLink } from '@spacecrate/format'
import { takes } from '../../selection.js'
import type { SourceItem } from '../../source.js'
import { linkTo } from './link-to.js'
import { present } from './present.js'
import { objectAt, omit, placeOf, type PlacedRow, type ReadContext, recorded } from './read-context.js'
import { rowsOf } from './rows.js'
import { spaceOfKey } from './space-of-key.js'
import { encodeCell } from './staging/cell.js'
import { integerOf } from './staging/stage-rules.js'
import { isTrue } from './staging/table-object.js'

const table = 'AO_187CCC_SIDEBAR_LINK'

interface LinkRow extends PlacedRow {
  readonly id: string | null
  readonly mark: string | null
}

const links = `SELECT n, at, size, id, mark FROM object WHERE n > ? AND class = '${table}' AND mark IS NOT 'twin'
  AND mark IS NOT 'broken' ORDER BY n`

/**
 * Links in the sidebars of spaces that are taken. The table says `MAIN` for the entries of the product, `QUICK` for the
 * shortcuts that somebody added, and `ADVANCED` for entries of the menu of space tools; those stay in the main list, with
 * that word before their key. A page of -2 is none.
 */
export function* readSidebarLinks(context: ReadContext): Generator<SourceItem> {
  if (!takes(context.selection, 'settings')) return
  const { db, ledger } = context
  for (const row of rowsOf<LinkRow>(db, links)) {
    const space = spaceOfKey(context, row.mark)
    if (space.fate === 'unselected') ledger.set(row.n, 'unselected')
    if (space.fate !== 'recorded' || !ledger.isOpen(row.n)) continue
    if (row.id === null) {
      ledger.set(row.n, 'omitted')
      yield omit('ROW_UNUSABLE', { kind: table, what: `A link of ${space.record}`, ...placeOf(context, row) })
      continue
    }
    yield* linkOf(context, row, `sidebar-link:${row.id}`, space.record)
  }
}

function* linkOf(context: ReadContext, row: LinkRow, id: string, space: string): Generator<SourceItem> {
  const object = objectAt(context, row)
  const category = textOf(object, 'CATEGORY')?.toUpperCase()
  const key = textOf(object, 'WEB_ITEM_KEY')
  const isPlain = category === 'MAIN' || category === 'QUICK' || category === undefined
  const record = present<SidebarLink>({
    id,
    space,
    list: category === 'QUICK' ? 'shortcut' : 'main',
    title: textOf(object, 'CUSTOM_TITLE'),
    url: textOf(object, 'HARDCODED_URL'),
    target: yield* targetOf(context, row, id, object),
    position: integerOf(object, 'POSITION'),
    hidden: isTrue(textOf(object, 'HIDDEN')) ? true : undefined,
    icon: textOf(object, 'CUSTOM_ICON_CLASS'),
    native: isPlain ? key : `${category} ${key ?? ''}`,
  })
  yield recorded(context, row, table, 'sidebar-links', record)
}

function* targetOf(
  context: ReadContext,
  row: LinkRow,
  id: string,
  object: BackupObject,
): Generator<SourceItem, string | undefined> {
  const target = textOf(object, 'DEST_PAGE_ID')
  if (target === undefined || !/^\d+$/.test(target) || target === '0') return undefined
  const isSpace = textOf(object, 'TYPE') === 'PINNED_SPACE'
  const found = context
    .query(
      `SELECT n, record FROM object WHERE id = ? AND record IS NOT NULL AND class ${isSpace ? '' : 'NOT '}IN ('Space', 'PageTemplate') ORDER BY n`,
    )
    .get(encodeCell(target)) as { readonly n: number; readonly record: string } | undefined
  if (found && isSpace && context.ledger.fate(found.n) === 'recorded') return found.record
  const content = found && !isSpace ? yield* linkTo(context, found.n) : undefined
  if (content) return content.record
  yield omit('TARGET_MISSING', { kind: table, what: `Where ${id} leads (${target})`, ...placeOf(context, row) })
  return undefined
}
