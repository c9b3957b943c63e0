import { html } from '../html.js'
import { actLine } from '../parts/act-line.js'
import type { ListOf } from '../parts/record-list.js'
import { day, personLink } from '../words.js'

/** Tasks in a text, as the product keeps them beside it. */
export const tasks: ListOf<'tasks'> = {
  stream: 'tasks',
  columns: [
    {
      head: 'State',
      cell: ({ state }) =>
        state === 'complete'
          ? html`<span class="badge badge-resolved">Done</span>`
          : html`<span class="badge badge-open">Open</span>`,
    },
    {
      head: 'Task',
      cell: ({ text, localId, on }, visit) => {
        const content = visit.store.get('content', on)
        return text === undefined
          ? html`<span class="quiet">Number ${localId} in the text</span>`
          : visit.rendered(text, { content, space: content && visit.store.get('spaces', content.space) })
      },
    },
    { head: 'Assigned to', cell: ({ assignee }, visit) => assignee && personLink(visit, assignee) },
    { head: 'Due', cell: ({ due }) => due && day(due) },
    {
      head: 'Done by',
      cell: ({ completed }, visit) => actLine(visit, completed),
    },
  ],
}
