import { formatNoun } from '../../words/numbers.js'
import { shorten } from '../../words/printable.js'
import type { ImportReport, SamplePage } from '../import-report.js'
import { html, type Markup } from '../../markup.js'
import { section } from '../../sections.js'
import type { ImportSection } from './import-section.js'

/** I: pages to compare by eye, old and new side by side. */
export const sampleSection: ImportSection = { letter: 'I', name: 'Sample', render: renderSample }

function renderSample({ sample, applied }: ImportReport): Markup {
  const lead = applied
    ? 'Open both, compare, and tick. The same archive always gives the same sample.'
    : 'What to look at when it is imported. The same archive always gives the same sample.'
  return section('I', 'A sample to look at', lead, [
    sample.length === 0
      ? html`<p class="nothing">Nothing was imported that could be looked at.</p>`
      : sample.map((page) => renderPage(page, applied)),
    sample.some(({ oldUrl }) => oldUrl === undefined)
      ? html`<p class="more">Where no address of the source is known, search for the title in that space.</p>`
      : undefined,
  ])
}

function renderPage(page: SamplePage, applied: boolean): Markup {
  const { title, because, version, comments, attachments, space, id, oldUrl, newTitle } = page
  const size = [`version ${version}`, formatNoun(comments, 'comment'), formatNoun(attachments, 'attachment')]
  return html`<div class="sample">
    <h3><span class="tick" aria-hidden="true"></span>${shorten(title, 160)}</h3>
    <div>
      ${because.map((one) => html`<span class="badge">${one}</span> `)}<span class="small">${size.join(', ')}</span>
    </div>
    <div class="sides">
      <div>
        <div class="side">Old, in the space ${shorten(space, 80)}</div>
        ${oldUrl === undefined ? undefined : html`<div><a href="${oldUrl}" rel="noreferrer">${oldUrl}</a></div>`}
        <div><code>${id}</code></div>
      </div>
      <div>
        <div class="side">New${newTitle === undefined ? undefined : html`, as ${shorten(newTitle, 160)}`}</div>
        ${newPlace(page, applied)}
      </div>
    </div>
  </div> `
}

function newPlace({ target, newPath }: SamplePage, applied: boolean): Markup {
  if (target === undefined) return html`<div>${applied ? 'Search for the title' : 'Not there yet'}</div>`
  return html`<div>
    ${newPath === undefined ? undefined : html`<code>${newPath}</code> of the served site, `}<code>${target}</code>
  </div>`
}
