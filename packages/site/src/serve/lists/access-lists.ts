import type { Role, Subject } from '@spacecrate/format'
import { type Html, html } from '../html.js'
import { subjectLink } from '../parts/subject-link.js'
import type { Column, ListOf } from '../parts/record-list.js'
import { idLink } from '../parts/id-link.js'
import { plainText } from '../parts/source-text.js'
import { time } from '../words.js'

const who: Column<'permissions' | 'default-permissions' | 'role-assignments'> = {
  head: 'Who',
  cell: ({ subject }: { readonly subject: Subject }, visit) => subjectLink(visit, subject),
}

/** What people may do on the whole site. */
export const globalPermissions: ListOf<'permissions'> = {
  stream: 'permissions',
  title: 'Global permissions',
  columns: [
    who,
    { head: 'May', cell: ({ native }) => html`<span class="label">${native}</span>` },
    { head: 'Since', cell: ({ created }) => created?.at && time(created.at) },
  ],
  empty: 'Nobody has a permission on the whole site.',
}

/** What a new space lets people do. */
export const defaultPermissions: ListOf<'default-permissions'> = {
  stream: 'default-permissions',
  title: 'Permissions of new spaces',
  columns: [
    who,
    {
      head: 'May',
      cell: ({ operation, target, native }) => {
        const words = operation === undefined ? native : `${operation.replace('_', ' ')} ${target ?? 'space'}`
        return html`<span class="label" title="${native}">${words}</span>`
      },
    },
  ],
  empty: 'The source named none.',
}

/** Named sets of permissions. */
export const roles: ListOf<'roles'> = {
  stream: 'roles',
  columns: [
    { head: 'Name', cell: ({ name }) => html`<strong>${name}</strong>` },
    { head: 'Kind', cell: ({ kind }) => kind },
    { head: 'Description', cell: ({ description }) => description },
    { head: 'Lets do', cell: (role) => roleWords(role) },
  ],
  empty: 'The site has no roles.',
}

/** Who has which role in a space. */
export const roleAssignments: ListOf<'role-assignments'> = {
  stream: 'role-assignments',
  title: 'Roles',
  columns: [
    who,
    {
      head: 'Role',
      cell: ({ role }, visit) => visit.store.get('roles', role)?.name ?? idLink(visit, role),
    },
    {
      head: 'Lets do',
      cell: ({ role }, visit) => {
        const found = visit.store.get('roles', role)
        return found && roleWords(found)
      },
    },
  ],
  empty: 'Nobody has a role in this space.',
}

function roleWords({ permissions = [], native }: Role): Html {
  const words = permissions.slice(0, 100).map((word) => html`<span class="label">${word.replaceAll('_', ' ')}</span> `)
  return html`${words}${native !== undefined && plainText(native)}`
}
