import type { SidebarLink } from '@spacecrate/format'
import type { SourceItem } from '../../../source.js'
import { carriedClass, type ViewOf } from '../backup-class.js'
import { spaceMark } from '../joined-fields.js'
import { linkTo } from '../link-to.js'
import { type ClassFamily, itemsOfEach, lose } from '../read-class.js'
import type { PlacedRow, ReadContext } from '../read-context.js'
import { spaceOfKey } from '../space-of-key.js'
import { encodeCell } from '../index/cell.js'
import { omit, placeOf, present, recorded } from '../items.js'
import { integerOf, isTrue, textOf } from '../view.js'

const link = carriedClass({
  name: 'AO_187CCC_SIDEBAR_LINK',
  rows: 'S9 S17',
  kind: 'settings',
  fields: {
    carried:
      'ID SPACE_KEY CATEGORY TYPE WEB_ITEM_KEY CUSTOM_TITLE CUSTOM_ICON_CLASS DEST_PAGE_ID HARDCODED_URL POSITION HIDDEN',
  },
  join: (row) => ({ mark: spaceMark(row) }),
  leftover: { ofSite: 'unowned' },
})

type Link = ViewOf<typeof link>

interface LinkRow extends PlacedRow {
  readonly id: string | null
  readonly mark: string | null
}

const rows = `SELECT n, at, size, id, mark FROM object WHERE n > ? AND class = '${link.name}' AND mark IS NOT 'twin'
  AND mark IS NOT 'broken' ORDER BY n`

/**
 * Links in the sidebars of spaces that are taken. The table says `MAIN` for the entries of the product, `QUICK` for the
 * shortcuts that somebody added, and `ADVANCED` for entries of the menu of space tools; those stay in the main list, with
 * that word before their key. A page of -2 is none.
 */
export const sidebarLinks: ClassFamily = {
  classes: [link],
  readings: [itemsOfEach({ of: link, rows, isWanted, items: linkOf })],
}

function isWanted(context: ReadContext, row: LinkRow): boolean {
  const { fate } = spaceOfKey(context, row.mark)
  if (fate === 'unselected') context.ledger.set(row.n, 'unselected')
  return fate === 'recorded' && context.ledger.isOpen(row.n)
}

function* linkOf(context: ReadContext, row: LinkRow, object: Link): Generator<SourceItem> {
  const space = spaceOfKey(context, row.mark).record
  if (row.id === null) {
    yield lose(context, row, link, { lost: 'ROW_UNUSABLE', what: `A link of ${space}` })
    return
  }
  const id = `sidebar-link:${row.id}`
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
  yield recorded(context, row, link.name, 'sidebar-links', record)
}

function* targetOf(
  context: ReadContext,
  row: LinkRow,
  id: string,
  object: Link,
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
  yield omit('TARGET_MISSING', { kind: link.name, what: `Where ${id} leads (${target})`, ...placeOf(context, row) })
  return undefined
}
