import type { Body } from '@spacecrate/format'
import { type Html, html } from '../html.js'
import type { Visit } from '../visit.js'

const longestShown = 20_000

/** A text as it stands, never as markup; of a long one the beginning, with a link to the whole where there is one. */
export function plainText(text: string, wholeUrl?: string, most: number = longestShown): Html {
  return beginning(text.slice(0, most), text.length > most, wholeUrl)
}

/** The source text of a body. */
export async function sourceText(
  visit: Visit,
  body: Body,
  wholeUrl?: string,
  most: number = longestShown,
): Promise<Html> {
  const { value, cut } = await visit.bodyText(body, most)
  if (value === undefined) return html`<span class="badge badge-missing">Text missing</span>`
  return beginning(value.slice(0, most), cut || value.length > most, wholeUrl)
}

function beginning(text: string, isCut: boolean, wholeUrl: string | undefined): Html {
  if (text === '') return html`<span class="quiet">empty</span>`
  const whole = wholeUrl !== undefined && html` <a href="${wholeUrl}">The whole text</a>`
  return html`<pre class="value">${text}${isCut && '…'}</pre>
    ${isCut && html`<p class="quiet">Only the beginning is shown.${whole}</p>`}`
}
