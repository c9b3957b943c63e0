import type { Subject } from '@spacecrate/format'
import { type Html, html } from '../html.js'
import { groupUrl } from '../urls.js'
import type { Visit } from '../visit.js'
import { personLink } from '../words.js'

/** A person, group, role or everybody of a kind. */
export function subjectLink(visit: Visit, subject: Subject): Html {
  switch (subject.type) {
    case 'user':
      return personLink(visit, subject.id)
    case 'group':
      return groupLink(visit, subject.id)
    case 'role':
      return html`${visit.store.get('roles', subject.id)?.name ?? subject.id} <span class="kind">role</span>`
    case 'app':
      return html`${subject.id.startsWith('person:') ? personLink(visit, subject.id) : subject.id}
        <span class="kind">app</span>`
    case 'anonymous':
      return html`Anybody <span class="kind">also without an account</span>`
    case 'everyone':
      return html`Everybody who is logged in`
    default:
      return subject satisfies never
  }
}

/** A group, with a link to its members for those who may look people up. */
export function groupLink(visit: Visit, id: string): Html {
  const group = visit.store.get('groups', id)
  const name = group?.name ?? id
  const shown = visit.view.mayReadPeople ? html`<a href="${groupUrl(id)}">${name}</a>` : name
  return html`${shown} <span class="kind">group</span>`
}
