import { type Impact, impacts } from '@spacecrate/format'
import { lossTexts } from '@spacecrate/importer'
import { formatCount, formatNoun } from './words/numbers.js'
import { shorten } from './words/printable.js'
import type { Finding, Missing } from './findings.js'
import { impactWords } from './codes/impact.js'
import { fileHref, fileLink } from './file-links.js'
import { breakable, html, type Markup } from './markup.js'
import { reportCodes } from './codes/report-codes.js'

/** Everything that is missing, by code; `full` names the file with the whole list. */
export function findingsList(findings: readonly Finding[], nothing: string, full: string | undefined): Markup {
  if (findings.length === 0) return html`<p class="nothing">${nothing}</p>`
  return html`${findings.map((finding) => renderFinding(finding, { level: 'h3', shown: finding.sample.length }))}
  ${full === undefined ? undefined : html`<p class="more">The whole list, a line each: ${fileLink(full)}</p>`} `
}

/** The same, grouped by impact; `list` is the path of the whole list. */
export function findingsByImpact(findings: readonly Finding[], nothing: string, list: string | undefined): Markup {
  if (findings.length === 0) return html`<p class="nothing">${nothing}</p>`
  return html`${impacts.map((impact) => renderImpact(impact, findings, list))} `
}

const shownByImpact = 12

function renderImpact(impact: Impact, all: readonly Finding[], list: string | undefined): Markup | undefined {
  const findings = all.filter((finding) => finding.impact === impact)
  if (findings.length === 0) return undefined
  const { title, lead } = impactWords[impact]
  const count = findings.reduce((sum, finding) => sum + finding.count, 0)
  const number = list === undefined ? formatCount(count) : html`<a href="${fileHref(list)}">${formatCount(count)}</a>`
  return html`<h4 class="impact">${title} <span class="count">${number}</span></h4>
    <p class="lead">${lead}</p>
    ${findings.map((finding) => renderFinding(finding, { level: 'h5', shown: shownByImpact, list }))}`
}

interface Look {
  readonly level: 'h3' | 'h5'
  /** Lines shown in the page. */
  readonly shown: number
  /** Path of the file with all. */
  readonly list?: string | undefined
}

function renderFinding(finding: Finding, { level, shown, list }: Look): Markup {
  const sample = finding.sample.slice(0, shown)
  const rest = finding.lines - sample.length
  const heading =
    level === 'h3' ? html`<h3><code>${finding.code}</code></h3>` : html`<h5><code>${finding.code}</code></h5>`
  const says = level === 'h5' ? wordsOf(finding.code) : undefined
  // The text of a code often ends with the reason.
  const why = finding.why !== undefined && says?.includes(finding.why) === true ? undefined : finding.why
  return html`<div class="finding">
    <div class="head">
      ${heading}
      <span class="count">${formatNoun(finding.count, 'object')}</span>
    </div>
    ${says === undefined ? undefined : html`<p class="say">${says}</p>`}
    <div class="advice">
      ${why === undefined ? undefined : html`<span>Why</span><span>${shorten(why, 600)}</span>`}${
        finding.remedy === undefined
          ? undefined
          : html`<span>What can be done</span><span>${shorten(finding.remedy, 600)}</span>`
      }
    </div>
    <table>
      <tbody>
        ${sample.map((missing) => renderMissing(missing, finding.why === undefined))}
      </tbody>
    </table>
    ${
      rest > 0
        ? html`<p class="more">
            … and ${formatCount(rest)} more${list === undefined ? undefined : html` in ${fileLink(list)}`}
          </p>`
        : undefined
    }
  </div> `
}

/** The meaning of a code; `undefined` where the line says it anyway. */
function wordsOf(code: string): string | undefined {
  const tables: readonly Readonly<Record<string, { readonly what: string }>>[] = [lossTexts, reportCodes]
  return tables.map((table) => (Object.hasOwn(table, code) ? table[code]?.what : undefined)).find((what) => what)
}

function renderMissing(missing: Missing, withWhy: boolean): Markup {
  const on = missing.on === undefined || missing.on === missing.what ? undefined : shorten(missing.on, 120)
  return html`<tr>
    <td>
      ${shorten(missing.what, 240)}${
        on === undefined ? undefined : html` <span class="small">on ${on}</span>`
      }${withWhy ? html` <span class="small">· ${shorten(missing.why, 240)}</span>` : undefined}
    </td>
    <td class="n">${missing.count === 1 ? undefined : `× ${formatCount(missing.count)}`}</td>
    <td><code>${breakable(shorten(missing.where, 120))}</code></td>
  </tr> `
}
