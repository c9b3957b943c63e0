import { printable } from './words/printable.js'

/** HTML that is safe to write: only `html` makes it. */
export class Markup {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** A value in a template. */
export type MarkupValue = Markup | string | number | undefined | readonly MarkupValue[]

/** A template that escapes its values, except for markup; `undefined` writes nothing. */
export function html(pieces: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  return new Markup(pieces.map((piece, index) => piece + render(values[index])).join(''))
}

/** A name without blanks, such as an id or the name of a class, that breaks between its parts where it has to break. */
export function breakable(name: string): Markup {
  return html`${name.split(/(?<=[:/_])|(?<=[a-z])(?=[A-Z])/).map((part, at) => (at === 0 ? part : html`<wbr />${part}`))}`
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
