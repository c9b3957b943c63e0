import { type BackupObject, textOf } from '@spacecrate/confluence'
import type { Calendar } from '@spacecrate/format'
import { takes } from '../../selection.js'
import type { SourceItem } from '../../source.js'
import { eventsOf } from './read-calendar-events.js'
import { present } from './present.js'
import { actOfRow, objectAt, omit, placeOf, type PlacedRow, type ReadContext, recorded } from './read-context.js'
import { nativeOf } from './native-row.js'
import { rowsOf } from './rows.js'
import { spaceOfKey } from './space-of-key.js'
import { decodeCell } from './staging/cell.js'

const table = 'AO_950DC3_TC_SUBCALS'

interface CalendarRow extends PlacedRow {
  readonly id: string | null
  readonly mark: string | null
  readonly parent_n: number | null
}

const columns = 'n, at, size, id, mark, parent_n'
const calendars = `SELECT ${columns} FROM object WHERE n > ? AND class = '${table}' AND mark IS NOT 'twin'
  AND mark IS NOT 'broken' ORDER BY n`
/** A calendar in a calendar in a calendar is as deep as it gets; a longer chain leads round in a circle. */
const depthLimit = 20

/**
 * Team Calendars, each followed by its events: of spaces that are taken, and those of no space with a selection of
 * everything. What the app keeps of one beyond the fields of a record stays in `native`, as rows of its tables.
 */
export function* readCalendars(context: ReadContext): Generator<SourceItem> {
  if (!takes(context.selection, 'calendars')) return
  for (const row of rowsOf<CalendarRow>(context.db, calendars)) {
    if (context.ledger.isOpen(row.n)) yield* calendarOf(context, row)
  }
}

function* calendarOf(context: ReadContext, row: CalendarRow): Generator<SourceItem> {
  const key = keyOf(context, row)
  const space = spaceOfKey(context, key)
  if (space.fate === 'missing' ? !context.wholeSite : space.fate !== 'recorded') {
    context.ledger.set(row.n, 'unselected')
    return
  }
  if (row.id === null) {
    context.ledger.set(row.n, 'omitted')
    yield omit('ROW_UNUSABLE', { kind: table, what: 'A calendar', ...placeOf(context, row) })
    return
  }
  const id = `calendar:${decodeCell(row.id)}`
  if (space.fate === 'missing' && key !== null) {
    yield omit('TARGET_MISSING', { kind: table, what: `The space of ${id}`, ...placeOf(context, row) })
  }
  const object = objectAt(context, row)
  const record = present<Calendar>({
    id,
    space: space.fate === 'recorded' ? space.record : undefined,
    parent: parentOf(context, row, key),
    name: textOf(object, 'NAME') ?? '',
    description: textOf(object, 'DESCRIPTION'),
    kind: kindOf(object),
    colour: textOf(object, 'COLOUR'),
    timeZone: textOf(object, 'TIME_ZONE_ID'),
    created: actOfRow(context, object, 'CREATOR', 'CREATED'),
    native: nativeOf(context, row.n, object),
  })
  yield recorded(context, row, table, 'calendars', record)
  if (context.ledger.fate(row.n) === 'recorded') yield* eventsOf(context, row.n, id)
}

/** The space that the calendar belongs to, else the first of those that show it. */
function keyOf(context: ReadContext, row: CalendarRow): string | null {
  if (row.mark !== null) return row.mark
  const shown = context
    .query(
      `SELECT n, mark FROM object INDEXED BY object_owner WHERE owner_n = ?
         AND class = 'AO_950DC3_TC_SUBCALS_IN_SPACE' AND mark IS NOT NULL ORDER BY n LIMIT 1`,
    )
    .get(row.n) as { readonly n: number; readonly mark: string } | undefined
  return shown?.mark ?? null
}

/** `generic_subcalendar`, `jira_subcalendar` …: the store says of which type a calendar is. */
function kindOf(object: BackupObject): string | undefined {
  return textOf(object, 'STORE_KEY')
}

/** The parent, where it is taken as well and its own parents do not lead back here. */
function parentOf(context: ReadContext, row: CalendarRow, key: string | null): string | undefined {
  const get = context.query(`SELECT ${columns} FROM object WHERE n = ? AND class = '${table}'`)
  const parent = row.parent_n === null ? undefined : (get.get(row.parent_n) as CalendarRow | undefined)
  if (!parent || parent.id === null) return undefined
  let above: CalendarRow | undefined = parent
  for (let depth = 0; above; depth++) {
    if (above.n === row.n || depth > depthLimit) return undefined
    above = above.parent_n === null ? undefined : (get.get(above.parent_n) as CalendarRow | undefined)
  }
  const sameSpace = keyOf(context, parent) === key
  const space = spaceOfKey(context, keyOf(context, parent))
  const taken = space.fate === 'recorded' || (space.fate === 'missing' && context.wholeSite)
  return sameSpace || taken ? `calendar:${decodeCell(parent.id)}` : undefined
}
