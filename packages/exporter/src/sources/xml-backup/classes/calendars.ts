import type { Calendar } from '@spacecrate/format'
import type { SourceItem } from '../../../source.js'
import { actOfRow } from '../acts.js'
import { carriedClass, type ViewOf } from '../backup-class.js'
import { hangingOn, spaceMark } from '../joined-fields.js'
import { nativeOf } from '../native-row.js'
import { type ClassFamily, isOpen, itemsOfEach, lose } from '../read-class.js'
import type { PlacedRow, ReadContext } from '../read-context.js'
import { spaceOfKey } from '../space-of-key.js'
import { decodeCell } from '../index/cell.js'
import { omit, placeOf, present, recorded } from '../items.js'
import { textOf } from '../view.js'
import { event, eventsOf } from './calendar-events.js'
import { calendarParts } from './calendar-parts.js'

const calendar = carriedClass({
  name: 'AO_950DC3_TC_SUBCALS',
  rows: 'A2',
  kind: 'calendars',
  fields: {
    carried: 'ID NAME DESCRIPTION PARENT_ID SPACE_KEY COLOUR TIME_ZONE_ID CREATOR CREATED STORE_KEY',
    verbatim: 'SUBSCRIPTION_ID USING_CUSTOM_EVENT_TYPE_ID',
  },
  join: (row) => ({ parent: textOf(row, 'PARENT_ID'), mark: spaceMark(row) }),
  leftover: { ofSite: 'unowned', below: 'APP_DATA' },
})

/** Which spaces show a calendar. */
const shown = carriedClass({
  name: 'AO_950DC3_TC_SUBCALS_IN_SPACE',
  rows: 'A2',
  kind: 'calendars',
  fields: { carried: 'SPACE_KEY SUB_CALENDAR_ID', excluded: 'ID' },
  join: (row) => ({ ...hangingOn(calendar.name, 'SUB_CALENDAR_ID')(row), mark: spaceMark(row) }),
  isNative: true,
  leftover: { ofSite: 'unowned', below: 'APP_DATA' },
})

type CalendarObject = ViewOf<typeof calendar>

interface CalendarRow extends PlacedRow {
  readonly id: string | null
  readonly mark: string | null
  readonly parent_n: number | null
}

const columns = 'n, at, size, id, mark, parent_n'
const rows = `SELECT ${columns} FROM object WHERE n > ? AND class = '${calendar.name}' AND mark IS NOT 'twin'
  AND mark IS NOT 'broken' ORDER BY n`
/** A calendar in a calendar in a calendar is as deep as it gets; a longer chain leads round in a circle. */
const depthLimit = 20

/**
 * Team Calendars, each followed by its events: of spaces that are taken, and those of no space with a selection of
 * everything. What the app keeps of one beyond the fields of a record stays in `native`, as rows of its tables.
 */
export const calendars: ClassFamily = {
  classes: [calendar, shown, event, ...calendarParts],
  readings: [itemsOfEach({ of: calendar, rows, isWanted: isOpen, items: calendarOf })],
}

function* calendarOf(context: ReadContext, row: CalendarRow, object: CalendarObject): Generator<SourceItem> {
  const key = keyOf(context, row)
  const space = spaceOfKey(context, key)
  if (space.fate === 'missing' ? !context.wholeSite : space.fate !== 'recorded') {
    context.ledger.set(row.n, 'unselected')
    return
  }
  if (row.id === null) {
    yield lose(context, row, calendar, { lost: 'ROW_UNUSABLE', what: 'A calendar' })
    return
  }
  const id = `calendar:${decodeCell(row.id)}`
  if (space.fate === 'missing' && key !== null) {
    yield omit('TARGET_MISSING', { kind: calendar.name, what: `The space of ${id}`, ...placeOf(context, row) })
  }
  const record = present<Calendar>({
    id,
    space: space.fate === 'recorded' ? space.record : undefined,
    parent: parentOf(context, row, key),
    name: textOf(object, 'NAME') ?? '',
    description: textOf(object, 'DESCRIPTION'),
    // `generic_subcalendar`, `jira_subcalendar` …: the store says of which type a calendar is.
    kind: textOf(object, 'STORE_KEY'),
    colour: textOf(object, 'COLOUR'),
    timeZone: textOf(object, 'TIME_ZONE_ID'),
    created: actOfRow(context, object, 'CREATOR', 'CREATED'),
    native: nativeOf(context, row.n, object),
  })
  yield recorded(context, row, calendar.name, 'calendars', record)
  if (context.ledger.fate(row.n) === 'recorded') yield* eventsOf(context, row.n, id)
}

/** The space that the calendar belongs to, else the first of those that show it. */
function keyOf(context: ReadContext, row: CalendarRow): string | null {
  if (row.mark !== null) return row.mark
  const first = context
    .query(
      `SELECT n, mark FROM object INDEXED BY object_owner WHERE owner_n = ?
         AND class = '${shown.name}' AND mark IS NOT NULL ORDER BY n LIMIT 1`,
    )
    .get(row.n) as { readonly n: number; readonly mark: string } | undefined
  return first?.mark ?? null
}

/** The parent, where it is taken as well and its own parents do not lead back here. */
function parentOf(context: ReadContext, row: CalendarRow, key: string | null): string | undefined {
  const get = context.query(`SELECT ${columns} FROM object WHERE n = ? AND class = '${calendar.name}'`)
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
