import type { Content, Space } from '@spacecrate/format'
import { type Html, html } from '../html.js'
import { type Page, facts, heading, more, spaceCrumbs, spaceName } from '../page.js'
import type { Cut } from '../../store/catalog.js'
import type { Piece } from '../seen.js'
import { openTree, sideTree, treeUrl } from '../tree.js'
import { contentUrl, spaceUrl, withQuery, sourceOf, recordFileUrl } from '../urls.js'
import type { RenderPlace, Visit } from '../visit.js'
import { day, kindName, personLink, stateBadge, time, titleOf } from '../words.js'
import { categories, logo } from './spaces.js'

const perPage = 100

/** A space: its home page, the beginning of its tree, its latest posts. */
export async function spacePage(visit: Visit, segment: string): Promise<Page> {
  const space = visit.space(segment)
  const home = space.home === undefined ? undefined : visit.store.get('content', space.home)
  const seen = home !== undefined && visit.view.mayReadContent(home.id) ? home : undefined
  const posts = await visit.readable((cut) => visit.catalog.posts(space.id, cut), { limit: 5 })
  const description = space.description && (await visit.rendered(space.description, aroundSpace(space)))
  const version = seen && (await visit.currentVersion('versions', seen.id))
  const main = html`${spaceHead(visit, space, '')}
    ${description !== undefined && html`<section class="description">${description}</section>`}
    ${
      seen !== undefined &&
      html`<section class="sheet">
        <p class="over">Home page</p>
        <h2><a href="${contentUrl(seen)}">${titleOf(seen)}</a></h2>
        ${await visit.rendered(version?.body, { space, content: seen, ...sourceOf('versions', version) })}
      </section>`
    }
    <section>
      <h2>Pages</h2>
      ${await openTree(visit, space, undefined, undefined)}
    </section>
    ${
      posts.rows.length > 0 &&
      html`<section>
        <h2>Latest posts</h2>
        ${postList(visit, posts.rows)}${more(spaceUrl(space, '/posts'), 'All posts')}
      </section>`
    }
    ${spaceFacts(visit, space)}`
  return { title: spaceName(space), crumbs: [{ url: '/', text: 'Spaces' }], main, side: await sideTree(visit, space) }
}

/** The tree of a space from one place on. */
export async function treePage(visit: Visit, segment: string): Promise<Page> {
  const space = visit.space(segment)
  const below = visit.asked('below')
  const parent = below === undefined ? undefined : visit.content(below)
  const after = visit.after((id) => visit.view.mayReadContent(id))
  const main = html`${spaceHead(visit, space, '/tree')}
  ${parent !== undefined && html`<h2>Below <a href="${contentUrl(parent)}">${titleOf(parent)}</a></h2>`}
  ${after !== undefined && html`<p class="more"><a href="${treeUrl(space, parent?.id)}">From the beginning</a></p>`}
  ${await openTree(visit, space, parent?.id, after)}`
  return inSpace(space, 'Pages', main, await sideTree(visit, space, parent))
}

/** The posts of a space by date, the newest first. */
export async function postsPage(visit: Visit, segment: string): Promise<Page> {
  const space = visit.space(segment)
  const found = await pieceOf(visit, (cut) => visit.catalog.posts(space.id, cut))
  const main = html`${spaceHead(visit, space, '/posts')}${listOrNothing(visit, found, postList)}${nextPiece(space, '/posts', found)}`
  return inSpace(space, 'Blog posts', main, await sideTree(visit, space))
}

/** Where the description of a space stands. */
export function aroundSpace(space: Space): RenderPlace {
  return { space, container: space.id, source: recordFileUrl('spaces', space.id, 'description') }
}

const shelves = { archived: 'Archived', trashed: 'In the trash', draft: 'Drafts' } as const

/** What of a space is not current. */
export async function shelfPage(visit: Visit, segment: string, status: keyof typeof shelves): Promise<Page> {
  const space = status === 'trashed' ? visit.administeredSpace(segment) : visit.space(segment)
  const part = shelfParts[status]
  const found = await pieceOf(visit, (cut) => visit.catalog.shelf(space.id, status, cut))
  const main = html`${spaceHead(visit, space, part)}
    <h2>${shelves[status]}</h2>
    ${listOrNothing(visit, found, titleList)}${nextPiece(space, part, found)}`
  return inSpace(space, shelves[status], main, await sideTree(visit, space))
}

const shelfParts = { archived: '/archived', trashed: '/trash', draft: '/drafts' } as const

/** A page inside a space, with its trail. */
export function inSpace(space: Space, title: string, main: Html, side: Html | undefined): Page {
  return { title: `${title} · ${spaceName(space)}`, crumbs: spaceCrumbs(space), main, side }
}

type Area = readonly [part: string, text: string, count?: string | undefined]

/** Name, logo and areas of a space. */
export function spaceHead(visit: Visit, space: Space, area: string): Html {
  const sizes = visit.view.isAdministrator ? visit.catalog.shelfSizes(space.id) : undefined
  const sum = (...prefixes: readonly string[]): string | undefined => {
    if (sizes === undefined) return undefined
    const count = [...sizes].reduce((all, [shelf, n]) => (prefixes.some((p) => shelf.startsWith(p)) ? all + n : all), 0)
    return count.toLocaleString('en')
  }
  const administered: Area[] = visit.view.mayAdminister(space.id)
    ? [
        ['/trash', 'Trash', sum('trashed ')],
        ['/permissions', 'Permissions'],
        ['/settings', 'Settings'],
      ]
    : []
  const areas: readonly Area[] = [
    ['', 'Overview'],
    [
      '/tree',
      'Pages',
      sum('current page', 'current folder', 'current whiteboard', 'current database', 'current embed'),
    ],
    ['/posts', 'Blog', sum('current blogpost')],
    ['/templates', 'Templates'],
    ['/archived', 'Archived', sum('archived ')],
    ['/drafts', 'Drafts', sum('draft ')],
    ...administered,
  ]
  const link = ([part, text, count]: Area): Html =>
    html`<li>
      <a href="${spaceUrl(space, part)}" ${part === area && html` aria-current="page"`}
        >${text}${count !== undefined && html` <span class="count">${count}</span>`}</a
      >
    </li>`
  const state = space.status === 'current' ? undefined : stateBadge(space.status)
  const closed = visit.store.isClosed(space.id) && closedBanner(visit, space)
  return html`<div class="space-head">
      ${logo(visit, space)}${heading(html`Space <code>${space.key}</code>`, spaceName(space), state)}
    </div>
    ${categories(space)}${closed}
    <nav class="tabs" aria-label="Space">
      <ul>
        ${areas.map(link)}
      </ul>
    </nav>`
}

function closedBanner(visit: Visit, space: Space): Html {
  const streams = ['space-permissions', 'role-assignments'] as const
  const isGranted = streams.some((stream) => visit.catalog.countOf(stream, space.id) > 0)
  return html`<p class="banner banner-draft">
    This space is closed:
    ${isGranted ? 'the import that made it has not finished with it' : 'nobody has a permission in it'}, and only the
    administrator of the site sees it.
  </p>`
}

function spaceFacts(visit: Visit, space: Space): Html {
  const { created, modified, owner, kind, nativeKind, alias } = space
  return html`<section class="about">
    ${facts(
      `Kind: ${nativeKind ?? kind}`,
      alias !== undefined && `Alias: ${alias}`,
      owner !== undefined && html`Owner: ${personLink(visit, owner)}`,
      created !== undefined && html`Created by ${personLink(visit, created.by)} ${time(created.at)}`,
      modified !== undefined && html`Changed by ${personLink(visit, modified.by)} ${time(modified.at)}`,
    )}
  </section>`
}

/** The piece of a list that the query asks for. */
function pieceOf(visit: Visit, read: (cut: Cut) => readonly Content[]): Promise<Piece<Content>> {
  return visit.readable(read, { after: visit.after((id) => visit.view.mayReadContent(id)), limit: perPage })
}

function listOrNothing(
  visit: Visit,
  { rows }: Piece<Content>,
  list: (visit: Visit, contents: readonly Content[]) => Html,
): Html {
  return rows.length === 0 ? html`<p class="empty">There is nothing here.</p>` : list(visit, rows)
}

function nextPiece(space: Space, part: string, { next }: Piece<Content>): Html | undefined {
  return more(next && withQuery(spaceUrl(space, part), { after: next }))
}

function postList(visit: Visit, posts: readonly Content[]): Html {
  return html`<ul class="posts">
    ${posts.map(
      (post) =>
        html`<li>
          <p class="over">${day(post.postingDay ?? post.created?.at?.at ?? '')}</p>
          <a href="${contentUrl(post)}">${titleOf(post)}</a>
          <span class="quiet">by ${personLink(visit, post.created?.by)}</span>
        </li> `,
    )}
  </ul>`
}

function titleList(visit: Visit, contents: readonly Content[]): Html {
  return html`<ul class="posts">
    ${contents.map(
      (content) =>
        html`<li>
          <a href="${contentUrl(content)}">${titleOf(content)}</a> <span class="kind">${kindName(content)}</span>
          <span class="quiet">by ${personLink(visit, content.created?.by)}, ${time(content.created?.at)}</span>
        </li> `,
    )}
  </ul>`
}
