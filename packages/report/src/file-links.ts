import { html, type Markup } from './markup.js'

/** A link to a file beside the report. */
export function fileLink(path: string): Markup {
  return html`<a href="${fileHref(path)}">${path}</a>`
}

/** The path of a file beside the report, or in a folder beside it, as a link has it. */
export function fileHref(path: string): string {
  return `./${path.split('/').map(encodeURIComponent).join('/')}`
}
