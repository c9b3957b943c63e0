import { formatCount, formatNoun } from '../terminal/numbers.js'
import { shorten } from '../terminal/printable.js'
import type { Finding, Missing } from './findings.js'
import { html, type Markup } from './markup.js'

/** Everything that is missing, by code; `full` names the file with the whole list. */
export function findingsList(findings: readonly Finding[], nothing: string, full: string | undefined): Markup {
  if (findings.length === 0) return html`<p class="nothing">${nothing}</p>`
  return html`${findings.map(renderFinding)}
  ${full === undefined ? undefined : html`<p class="more">The whole list, a line each: <a href="./${encodeURI(full)}">${full}</a></p>`} `
}

function renderFinding(finding: Finding): Markup {
  const rest = finding.lines - finding.sample.length
  return html`<div class="finding">
    <div class="head">
      <h3><code>${finding.code}</code></h3>
      <span class="count">${formatNoun(finding.count, 'object')}</span>
    </div>
    <div class="advice">
      ${finding.why === undefined ? undefined : html`<span>Why</span><span>${shorten(finding.why, 600)}</span>`}${
        finding.remedy === undefined
          ? undefined
          : html`<span>What can be done</span><span>${shorten(finding.remedy, 600)}</span>`
      }
    </div>
    <table>
      <tbody>
        ${finding.sample.map((missing) => renderMissing(missing, finding.why === undefined))}
      </tbody>
    </table>
    ${rest > 0 ? html`<p class="more">… and ${formatCount(rest)} more</p>` : undefined}
  </div> `
}

function renderMissing(missing: Missing, withWhy: boolean): Markup {
  return html`<tr>
    <td>
      ${shorten(missing.what, 240)}${
        missing.on === undefined ? undefined : html` <span class="small">on ${shorten(missing.on, 120)}</span>`
      }${withWhy ? html` <span class="small">${shorten(missing.why, 240)}</span>` : undefined}
    </td>
    <td class="n">${missing.count === 1 ? undefined : `× ${formatCount(missing.count)}`}</td>
    <td><code>${shorten(missing.where, 120)}</code></td>
  </tr> `
}
