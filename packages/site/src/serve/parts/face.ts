import type { Person } from '@spacecrate/format'
import { type Html, html } from '../html.js'
import { personUrl } from '../urls.js'
import type { Visit } from '../visit.js'
import { initials } from '../words.js'

/** The picture of a person, for those who may look people up; two letters in a circle in place of one. */
export function face(visit: Visit, person: Person | undefined): Html {
  const isSeen = person?.avatar !== undefined && visit.view.mayReadPeople && visit.store.hasBlob(person.avatar)
  return isSeen
    ? html`<img
        class="initials"
        src="${personUrl(person.id, '/avatar')}"
        alt=""
        width="34"
        height="34"
        loading="lazy"
      />`
    : initials(person)
}
