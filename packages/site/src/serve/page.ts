import type { Space } from '@spacecrate/format'
import { type Html, type Part, html, joined } from './html.js'
import { personName } from './words.js'
import { spaceUrl } from './urls.js'
import type { Visit } from './visit.js'

/** A link of the trail at the top of a page. */
export interface Crumb {
  readonly url: string
  readonly text: string
}

/** What one URL shows, before the frame around it. */
export interface Page {
  readonly title: string
  readonly main: Html
  /** The way here, without the page itself. */
  readonly crumbs?: readonly Crumb[]
  readonly side?: Html | undefined
  /** What is beside it, for people who don't see it. @default 'Pages of this space' */
  readonly sideName?: string
}

/** The whole document around a page. Without a visit it is a page that anybody may see: an error. */
export function documentOf(page: Page, siteName: string, visit: Visit | undefined): string {
  const { crumbs = [], main, side, sideName = 'Pages of this space', title } = page
  const words = visit?.url.pathname === '/search' ? visit.asked('q') : undefined
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title === siteName ? title : `${title} · ${siteName}`}</title>
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/site.css" />
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header class="top">
          <a class="brand" href="/">${siteName}</a>
          <nav class="areas" aria-label="Site">
            <a href="/">Spaces</a
            >${(visit === undefined || visit.view.mayReadPeople) && html`<a href="/people">People</a><a href="/groups">Groups</a>`}<a
              href="/templates"
              >Templates</a
            >${visit?.view.isAdministrator === true && html`<a href="/admin">Administration</a>`}
          </nav>
          <form class="search" action="/search" role="search">
            <label class="hidden" for="q">Search by title</label
            ><input
              id="q"
              name="q"
              type="search"
              value="${words}"
              placeholder="Search titles"
              maxlength="200"
            /><button>Search</button>
          </form>
        </header>
        <div class="frame${side !== undefined && ' with-side'}">
          <main id="main">${crumbs.length > 0 && trail(crumbs)} ${main}</main>
          ${side !== undefined && html`<aside class="side" aria-label="${sideName}">${side}</aside>`}
        </div>
        <footer class="foot">${visit !== undefined && seenAs(visit)}</footer>
      </body>
    </html> `.text
}

function trail(crumbs: readonly Crumb[]): Html {
  const links = crumbs.map(({ url, text }) => html`<li><a href="${url}">${text}</a></li>`)
  return html`<nav class="trail" aria-label="Where this is">
    <ol>
      ${links}
    </ol>
  </nav>`
}

function seenAs(visit: Visit): Html {
  const { visitor, isAdministrator } = visit.view
  const who = visitor === 'anonymous' ? 'somebody who is not logged in' : personName(visit.person(visitor))
  return html`Read-only view, as ${who} sees it${isAdministrator && ' (administrator: everything)'}`
}

/** The first crumbs of everything in a space. */
export function spaceCrumbs(space: Space): Crumb[] {
  return [
    { url: '/', text: 'Spaces' },
    { url: spaceUrl(space), text: spaceName(space) },
  ]
}

/** The name of a space; its key where it has none. */
export function spaceName(space: Space): string {
  return space.name === undefined || space.name.trim() === '' ? space.key : space.name
}

/** The top of a page: a small word above, the title with what stands before it, badges behind it. */
export function heading(over: Part, title: string, badges?: Part, before?: Part): Html {
  return html`<header class="head">
    ${over !== undefined && html`<p class="over">${over}</p>`}
    <h1>${before}${title}${badges !== undefined && html` ${badges}`}</h1>
  </header>`
}

/** A line of facts with dots between them; those that are missing are left out. */
export function facts(...parts: readonly Part[]): Html {
  const given = parts.filter((part) => part !== undefined && part !== false && part !== '')
  return html`<p class="facts">${joined(given, html`<span class="dot" aria-hidden="true"> · </span>`)}</p>`
}

/** A table; nothing where it has no rows. */
export function table(heads: readonly string[], rows: readonly (readonly Part[])[], empty: string): Html {
  if (rows.length === 0) return html`<p class="quiet">${empty}</p>`
  const head = heads.map((text) => html`<th scope="col">${text}</th>`)
  const body = rows.map(
    (cells) =>
      html`<tr>
        ${cells.map((cell, index) => html`<td data-head="${heads[index]}">${cell}</td>`)}
      </tr> `,
  )
  return html`<div class="table">
    <table>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`
}

/** The link to the rest of a long list. */
export function more(url: string | undefined, text = 'More'): Html | undefined {
  return url === undefined ? undefined : html`<p class="more"><a href="${url}">${text}</a></p>`
}
