import { type BackupObject, textOf } from '@spacecrate/confluence'
import type { CalendarEvent } from '@spacecrate/format'
import type { SourceItem } from '../../source.js'
import { nativeOf } from './native-row.js'
import { present } from './present.js'
import { actOfRow, objectAt, omit, placeOf, type PlacedRow, type ReadContext, recorded } from './read-context.js'
import { decodeCell } from './staging/cell.js'
import { isTrue } from './staging/table-object.js'

const table = 'AO_950DC3_TC_EVENTS'

interface EventRow extends PlacedRow {
  readonly id: string | null
}

const events = `SELECT n, at, size, id FROM object INDEXED BY object_owner
  WHERE owner_n = ? AND class = '${table}' AND n > ? ORDER BY n LIMIT 500`

/** The events of one calendar. */
export function* eventsOf(context: ReadContext, calendar: number, id: string): Generator<SourceItem> {
  const select = context.query(events)
  for (let after = 0; ;) {
    const rows = select.all(calendar, after) as EventRow[]
    for (const row of rows) {
      after = row.n
      if (!context.ledger.isOpen(row.n)) continue
      if (row.id !== null) yield eventOf(context, row, id)
      else {
        context.ledger.set(row.n, 'omitted')
        yield omit('ROW_UNUSABLE', { kind: table, what: `An event of ${id}`, ...placeOf(context, row) })
      }
    }
    if (rows.length < 500) return
  }
}

function eventOf(context: ReadContext, row: EventRow, calendar: string): SourceItem {
  const object = objectAt(context, row)
  const text = (column: string): string | undefined => textOf(object, column)
  const description = text('DESCRIPTION')
  const allDay = isTrue(text('ALL_DAY'))
  const record = present<CalendarEvent>({
    id: `calendar-event:${decodeCell(row.id ?? '')}`,
    calendar,
    title: text('SUMMARY') ?? '',
    description: description === undefined ? undefined : { format: 'raw', value: description },
    location: text('LOCATION'),
    url: text('URL'),
    start: timeOf(context, object, 'START', allDay),
    end: timeOf(context, object, 'END', allDay),
    allDay: allDay ? true : undefined,
    rule: text('RECURRENCE_RULE'),
    created: actOfRow(context, object, 'ORGANISER', 'CREATED'),
    native: nativeOf(context, row.n, object),
  })
  return recorded(context, row, table, 'calendar-events', record)
}

/** An event of whole days begins at a midnight; of any other the column in UTC is the instant, if it is there. */
function timeOf(context: ReadContext, object: BackupObject, column: string, allDay: boolean): string | undefined {
  const local = textOf(object, column)
  if (allDay) return context.times.day(local)
  return context.times.any(textOf(object, `UTC_${column}`) ?? local)?.at
}
