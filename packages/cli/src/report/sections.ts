import { formatCount } from '../terminal/numbers.js'
import { html, type Markup, type MarkupValue } from './markup.js'

/** What the reader is asked to decide on. */
export interface Decision {
  readonly light: 'green' | 'amber' | 'red'
  readonly headline: string
  readonly reasons: readonly string[]
}

/** The light with its sentence. The words say it too: nobody has to see colours. */
export function decisionSection(decision: Decision): Markup {
  return html`<div class="decision ${decision.light}">
    <span class="light"></span>
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

/** A numbered section. */
export function section(number: number, title: string, lead: string, body: MarkupValue): Markup {
  return html`<section>
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
  readonly text?: string
  /** `check`: green at 0, red otherwise. */
  readonly look?: 'check'
}

/** A table with its head repeated on every printed page; `sum` is its last row. */
export function table<Row>(columns: readonly Column<Row>[], rows: readonly Row[], sum?: Row): Markup {
  const [first] = rows
  const numeric = columns.map((column) => first !== undefined && isCount(column.cell(first)))
  const cells = (row: Row): Markup[] => columns.map((column) => cell(column.cell(row)))
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${columns.map((column, index) => html`<th${numeric[index] ? html` class="n"` : undefined}>${column.title}</th>`)}
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

function cell(value: MarkupValue | Count): Markup {
  if (!isCount(value)) return html`<td>${value}</td>`
  const look = value.look === 'check' ? (value.count === 0 ? ' fine' : ' off') : value.count === 0 ? ' zero' : ''
  return html`<td class="n${look}">${value.text ?? formatCount(value.count)}</td>`
}

function isCount(value: MarkupValue | Count): value is Count {
  return typeof value === 'object' && 'count' in value
}
