import { inlineBlobType } from '../file-response.js'
import { html } from '../html.js'
import { properties } from '../lists/site-lists.js'
import { type Page, heading, more, table } from '../page.js'
import { face } from '../parts/face.js'
import { recordList } from '../parts/record-list.js'
import { groupLink } from '../parts/subject-link.js'
import { Refusal } from '../refusal.js'
import { groupUrl, personUrl, withQuery } from '../urls.js'
import type { Visit } from '../visit.js'
import { initials, personLink, personName, time } from '../words.js'
import { pair } from './content-facts.js'

const perPage = 100

/** Everybody, by name. */
export async function peoplePage(visit: Visit): Promise<Page> {
  visit.needAccount()
  const after = visit.asked('after')
  const found = visit.catalog.people({ ...(after === undefined ? {} : { after }), limit: perPage + 1 })
  const rows = found
    .slice(0, perPage)
    .map((person) => [
      html`<span class="who">${face(visit, person)}${personLink(visit, person.id)}</span>`,
      person.userName,
      person.kind === 'person' ? undefined : person.kind,
      person.referencedOnly === true ? 'only named by the source' : person.state,
    ])
  const last = found.length > perPage ? found[perPage - 1]?.id : undefined
  const main = html`${heading(undefined, 'People')}${table(['Name', 'User name', 'Kind', 'State'], rows, 'There is nobody here.')}
  ${more(last && withQuery('/people', { after: last }))}`
  return { title: 'People', main }
}

/** The profile of a person. */
export async function personPage(visit: Visit, segment: string): Promise<Page> {
  visit.needAccount()
  const person = visit.person(visit.id('person', segment))
  if (person === undefined) throw new Refusal(404, 'There is no such person')
  const groups = visit.catalog.directGroups(person.id, 200)
  const { avatar } = person
  const isThere = avatar !== undefined && visit.store.hasBlob(avatar)
  const isPicture = isThere && (await inlineBlobType(visit.store, avatar)) !== undefined
  const avatarUrl = personUrl(person.id, '/avatar')
  const picture = isPicture
    ? html`<img class="avatar" src="${avatarUrl}" alt="" width="64" height="64" />`
    : initials(person)
  const state = person.state === 'active' ? undefined : html`<span class="badge">${person.state}</span>`
  const main = html`<div class="space-head">${picture}${heading('Person', personName(person), state)}</div>
    <dl class="sheet">
      ${pair('User name', person.userName)}${visit.view.isAdministrator && pair('E-mail', person.email)}${pair('Account id', person.accountId)}${pair('User key', person.userKey)}${pair('Kind', person.kind)}${pair('Time zone', person.timeZone)}${pair('Locale', person.locale)}${pair('Since', person.created?.at && time(person.created.at))}${isThere && !isPicture && pair('Picture', html`<a class="file avatar-file" href="${avatarUrl}">A file that no page can show</a>`)}${person.referencedOnly === true && pair('Note', 'The source only named this person')}
    </dl>
    ${
      person.profile !== undefined &&
      html`<section>
        <h2>About</h2>
        ${await visit.rendered(person.profile, {})}
      </section>`
    }
    ${
      groups.length > 0 &&
      html`<section>
        <h2>Groups</h2>
        <ul>
          ${groups.map(({ group }) => html`<li>${groupLink(visit, group)}</li>`)}
        </ul>
      </section>`
    }
    ${visit.view.isAdministrator && (await recordList(visit, person.id, properties))}`
  return { title: personName(person), crumbs: [{ url: '/people', text: 'People' }], main }
}

/** All groups. */
export async function groupsPage(visit: Visit): Promise<Page> {
  visit.needAccount()
  const after = visit.asked('after')
  const found = visit.catalog.groups({ ...(after === undefined ? {} : { after }), limit: perPage + 1 })
  const rows = found
    .slice(0, perPage)
    .map((group) => [
      html`<a href="${groupUrl(group.id)}">${group.name}</a>`,
      visit.catalog.countOf('memberships', group.id).toLocaleString('en'),
      group.description,
      group.referencedOnly === true ? 'only named by the source' : group.system === true && 'kept by the product',
    ])
  const last = found.length > perPage ? found[perPage - 1]?.id : undefined
  const main = html`${heading(undefined, 'Groups')}${table(['Name', 'Members', 'Description', 'Note'], rows, 'There are no groups.')}
  ${more(last && withQuery('/groups', { after: last }))}`
  return { title: 'Groups', main }
}

/** A group and who is in it. */
export async function groupPage(visit: Visit, segment: string): Promise<Page> {
  visit.needAccount()
  const group = visit.store.get('groups', visit.id('group', segment))
  if (group === undefined) throw new Refusal(404, 'There is no such group')
  const after = visit.asked('after')
  const found = visit.catalog.siblings('memberships', group.id, {
    ...(after === undefined ? {} : { after }),
    limit: perPage + 1,
  })
  const members = found
    .slice(0, perPage)
    .map(
      ({ member }) =>
        html`<li>${member.startsWith('group:') ? groupLink(visit, member) : personLink(visit, member)}</li> `,
    )
  const last = found.length > perPage ? found[perPage - 1]?.id : undefined
  const main = html`${heading('Group', group.name)}${group.description !== undefined && html`<p>${group.description}</p>`}
    <h2>Members</h2>
    ${
      members.length === 0
        ? html`<p class="quiet">Nobody is in this group.</p>`
        : html`<ul>
            ${members}
          </ul>`
    }
    ${more(last && withQuery(groupUrl(group.id), { after: last }))}
    ${visit.view.isAdministrator && (await recordList(visit, group.id, properties))}`
  return { title: group.name, crumbs: [{ url: '/groups', text: 'Groups' }], main }
}
