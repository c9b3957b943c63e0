import type { Setting } from '@spacecrate/format'
import { inlineBlobType } from '../file-response.js'
import { type Html, html } from '../html.js'
import { actLine } from '../parts/act-line.js'
import { swatch } from '../parts/lozenge.js'
import type { Column, ListOf } from '../parts/record-list.js'
import { sourceText } from '../parts/source-text.js'
import { recordFileUrl } from '../urls.js'
import type { Visit } from '../visit.js'
import { size } from '../words.js'

type Area = Setting['area']

/** What the areas of settings are called on a page. */
export const areaTitles: { readonly [Name in Area]: string } = {
  general: 'General configuration',
  further: 'Further configuration',
  languages: 'Languages',
  'shortcut-links': 'Shortcut links',
  'code-macro': 'Code macro',
  security: 'Security configuration',
  theme: 'Theme',
  'look-and-feel': 'Look and feel',
  'colour-scheme': 'Colour scheme',
  layout: 'Page layout: header and footer',
  pdf: 'PDF export',
  sidebar: 'Sidebar settings',
  'content-states': 'Status settings',
  'related-pages': 'Related pages',
  logo: 'Logos',
  stylesheet: 'Stylesheet',
  'custom-html': 'Custom HTML',
  navigation: 'Navigation',
  mail: 'Mail',
  app: 'Apps',
  other: 'Other settings',
}

const columns: readonly Column<'settings'>[] = [
  { head: 'Key', cell: ({ key }) => html`<code>${key}</code>` },
  { head: 'Value', cell: settingValue },
  {
    head: 'Changed',
    cell: ({ modified }, visit) => actLine(visit, modified),
  },
]

/** The settings of an owner in one area; stylesheets and markup stand there as text. */
export function settingsIn(area: Area): ListOf<'settings'> {
  return {
    stream: 'settings',
    name: area,
    title: areaTitles[area],
    columns,
    read: (visit, owner, cut) => visit.catalog.settingsOf(owner, area, cut),
  }
}

/** The value of a setting as text, with its colours and its file. */
async function settingValue(setting: Setting, visit: Visit): Promise<Html> {
  const { id, value, area, owner } = setting
  const file = await settingFile(setting, visit)
  if (value === undefined) return html`${file}`
  const whole = recordFileUrl('settings', id, 'value')
  const text = await sourceText(visit, value, whole, 4000)
  const isMarkup = value.format === 'storage' || value.format === 'wiki' || value.format === 'adf'
  // Markup of pages is shown as pages show it. What administrators wrote for browsers stays text.
  if (!isMarkup || area !== 'layout') return html`${file}${'value' in value && colours(value.value)}${text}`
  const space = visit.store.get('spaces', owner)
  return html`${await visit.rendered(value, { space, container: owner })}
    <details>
      <summary>As the source kept it</summary>
      ${text}
    </details>`
}

async function settingFile({ id, file, fileName, bytes }: Setting, { store }: Visit): Promise<Html | undefined> {
  const name = fileName ?? 'file'
  if (file === undefined)
    return fileName === undefined ? undefined : html`${name} <span class="badge badge-missing">File missing</span>`
  if (!store.hasBlob(file)) return html`${name} <span class="badge badge-missing">File missing</span>`
  const url = recordFileUrl('settings', id)
  const picture =
    (await inlineBlobType(store, file)) !== undefined &&
    html`<img class="preview" src="${url}" alt="${name}" loading="lazy" /><br />`
  return html`${picture}<a class="file" href="${url}">${name}</a>
    <span class="quiet">${size(bytes ?? store.blobSize(file))}</span>`
}

/** Samples of the colours that a value names by their codes. */
function colours(value: string): Html | undefined {
  const codes = new Set(value.slice(0, 20_000).match(/#(?:[0-9a-f]{6}|[0-9a-f]{3})(?![0-9a-z])/gi) ?? [])
  return codes.size === 0
    ? undefined
    : html`<p class="swatches">${[...codes].slice(0, 60).map((code) => html`${swatch(code)} `)}</p>`
}
