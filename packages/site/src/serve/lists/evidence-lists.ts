import { siteId } from '@spacecrate/format'
import { html } from '../html.js'
import { actLine } from '../parts/act-line.js'
import { idLink } from '../parts/id-link.js'
import { swatch } from '../parts/lozenge.js'
import { outerLink } from '../parts/outer-link.js'
import type { Column, ListOf } from '../parts/record-list.js'
import { plainText } from '../parts/source-text.js'
import { calendarUrl, recordFileUrl } from '../urls.js'
import { counted, day, personLink, size, time } from '../words.js'

const about: Column<'analytics' | 'public-links'> = {
  head: 'On',
  cell: ({ on }: { readonly on: string }, visit) => (on === siteId ? 'The site' : idLink(visit, on)),
}

const figureColumns: readonly Column<'analytics'>[] = [
  { head: 'Counted', cell: ({ measure }) => measure },
  { head: 'Number', cell: ({ value }) => value.toLocaleString('en') },
  {
    head: 'Time',
    cell: ({ from, to }) =>
      `${from === undefined ? 'from the beginning' : day(from)}${to === undefined ? '' : ` to ${day(to)}`}`,
  },
  { head: 'Of', cell: ({ by }, visit) => (by === undefined ? 'everybody' : personLink(visit, by)) },
]

/** What the source counted of one thing. */
export const figures: ListOf<'analytics'> = { stream: 'analytics', title: 'Analytics', columns: figureColumns }

/** What the source counted anywhere. */
export const allFigures: ListOf<'analytics'> = {
  ...figures,
  columns: [about, ...figureColumns],
  read: (visit, _owner, cut) => visit.catalog.everywhere('analytics', cut),
  empty: 'The source counted nothing, or nobody could read it.',
}

const publicLinkColumns: readonly Column<'public-links'>[] = [
  { head: 'State', cell: ({ state }) => html`<span class="badge badge-link-${state}">${state}</span>` },
  {
    head: 'Made',
    cell: ({ created }, visit) => actLine(visit, created),
  },
  { head: 'Ends', cell: ({ expires }) => expires && time(expires) },
  { head: 'Last opened', cell: ({ lastOpened }) => lastOpened && time(lastOpened) },
]

/** Notes that something could be read by a link. */
export const publicLinks: ListOf<'public-links'> = {
  stream: 'public-links',
  title: 'Public links',
  columns: publicLinkColumns,
}

/** All such notes: the inventory that somebody makes the links anew from. */
export const allPublicLinks: ListOf<'public-links'> = {
  ...publicLinks,
  columns: [about, ...publicLinkColumns],
  read: (visit, _owner, cut) => visit.catalog.everywhere('public-links', cut),
  empty: 'Nothing could be read by a public link.',
}

/** The audit log, the last entry first. */
export const auditRecords: ListOf<'audit-records'> = {
  stream: 'audit-records',
  title: 'Audit log',
  backwards: true,
  columns: [
    { head: 'When', cell: ({ at }) => time(at) },
    {
      head: 'Who',
      cell: ({ by, byName, system }, visit) =>
        html`${by === undefined ? byName : personLink(visit, by)}${system === true && html` <span class="kind">system</span>`}`,
    },
    {
      head: 'What',
      cell: ({ summary, category, description }) =>
        html`<strong>${summary}</strong
          >${category !== undefined && html` <span class="kind">${category}</span>`}${description !== undefined && html`<br /><span class="quiet">${description}</span>`}`,
    },
    {
      head: 'On',
      cell: ({ on, affected, affectedKind }, visit) =>
        html`${on === undefined ? affected : idLink(visit, on)}${affectedKind !== undefined && html` <span class="kind">${affectedKind}</span>`}`,
    },
    {
      head: 'Changes',
      cell: ({ changes = [] }) =>
        changes
          .slice(0, 20)
          .map(
            ({ name, from, to }) =>
              html`<div>${name}: <del>${from?.slice(0, 300)}</del> → <ins>${to?.slice(0, 300)}</ins></div> `,
          ),
    },
  ],
  empty: 'The audit log is empty.',
}

/** Calendars of a site or space; what is in one is on the page about it. */
export const calendars: ListOf<'calendars'> = {
  stream: 'calendars',
  columns: [
    {
      head: 'Calendar',
      cell: ({ id, name, description }) =>
        html`<a href="${calendarUrl(id)}">${name}</a
          >${description !== undefined && html`<br /><span class="quiet">${description}</span>`}`,
    },
    { head: 'Kind', cell: ({ kind }) => kind },
    { head: 'Colour', cell: ({ colour }) => colour && swatch(colour) },
    { head: 'Time zone', cell: ({ timeZone }) => timeZone },
    {
      head: 'Events',
      cell: ({ id }, visit) => counted(visit.catalog.countOf('calendar-events', id), 'event'),
    },
    {
      head: 'Part of',
      cell: ({ parent }, visit) =>
        parent && html`<a href="${calendarUrl(parent)}">${visit.store.get('calendars', parent)?.name}</a>`,
    },
  ],
  read: (visit, owner, cut) => visit.catalog.ofOwner('calendars', owner, cut),
}

/** The calendars of the site and of every space. */
export const allCalendars: ListOf<'calendars'> = {
  ...calendars,
  columns: [...(calendars.columns ?? []), { head: 'Space', cell: ({ space }, visit) => space && idLink(visit, space) }],
  read: (visit, _owner, cut) => visit.catalog.everywhere('calendars', cut),
  empty: 'There are no calendars.',
}

/** What is in a calendar, by its beginning. */
export const calendarEvents: ListOf<'calendar-events'> = {
  stream: 'calendar-events',
  title: 'Events',
  columns: [
    {
      head: 'When',
      cell: ({ start, end, allDay, rule }) =>
        html`${moment(start)}${end !== undefined && html` to ${moment(end)}`}${allDay === true && html` <span class="kind">whole days</span>`}${rule !== undefined && html`<br /><code class="quiet">${rule}</code>`}`,
    },
    { head: 'What', cell: ({ title }) => html`<strong>${title}</strong>` },
    { head: 'Where', cell: ({ location }) => location },
    {
      head: 'More',
      cell: async ({ description, url, native }, visit) =>
        html`${description && (await visit.rendered(description, {}))}${url !== undefined && outerLink(url)}${
          native !== undefined &&
          html`<details>
            <summary>As the source kept it</summary>
            ${plainText(native)}
          </details>`
        }`,
    },
  ],
}

function moment(text: string | undefined): string | undefined {
  const clock = /T(\d\d:\d\d)/.exec(text ?? '')?.[1]
  return text && `${day(text)}${clock === undefined ? '' : `, ${clock} UTC`}`
}

/** Opaque data of apps; a browser only ever gets it as a file to keep. */
export const appFiles: ListOf<'app-data'> = {
  stream: 'app-data',
  title: 'Data of apps',
  columns: [
    { head: 'App', cell: ({ app, version }) => html`<code>${app}</code> <span class="quiet">${version}</span>` },
    {
      head: 'File',
      cell: ({ id, name, file }, { store }) =>
        file !== undefined && store.hasBlob(file)
          ? html`<a class="file" href="${recordFileUrl('app-data', id)}">${name}</a>`
          : html`${name} <span class="badge badge-missing">File missing</span>`,
    },
    { head: 'Size', cell: ({ bytes }) => size(bytes) },
    { head: 'SHA-256', cell: ({ file }) => file && html`<code>${file}</code>` },
  ],
  empty: 'No data of apps is here: it is carried only if somebody asks for it.',
}
