import { createHash } from 'node:crypto'
import { html, Markup } from './markup.js'
import { reportStyle } from './style.js'

/** The top and bottom of every report. */
export interface PageFrame {
  /** `Export report`. */
  readonly title: string
  /** Short lines at the top right. */
  readonly meta: readonly string[]
  /** `spacecrate 0.1.0`. */
  readonly tool: string
}

// The style is the only thing that the policy lets in, by its digest: nothing can be loaded, run or sent.
const policy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(reportStyle).digest('base64')}'; base-uri 'none'; form-action 'none'`

// Not inside the template below: white space that a formatter adds there would change the digest.
const style = new Markup(`<style>${reportStyle}</style>`)

const mark = html`<svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
  <path
    d="M12 2 3 6.5v11L12 22l9-4.5v-11z"
    fill="none"
    stroke="currentColor"
    stroke-width="1.7"
    stroke-linejoin="round"
  />
  <path
    d="M3 6.5 12 11l9-4.5M12 11v11M7.5 4.3l9 4.5v4"
    fill="none"
    stroke="currentColor"
    stroke-width="1.7"
    stroke-linejoin="round"
  />
</svg>`

/** A report as one file that opens without a server. */
export function renderPage(frame: PageFrame, sections: readonly (Markup | undefined)[]): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}" />
        <meta name="referrer" content="no-referrer" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${frame.title}</title>
        ${style}
      </head>
      <body>
        <header>
          <div>
            <div class="mark">${mark}Spacecrate</div>
            <h1>${frame.title}</h1>
          </div>
          <div class="meta">${frame.meta.map((line) => html`<div>${line}</div>`)}</div>
        </header>
        <main>${sections}</main>
        <footer>
          Written by ${frame.tool}. This file holds no scripts and loads nothing; print it, keep it, sign it.
        </footer>
      </body>
    </html> `.text
}
