import { html } from '../html.js'
import { idLink } from '../parts/id-link.js'
import type { ListOf } from '../parts/record-list.js'
import { outerLink } from '../parts/outer-link.js'
import { groupLink } from '../parts/subject-link.js'

/** Prefixes that stand for URLs in links such as `[42@bugs]`. */
export const shortcutLinks: ListOf<'shortcut-links'> = {
  stream: 'shortcut-links',
  columns: [
    { head: 'Prefix', cell: ({ key }) => html`<code>${key}</code>` },
    { head: 'Leads to', cell: ({ url }) => html`<code>${url}</code>` },
    { head: 'Text', cell: ({ alias }) => alias },
  ],
  empty: 'The site has no shortcut links.',
}

/** Other applications that the source talked to; how they trusted each other is never carried. */
export const applicationLinks: ListOf<'application-links'> = {
  stream: 'application-links',
  title: 'Application links',
  columns: [
    {
      head: 'Name',
      cell: ({ name, primary }) =>
        html`<strong>${name}</strong>${primary === true && html` <span class="kind">primary</span>`}`,
    },
    { head: 'Kind', cell: ({ kind }) => kind },
    { head: 'For people', cell: ({ displayUrl }) => displayUrl && outerLink(displayUrl) },
    { head: 'Between applications', cell: ({ url }) => url && html`<code>${url}</code>` },
  ],
  empty: 'The site had no links to other applications.',
}

/** What the menu of applications offered. */
export const navigatorEntries: ListOf<'navigator-entries'> = {
  stream: 'navigator-entries',
  title: 'Application navigator',
  columns: [
    {
      head: 'Name',
      cell: ({ name, hidden }) => html`${name}${hidden === true && html` <span class="badge">Hidden</span>`}`,
    },
    { head: 'Leads to', cell: ({ url }) => outerLink(url) },
    { head: 'Kind', cell: ({ kind }) => kind },
    {
      head: 'Seen by',
      cell: ({ groups }, visit) =>
        groups === undefined
          ? 'Everybody'
          : groups
              .slice(0, 100)
              .map((name) =>
                visit.store.get('groups', name) === undefined
                  ? html`<span class="label">${name}</span> `
                  : html`${groupLink(visit, name)} `,
              ),
    },
  ],
  empty: 'The navigator has no entries.',
}

/** The links beside the pages of a space, as its administrators ordered them. */
export const sidebarLinks: ListOf<'sidebar-links'> = {
  stream: 'sidebar-links',
  title: 'Sidebar',
  columns: [
    { head: 'List', cell: ({ list }) => (list === 'main' ? 'Main links' : 'Shortcuts') },
    { head: 'Place', cell: ({ position }) => position },
    {
      head: 'Link',
      cell: ({ title, native, hidden }) =>
        html`${title ?? native ?? ''}${title !== undefined && native !== undefined && html` <span class="kind">${native}</span>`}${hidden === true && html` <span class="badge">Hidden</span>`}`,
    },
    {
      head: 'Leads to',
      cell: ({ url, target }, visit) =>
        html`${target !== undefined && idLink(visit, target)} ${url !== undefined && outerLink(url)}`,
    },
    { head: 'Icon', cell: ({ icon }) => icon },
  ],
  empty: 'The sidebar is as the product gives it.',
}
