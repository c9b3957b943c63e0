import type { CalendarEvent } from '@spacecrate/format'
import type { SourceItem } from '../../../source.js'
import { actOfRow } from '../acts.js'
import { type BackupClass, carriedClass, type ViewOf, type Words } from '../backup-class.js'
import { hangingOn } from '../joined-fields.js'
import { nativeOf } from '../native-row.js'
import { lose, viewAt } from '../read-class.js'
import type { PlacedRow, ReadContext } from '../read-context.js'
import { decodeCell } from '../index/cell.js'
import { present, recorded } from '../items.js'
import { isTrue, textOf } from '../view.js'

const carried =
  'ID SUB_CALENDAR_ID SUMMARY DESCRIPTION LOCATION URL START END UTC_START UTC_END ALL_DAY RECURRENCE_RULE ORGANISER CREATED'
const verbatim = 'LAST_MODIFIED RECURRENCE_ID_TIMESTAMP REMINDER_SETTING_ID SEQUENCE VEVENT_UID'

export const event: BackupClass<Words<typeof carried | typeof verbatim>> = carriedClass({
  name: 'AO_950DC3_TC_EVENTS',
  rows: 'A2',
  kind: 'calendars',
  fields: { carried, verbatim },
  join: hangingOn('AO_950DC3_TC_SUBCALS', 'SUB_CALENDAR_ID'),
  texts: ['DESCRIPTION'],
  leftover: { ofSite: 'unowned', below: 'APP_DATA' },
})

type EventObject = ViewOf<typeof event>

interface EventRow extends PlacedRow {
  readonly id: string | null
}

const events = `SELECT n, at, size, id FROM object INDEXED BY object_owner
  WHERE owner_n = ? AND class = '${event.name}' AND n > ? ORDER BY n LIMIT 500`

/** The events of one calendar. */
export function* eventsOf(context: ReadContext, calendar: number, id: string): Generator<SourceItem> {
  const select = context.query(events)
  for (let after = 0; ;) {
    const rows = select.all(calendar, after) as EventRow[]
    for (const row of rows) {
      after = row.n
      if (!context.ledger.isOpen(row.n)) continue
      if (row.id !== null) yield eventOf(context, row, id)
      else yield lose(context, row, event, { lost: 'ROW_UNUSABLE', what: `An event of ${id}` })
    }
    if (rows.length < 500) return
  }
}

function eventOf(context: ReadContext, row: EventRow, calendar: string): SourceItem {
  const object = viewAt(context, row, event)
  const description = textOf(object, 'DESCRIPTION')
  const allDay = isTrue(textOf(object, 'ALL_DAY'))
  const record = present<CalendarEvent>({
    id: `calendar-event:${decodeCell(row.id ?? '')}`,
    calendar,
    title: textOf(object, 'SUMMARY') ?? '',
    description: description === undefined ? undefined : { format: 'raw', value: description },
    location: textOf(object, 'LOCATION'),
    url: textOf(object, 'URL'),
    start: timeOf(context, object, 'START', allDay),
    end: timeOf(context, object, 'END', allDay),
    allDay: allDay ? true : undefined,
    rule: textOf(object, 'RECURRENCE_RULE'),
    created: actOfRow(context, object, 'ORGANISER', 'CREATED'),
    native: nativeOf(context, row.n, object),
  })
  return recorded(context, row, event.name, 'calendar-events', record)
}

/** An event of whole days begins at a midnight; of any other the column in UTC is the instant, if it is there. */
function timeOf(
  context: ReadContext,
  object: EventObject,
  column: 'START' | 'END',
  allDay: boolean,
): string | undefined {
  const local = textOf(object, column)
  if (allDay) return context.times.day(local)
  return context.times.any(textOf(object, `UTC_${column}`) ?? local)?.at
}
