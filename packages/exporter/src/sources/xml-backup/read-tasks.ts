import { textOf } from '@spacecrate/confluence'
import type { Task } from '@spacecrate/format'
import { takes } from '../../selection.js'
import type { SourceItem } from '../../source.js'
import { noteMentions } from './mentions-in-text.js'
import { present } from './present.js'
import {
  actOfRow,
  objectAt,
  omit,
  personByAlias,
  placeOf,
  type PlacedRow,
  type ReadContext,
  recorded,
} from './read-context.js'
import { isCarried } from './read-labels.js'
import { rowsOf } from './rows.js'

const table = 'AO_BAF3AA_AOINLINE_TASK'

interface TaskRow extends PlacedRow {
  readonly target_n: number
  readonly record: string
}

const tasks = `SELECT t.n, t.at, t.size, coalesce(o.root_n, o.n) AS target_n, o.record
  FROM object t JOIN object o ON o.n = t.owner_n
  WHERE t.n > ? AND t.class = '${table}' AND o.record IS NOT NULL ORDER BY t.n`

/** Words of a state: those of the table, and those of the text. */
const states: ReadonlyMap<string, Task['state']> = new Map([
  ['CHECKED', 'complete'],
  ['COMPLETE', 'complete'],
  ['COMPLETED', 'complete'],
  ['UNCHECKED', 'incomplete'],
  ['INCOMPLETE', 'incomplete'],
])

/** Tasks of contents and comments that are taken, as the product keeps them beside the text. */
export function* readTasks(context: ReadContext): Generator<SourceItem> {
  if (!takes(context.selection, 'tasks')) return
  for (const row of rowsOf<TaskRow>(context.db, tasks)) {
    const isContent = /^(?:page|post|folder|custom|comment):/.test(row.record)
    if (!context.ledger.isOpen(row.n) || !isContent || !isCarried(context, row.target_n)) continue
    yield* taskOf(context, row)
  }
}

function* taskOf(context: ReadContext, row: TaskRow): Generator<SourceItem> {
  const { ledger, times } = context
  const object = objectAt(context, row)
  const text = (column: string): string | undefined => textOf(object, column)
  const localId = text('ID')
  const state = states.get(text('TASK_STATUS')?.toUpperCase() ?? '')
  // Part of the id of the record, so that only what cannot be taken for another id may stand in it.
  if (localId === undefined || !/^[\w-]{1,100}$/.test(localId) || state === undefined) {
    ledger.set(row.n, 'omitted')
    const code = state === undefined ? 'STATUS_UNKNOWN' : 'ROW_UNUSABLE'
    yield omit(code, { kind: table, what: `A task of ${row.record}`, ...placeOf(context, row) })
    return
  }
  const globalId = text('GLOBAL_ID')
  const first = `task:${row.record}/${localId}`
  const id = context.isFirst(first) ? first : `${first}~${globalId ?? ''}`
  if (id !== first && (!/^\d+$/.test(globalId ?? '') || !context.isFirst(id))) {
    ledger.set(row.n, 'merged')
    return
  }
  const body = text('BODY')
  noteMentions(context, body ?? '')
  const modified = times.any(text('UPDATE_DATE'))
  const record = present<Task>({
    id,
    on: row.record,
    localId,
    state,
    text: body === undefined ? undefined : { format: 'storage', value: body },
    assignee: personByAlias(context, text('ASSIGNEE_USER_KEY')),
    due: times.day(text('DUE_DATE')),
    created: actOfRow(context, object, 'CREATOR_USER_KEY', 'CREATE_DATE'),
    completed: actOfRow(context, object, 'COMPLETE_USER_KEY', 'COMPLETE_DATE'),
    modified: modified && { at: modified },
    globalId,
  })
  yield recorded(context, row, table, 'tasks', record)
}
