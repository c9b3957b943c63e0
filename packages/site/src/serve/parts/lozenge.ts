import { colourName } from '../../render/text-styles.js'
import { type Html, html } from '../html.js'

/** A name in a coloured box; the colour is the nearest one that reads well, and what the source said is in the title. */
export function lozenge(name: string, colour: string | undefined): Html {
  const near = colour === undefined ? undefined : colourName(colour)
  return html`<span class="badge lozenge${near !== undefined && ` badge-${near}`}" title="${colour}">${name}</span>`
}

/** A colour as the source named it, with a sample of it where it is a code. */
export function swatch(colour: string): Html {
  const code = /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.exec(colour.trim())?.[0]
  // An attribute of a drawing, not a style: the policy of the site allows no inline styles.
  const sample =
    code !== undefined &&
    html`<svg class="swatch" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <rect width="16" height="16" rx="3" fill="${code}" />
    </svg> `
  return html`<span class="colour">${sample}<code>${colour.slice(0, 100)}</code></span>`
}
