import { type Context, Hono } from 'hono'
import type { Visitor } from '../access/permissions.js'
import type { RenderThreads } from '../render/render-threads.js'
import { faultLayer } from '../rest/faults/fault-layer.js'
import { type RestOptions, restApp } from '../rest/rest-app.js'
import type { SqliteStore } from '../store/sqlite-store.js'
import { attachmentFile, avatarFile } from './file-response.js'
import { html } from './html.js'
import { type Page, documentOf, heading } from './page.js'
import { adminAreaPage } from './pages/admin/admin-frame.js'
import { adminAreas } from './pages/admin/areas.js'
import { calendarPage } from './pages/admin/calendar.js'
import { adminOverviewPage } from './pages/admin/overview.js'
import { attachmentPage, attachmentsPage } from './pages/attachments.js'
import { commentPage, commentVersionsPage } from './pages/comments.js'
import { contentPage } from './pages/content.js'
import { groupPage, groupsPage, peoplePage, personPage } from './pages/people.js'
import { kindPage, kindsPage, recordPage } from './pages/records/record-pages.js'
import { searchPage } from './pages/search.js'
import { postsPage, shelfPage, spacePage, treePage } from './pages/space.js'
import { spacePermissionsPage } from './pages/space-permissions.js'
import { spaceSettingsPage } from './pages/space-settings/settings-page.js'
import { spacesPage } from './pages/spaces.js'
import { siteTemplatesPage, spaceTemplatesPage, templatePage } from './pages/templates.js'
import { versionPage, versionsPage } from './pages/versions.js'
import { findOldTargets, type OldTarget } from './old-urls.js'
import { recordFile } from './record-file.js'
import { Refusal } from './refusal.js'
import { siteStyles } from './site-styles.js'
import { decodeSegment } from './urls.js'
import { Visit } from './visit.js'

/** Headers of every answer that has none of its own by that name. */
const guards: Readonly<Record<string, string>> = {
  // No script, no frame, no request to anywhere else: whatever a body holds, it stays text and pictures of this site.
  'content-security-policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect x="2" y="2" width="12" height="12" rx="3" fill="#0b5cad"/></svg>'

/** What the app is told. */
export interface AppOptions {
  readonly store: SqliteStore
  readonly visitor: Visitor
  /** Where long bodies are rendered. */
  readonly threads: RenderThreads
  /** True for the Host header of a request that is meant for this site. */
  readonly isHost: (name: string) => boolean
  /** The REST API beside the pages. */
  readonly rest: Pick<RestOptions, 'gate' | 'finder' | 'faults' | 'rates'>
  /** Called with what went wrong inside; the visitor gets a page that says nothing of it. */
  readonly onError?: (error: unknown) => void
}

type PageOf = (visit: Visit, ...segments: string[]) => Promise<Page>

/** Every page and what stands behind it; a segment after a colon is passed on in order. */
const pages: readonly (readonly [path: string, page: PageOf])[] = [
  ['/', spacesPage],
  ['/spaces', spacesPage],
  ['/spaces/:space', (visit, space = '') => spacePage(visit, space)],
  ['/spaces/:space/tree', (visit, space = '') => treePage(visit, space)],
  ['/spaces/:space/posts', (visit, space = '') => postsPage(visit, space)],
  ['/spaces/:space/archived', (visit, space = '') => shelfPage(visit, space, 'archived')],
  ['/spaces/:space/trash', (visit, space = '') => shelfPage(visit, space, 'trashed')],
  ['/spaces/:space/drafts', (visit, space = '') => shelfPage(visit, space, 'draft')],
  ['/spaces/:space/templates', (visit, space = '') => spaceTemplatesPage(visit, space)],
  ['/spaces/:space/permissions', (visit, space = '') => spacePermissionsPage(visit, space)],
  ['/spaces/:space/settings', (visit, space = '') => spaceSettingsPage(visit, space)],
  ['/pages/:page', (visit, page = '') => contentPage(visit, page)],
  ['/pages/:page/versions', (visit, page = '') => versionsPage(visit, page)],
  [
    '/pages/:page/versions/:version',
    (visit, page = '', version = '') => versionPage(visit, page, decodeSegment(version)),
  ],
  ['/pages/:page/attachments', (visit, page = '') => attachmentsPage(visit, page)],
  ['/comments/:comment', (visit, comment = '') => commentPage(visit, comment)],
  ['/comments/:comment/versions', (visit, comment = '') => commentVersionsPage(visit, comment)],
  ['/attachments/:attachment', (visit, attachment = '') => attachmentPage(visit, attachment)],
  ['/people', peoplePage],
  ['/people/:person', (visit, person = '') => personPage(visit, person)],
  ['/groups', groupsPage],
  ['/groups/:group', (visit, group = '') => groupPage(visit, group)],
  ['/templates', siteTemplatesPage],
  ['/templates/:template', (visit, template = '') => templatePage(visit, template)],
  [
    '/templates/:template/versions/:version',
    (visit, template = '', version = '') => templatePage(visit, template, decodeSegment(version)),
  ],
  ['/calendars/:calendar', (visit, calendar = '') => calendarPage(visit, calendar)],
  ['/search', searchPage],
  ['/admin', adminOverviewPage],
  ...adminAreas.map((area) => [`/admin/${area.part}`, (visit: Visit) => adminAreaPage(visit, area)] as const),
  ['/admin/records', kindsPage],
  ['/admin/records/:stream', (visit, stream = '') => kindPage(visit, stream)],
  ['/admin/records/:stream/:id', (visit, stream = '', id = '') => recordPage(visit, stream, id)],
]

/** The site as something that answers requests. */
export function siteApp(options: AppOptions): Hono {
  const { store, visitor, threads, isHost, onError } = options
  const app = new Hono()
  const rest = restApp({ ...options.rest, store, threads, ...(onError === undefined ? {} : { onError }) })
  const visitOf = (context: Context): Visit => new Visit(store, visitor, new URL(context.req.url), threads)

  app.use(async (context, next) => {
    await next()
    for (const [name, value] of Object.entries(guards)) {
      if (!context.res.headers.has(name)) context.res.headers.set(name, value)
    }
  })
  app.use(async (context, next) => {
    if (!isHost(context.req.header('host') ?? '')) {
      throw new Refusal(421, 'This site does not answer to that name; `--host-name` of `site serve` adds one')
    }
    await next()
  })
  app.use(faultLayer(options.rest.faults, store, options.rest.finder))
  app.use(async (context, next) => {
    const { method, path } = context.req
    if (options.rest.finder.find(method, path) !== undefined) return rest.fetch(context.req.raw)
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD') {
      throw new Refusal(405, 'This site is read-only', { allow: 'GET, HEAD' })
    }
    return next()
  })

  // Old addresses that look like pages of this site.
  app.get('/:folder{pages|spaces}/:action{[A-Za-z-]+\\.action}', (context, next) => {
    const visit = visitOf(context)
    const found = findOldTargets(visit)
    return found.length === 0 ? next() : lead(context, found, visit)
  })
  for (const [path, page] of pages) {
    app.get(path, async (context) => {
      const visit = visitOf(context)
      const segments = [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => context.req.param(name) ?? '')
      return send(context, documentOf(await page(visit, ...segments), visit.siteName, visit))
    })
  }
  app.get('/assets/site.css', (context) => {
    context.header('cache-control', 'no-cache')
    return context.body(siteStyles, 200, { 'content-type': 'text/css; charset=utf-8' })
  })
  app.get('/assets/icon.svg', (context) => context.body(icon, 200, { 'content-type': 'image/svg+xml' }))
  app.get('/people/:person/avatar', (context) =>
    avatarFile(visitOf(context), context.req.param('person'), context.req.raw),
  )
  app.get('/files/:stream/:id', async (context) =>
    recordFile(visitOf(context), context.req.param('stream'), context.req.param('id'), context.req.raw),
  )
  app.get('/attachments/:attachment/:version/:name', (context) =>
    attachmentFile(visitOf(context), context.req.param('attachment'), context.req.param('version'), context.req.raw),
  )

  app.notFound((context) => {
    const visit = visitOf(context)
    const found = findOldTargets(visit)
    if (found.length > 0) return lead(context, found, visit)
    return refuse(context, new Refusal(404, 'There is nothing at this address'), store)
  })
  app.onError((error, context) => {
    if (error instanceof Refusal) return refuse(context, error, store)
    onError?.(error)
    const page: Page = {
      title: 'Error',
      main: html`${heading('500', 'Something went wrong')}
        <p>The page could not be made. The log of the server says why.</p>`,
    }
    return send(context, documentOf(page, store.identity.name, undefined), 500)
  })
  return app
}

/** To what an address of another Confluence means here, or to a choice where it may mean several things. */
function lead(context: Context, found: readonly OldTarget[], visit: Visit): Response {
  context.header('cache-control', 'no-store')
  const [only] = found
  if (only !== undefined && found.length === 1) return context.redirect(only.url, 302)
  const main = html`${heading('Old address', 'Which one do you mean?')}
    <p>Several sites were imported here, and more than one of them had this address.</p>
    <ul>
      ${found.map(({ url, title, space }) => html`<li><a href="${url}">${title}</a> <span class="quiet">${space}</span></li> `)}
    </ul>`
  return send(context, documentOf({ title: 'Old address', main }, visit.siteName, visit))
}

const titles: { readonly [Status in Refusal['status']]: string } = {
  400: 'Bad request',
  403: 'Not for you',
  404: 'Not found',
  405: 'Read-only',
  416: 'No such part',
  421: 'Wrong name',
}

function refuse(context: Context, refusal: Refusal, store: SqliteStore): Response {
  const { status, message, headers } = refusal
  // Whoever came by a name that is not ours may not be meant to know whose site this is.
  const siteName = status === 421 ? 'Spacecrate' : store.identity.name
  for (const [name, value] of Object.entries(headers)) context.header(name, value)
  const title = titles[status]
  const main = html`${heading(String(status), title)}
    <p>${message}.</p>
    <p><a href="/">All spaces</a></p>`
  return send(context, documentOf({ title, main }, siteName, undefined), status)
}

function send(context: Context, text: string, status: 200 | 500 | Refusal['status'] = 200): Response {
  context.header('cache-control', 'no-store')
  return context.body(text, status, { 'content-type': 'text/html; charset=utf-8' })
}
