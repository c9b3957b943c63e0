import { safeUrl } from '../../render/safe-url.js'
import { type Html, html } from '../html.js'

const longestShown = 300

/** A URL of others as a link if it leads to another site and is known to be harmless, else as text. */
export function outerLink(url: string, label?: string): Html {
  const safe = safeUrl(url)
  const shown = (label ?? url).slice(0, longestShown)
  return safe?.type === 'absolute'
    ? html`<a class="outer" href="${safe.href}" rel="noreferrer noopener">${shown}</a>`
    : html`${label !== undefined && html`${shown} `}<code>${url.slice(0, longestShown)}</code>`
}
