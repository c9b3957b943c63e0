import type { Task } from '@spacecrate/format'
import type { SourceItem } from '../../../source.js'
import { actOfRow, personByAlias } from '../acts.js'
import { carriedClass, type ViewOf } from '../backup-class.js'
import { present, recorded } from '../items.js'
import { hangingOn } from '../joined-fields.js'
import { noteMentions } from '../mentions-in-text.js'
import { type ClassFamily, hangsOnCarried, type HangingRow, itemsOfEach, lose, rowsHanging } from '../read-class.js'
import type { ReadContext } from '../read-context.js'
import { textOf } from '../view.js'

const task = carriedClass({
  name: 'AO_BAF3AA_AOINLINE_TASK',
  rows: 'C26',
  kind: 'tasks',
  fields: {
    carried:
      'GLOBAL_ID ID CONTENT_ID TASK_STATUS BODY ASSIGNEE_USER_KEY DUE_DATE CREATOR_USER_KEY CREATE_DATE COMPLETE_USER_KEY COMPLETE_DATE UPDATE_DATE',
    derived: 'SPACE_ID CONTENT_VISIBLE SPACE_VISIBLE PAGE_TITLE',
  },
  join: hangingOn('ContentEntityObject', 'CONTENT_ID'),
  // The id of a task is one within its text.
  idColumn: 'GLOBAL_ID',
  texts: ['BODY'],
  leftover: { ofSite: 'unowned' },
})

/** Words of a state: those of the table, and those of the text. */
const states: ReadonlyMap<string, Task['state']> = new Map([
  ['CHECKED', 'complete'],
  ['COMPLETE', 'complete'],
  ['COMPLETED', 'complete'],
  ['UNCHECKED', 'incomplete'],
  ['INCOMPLETE', 'incomplete'],
])

/** Tasks of contents and comments that are taken, as the product keeps them beside the text. */
export const tasks: ClassFamily = {
  classes: [task],
  readings: [
    itemsOfEach({
      of: task,
      rows: rowsHanging(task.name),
      isWanted: (context, row: HangingRow) =>
        /^(?:page|post|folder|custom|comment):/.test(row.record) && hangsOnCarried(context, row),
      items: taskOf,
    }),
  ],
}

function* taskOf(context: ReadContext, row: HangingRow, object: ViewOf<typeof task>): Generator<SourceItem> {
  const { ledger, times } = context
  const localId = textOf(object, 'ID')
  const state = states.get(textOf(object, 'TASK_STATUS')?.toUpperCase() ?? '')
  // Part of the id of the record, so that only what cannot be taken for another id may stand in it.
  if (localId === undefined || !/^[\w-]{1,100}$/.test(localId) || state === undefined) {
    const lost = state === undefined ? 'STATUS_UNKNOWN' : 'ROW_UNUSABLE'
    yield lose(context, row, task, { lost, what: `A task of ${row.record}` })
    return
  }
  const globalId = textOf(object, 'GLOBAL_ID')
  const first = `task:${row.record}/${localId}`
  const id = context.isFirst(first) ? first : `${first}~${globalId ?? ''}`
  if (id !== first && (!/^\d+$/.test(globalId ?? '') || !context.isFirst(id))) {
    ledger.set(row.n, 'merged')
    return
  }
  const body = textOf(object, 'BODY')
  noteMentions(context, body ?? '')
  const modified = times.any(textOf(object, 'UPDATE_DATE'))
  const record = present<Task>({
    id,
    on: row.record,
    localId,
    state,
    text: body === undefined ? undefined : { format: 'storage', value: body },
    assignee: personByAlias(context, textOf(object, 'ASSIGNEE_USER_KEY')),
    due: times.day(textOf(object, 'DUE_DATE')),
    created: actOfRow(context, object, 'CREATOR_USER_KEY', 'CREATE_DATE'),
    completed: actOfRow(context, object, 'COMPLETE_USER_KEY', 'COMPLETE_DATE'),
    modified: modified && { at: modified },
    globalId,
  })
  yield recorded(context, row, task.name, 'tasks', record)
}
