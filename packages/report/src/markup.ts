import { printable } from './words/printable.js'

/** HTML that is safe to send: only `html` and `trusted` make it. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What may stand between the pieces of a template. */
export type MarkupValue = Markup | string | number | undefined | readonly MarkupValue[]

/** A template whose values are escaped, but for markup. `undefined` writes nothing. */
export function html(pieces: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  return new Markup(pieces.map((piece, index) => piece + render(values[index])).join(''))
}

/** Text for an element or a quoted attribute; control characters and direction overrides don't get through. */
export function escapeHtml(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`)
}

function render(value: MarkupValue): string {
  if (value === undefined) return ''
  if (value instanceof Markup) return value.text
  if (typeof value === 'string') return escapeHtml(value)
  if (typeof value === 'number') return String(value)
  return value.map(render).join('')
}
