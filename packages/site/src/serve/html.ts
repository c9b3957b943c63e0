import { escapeHtml } from '../render/escape.js'

/** HTML that is safe to send: made by `html`, or a sanitised fragment. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What can stand in a template: text is escaped, HTML is kept, lists are joined, and nothing leaves nothing. */
export type Part = Html | string | number | undefined | false | readonly Part[]

/** A template that escapes whatever is put into it, for content and for attributes in double quotes. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let text = strings[0] ?? ''
  parts.forEach((part, index) => {
    text += textOf(part) + (strings[index + 1] ?? '')
  })
  return new Html(text)
}

/** Takes a fragment as it is: only for what `renderBody` gave. */
export function sanitised(fragment: string): Html {
  return new Html(fragment)
}

/** Parts with a separator between them. */
export function joined(parts: readonly Part[], separator: Part): Html {
  return new Html(parts.map(textOf).join(textOf(separator)))
}

function textOf(part: Part): string {
  if (part instanceof Html) return part.text
  if (part === undefined || part === false) return ''
  if (typeof part === 'string') return escapeHtml(part)
  if (typeof part === 'number') return String(part)
  return part.map(textOf).join('')
}
