import { inlineBlobType } from '../file-response.js'
import { html } from '../html.js'
import { actLine } from '../parts/act-line.js'
import { lozenge } from '../parts/lozenge.js'
import type { ListOf } from '../parts/record-list.js'
import { plainText, sourceText } from '../parts/source-text.js'
import { recordFileUrl } from '../urls.js'
import { size } from '../words.js'

/** Levels by which content is classified. */
export const classificationLevels: ListOf<'classification-levels'> = {
  stream: 'classification-levels',
  columns: [
    {
      head: 'Level',
      cell: ({ name, colour }) => html`${lozenge(name, colour)} <span class="quiet">${colour}</span>`,
    },
    { head: 'State', cell: ({ status }) => status },
    { head: 'Description', cell: ({ description }) => description },
    { head: 'What people are told', cell: ({ guideline }) => guideline },
  ],
  empty: 'The site has no classification levels.',
}

/** Emoji that people of the site made. */
export const customEmoji: ListOf<'emoji'> = {
  stream: 'emoji',
  columns: [
    {
      head: 'Emoji',
      cell: async ({ id, file, shortName }, { store }) => {
        if (file === undefined || !store.hasBlob(file))
          return html`<span class="badge badge-missing">File missing</span>`
        const url = recordFileUrl('emoji', id)
        return (await inlineBlobType(store, file)) === undefined
          ? html`<a class="file" href="${url}">File</a>`
          : html`<img class="large-emoji" src="${url}" alt="${shortName}" loading="lazy" />`
      },
    },
    { head: 'Short name', cell: ({ shortName }) => html`<code>${shortName}</code>` },
    { head: 'Name', cell: ({ name }) => name },
    { head: 'Size', cell: ({ bytes }) => size(bytes) },
    {
      head: 'Uploaded',
      cell: ({ created }, visit) => actLine(visit, created),
    },
  ],
  empty: 'The site has no emoji of its own.',
}

const kept = {
  versions: 'Versions of pages',
  'attachment-versions': 'Versions of files',
  trash: 'What is in the trash',
} as const

/** What may be removed by itself after a time. */
export const retentionRules: ListOf<'retention-rules'> = {
  stream: 'retention-rules',
  title: 'Retention',
  columns: [
    { head: 'Of', cell: (rule) => kept[rule.of] },
    {
      head: 'Kept',
      cell: ({ keep, value }) =>
        keep === 'all' ? 'all, for ever' : keep === 'count' ? `the last ${value ?? '?'}` : `for ${value ?? '?'} days`,
    },
    { head: 'Spaces', cell: ({ spaceMayDiffer }) => spaceMayDiffer === true && 'may have rules of their own' },
    { head: 'In the source', cell: ({ native }) => native !== undefined && plainText(native) },
  ],
  empty: 'There is no rule: everything is kept.',
}

/** Macros that administrators wrote: as text, and never run. */
export const userMacros: ListOf<'user-macros'> = {
  stream: 'user-macros',
  columns: [
    {
      head: 'Macro',
      cell: ({ name, title, description }) =>
        html`<code>${name}</code
          >${title !== undefined && html`<br />${title}`}${description !== undefined && html`<br /><span class="quiet">${description}</span>`}`,
    },
    { head: 'Body', cell: ({ bodyKind }) => bodyKind },
    { head: 'Seen by', cell: ({ visibility }) => visibility },
    {
      head: 'Template',
      cell: ({ id, template }, visit) =>
        template && sourceText(visit, template, recordFileUrl('user-macros', id, 'template')),
    },
  ],
  empty: 'The site has no user macros.',
}

/** What apps and the product keep on something. */
export const properties: ListOf<'properties'> = {
  stream: 'properties',
  columns: [
    {
      head: 'Key',
      cell: ({ key, app }) => html`<code>${key}</code>${app !== undefined && html` <span class="kind">${app}</span>`}`,
    },
    { head: 'Value', cell: ({ value }) => plainText(value, undefined, 2000) },
    {
      head: 'Changed',
      cell: ({ modified }, visit) => actLine(visit, modified),
    },
  ],
}

/** Statuses that a space offers for its pages. */
export const spaceStates: ListOf<'space-states'> = {
  stream: 'space-states',
  title: 'Content statuses',
  columns: [
    { head: 'Status', cell: ({ name, colour }) => lozenge(name, colour) },
    { head: 'Colour', cell: ({ colour }) => colour && html`<code>${colour}</code>` },
    {
      head: 'Made by',
      cell: ({ scope }) =>
        scope === undefined
          ? undefined
          : { default: 'the product', space: 'the space', custom: 'somebody on a page' }[scope],
    },
  ],
}
