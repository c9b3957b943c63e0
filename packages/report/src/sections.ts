import { formatCount } from './words/numbers.js'
import { html, type Markup, type MarkupValue } from './markup.js'

/** What the reader is asked to decide on. */
export interface Decision {
  readonly light: 'green' | 'amber' | 'red'
  readonly headline: string
  readonly reasons: readonly string[]
}

/** The traffic light with its sentence. The words say the same: nobody has to see colours. */
export function decisionBox(decision: Decision): Markup {
  return html`<div class="decision ${decision.light}">
    <span class="light" aria-hidden="true">${signs[decision.light]}</span>
    <div>
      <strong>${decision.headline}</strong>${
        decision.reasons.length === 0
          ? undefined
          : html`<ul>
              ${decision.reasons.map((reason) => html`<li>${reason}</li>`)}
            </ul>`
      }
    </div>
  </div> `
}

const signs: Readonly<Record<Decision['light'], string>> = { green: '✓', amber: '!', red: '✕' }

/** A section with its number or letter, which links lead to. */
export function section(number: number | string, title: string, lead: string, body: MarkupValue): Markup {
  return html`<section id="${number}">
    <h2><span class="no">${number}</span>${title}</h2>
    <p class="lead">${lead}</p>
    ${body}
  </section> `
}

/** Names with their values; those without a value are left out. */
export function facts(rows: readonly (readonly [name: string, value: MarkupValue])[]): Markup {
  const shown = rows.filter(([, value]) => value !== undefined && value !== '')
  return html`<dl>
    ${shown.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl> `
}

/** A column of a table. */
export interface Column<Row> {
  readonly title: string
  readonly cell: (row: Row) => MarkupValue | Count
}

/** A number in a table, right aligned and grouped. */
export interface Count {
  readonly count: number
  /** What is shown in its place, such as a size. */
  readonly text?: string | undefined
  /** `check`: green at 0, red otherwise. */
  readonly look?: 'check' | undefined
  /** Where the list behind the number is. */
  readonly href?: string | undefined
}

/** A table with its head repeated on every printed page; `sum` is its last row. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[], sum?: Row): Markup {
  const [first] = rows
  const numeric = columns.map((column) => first !== undefined && isCount(column.cell(first)))
  const cells = (row: Row): Markup[] => columns.map((column, index) => cell(column.cell(row), index === 0))
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${columns.map((column, index) => html`<th scope="col" ${numeric[index] ? html` class="n"` : undefined}>${column.title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${cells(row)}
            </tr> `,
        )}
      </tbody>
      ${
        sum === undefined
          ? undefined
          : html`<tfoot>
              <tr>
                ${cells(sum)}
              </tr>
            </tfoot>`
      }
    </table>
  </div> `
}

/** Lines for people to sign. */
export function signatures(roles: readonly string[]): Markup {
  return html`<div class="sign">${roles.map((role) => html`<div>${role}: name, date, signature</div>`)}</div> `
}

function cell(value: MarkupValue | Count, first: boolean): Markup {
  if (!isCount(value)) return first ? html`<th scope="row">${value}</th>` : html`<td>${value}</td>`
  const look = value.look === 'check' ? (value.count === 0 ? ' fine' : ' off') : value.count === 0 ? ' zero' : ''
  return html`<td class="n${look}">${countText(value)}</td>`
}

/** A number, as a link to its list where it has one. */
export function countText({ count, text, href }: Count): Markup {
  const shown = text ?? formatCount(count)
  return href === undefined ? html`${shown}` : html`<a href="${href}">${shown}</a>`
}

function isCount(value: MarkupValue | Count): value is Count {
  return typeof value === 'object' && 'count' in value
}
