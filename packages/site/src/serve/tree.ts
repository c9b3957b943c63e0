import type { Content, Space } from '@spacecrate/format'
import { safeUrl } from '../render/safe-url.js'
import { type Html, html } from './html.js'
import { spaceName } from './page.js'
import { idLink } from './parts/id-link.js'
import { outerLink } from './parts/outer-link.js'
import { contentUrl, spaceUrl, withQuery } from './urls.js'
import type { Piece } from './seen.js'
import type { Visit } from './visit.js'
import { kindName, titleOf } from './words.js'

const around = 12
const below = 25
const longestPath = 20
const mostShortcuts = 30

/**
 * The contents above this one, the nearest last, and whether there are more than are listed. What the visitor may not
 * see is left out: something in the trash that holds something current.
 */
export function ancestorsOf(
  visit: Visit,
  content: Content,
): { readonly path: readonly Content[]; readonly cut: boolean } {
  const path: Content[] = []
  let next = content.parent === undefined ? undefined : visit.store.get('content', content.parent)
  while (next !== undefined && path.length < longestPath) {
    path.unshift(next)
    next = next.parent === undefined ? undefined : visit.store.get('content', next.parent)
  }
  return { path: path.filter(({ id }) => visit.view.mayReadContent(id)), cut: next !== undefined }
}

/** The tree beside a page: the way down to it, some of its siblings at each level, and what is below it. */
export async function sideTree(visit: Visit, space: Space, current?: Content): Promise<Html> {
  const isInTree = current?.status === 'current' && current.kind !== 'blogpost'
  const { path, cut } = isInTree ? ancestorsOf(visit, current) : { path: [], cut: false }
  // Of a space as a whole the way leads to its home page, which holds most trees.
  const home = isInTree || space.home === undefined ? undefined : visit.store.get('content', space.home)
  const way = isInTree ? [...path, current] : home !== undefined && isAtRoot(visit, space, home) ? [home] : []
  const level = async (depth: number): Promise<Html | undefined> => {
    const step = way[depth]
    const parent = depth === 0 ? way[0]?.parent : way[depth - 1]?.id
    if (step === undefined) return listBelow(visit, space, parent)
    const cut = { after: step.id, limit: around }
    const before = await visit.readable((piece) => visit.catalog.treeBefore(space.id, step.parent, piece), cut)
    const after = await visit.readable((piece) => visit.catalog.treeChildren(space.id, step.parent, piece), cut)
    const items: Html[] = []
    for (const item of before.rows.toReversed()) items.push(await sideItem(visit, item))
    items.push(onWay(treeLink(step, step.id === current?.id), await level(depth + 1)))
    for (const item of after.rows) items.push(await sideItem(visit, item))
    // Siblings below something hidden have no list of their own that could be asked for.
    const isListed = step.parent === undefined || visit.view.mayReadContent(step.parent)
    return html`<ul>
      ${isListed && before.next !== undefined && rest(space, step.parent, undefined, 'Earlier pages')} ${items}
      ${isListed && after.next !== undefined && rest(space, step.parent, after.next, 'Further pages')}
    </ul>`
  }
  return html`<p class="side-head"><a href="${spaceUrl(space)}">${spaceName(space)}</a></p>
    ${cut && html`<p class="quiet"><a href="${spaceUrl(space, '/tree')}">… from the top</a></p>`}
    ${shortcuts(visit, space)}
    <nav class="tree" aria-label="Page tree">${await level(0)}</nav>`
}

/** Links that the administrators of a space put above its pages. */
function shortcuts(visit: Visit, space: Space): Html | undefined {
  const links = visit.catalog
    .siblings('sidebar-links', space.id, { limit: 100 })
    .filter(({ list, hidden }) => list === 'shortcut' && hidden !== true)
    .flatMap(({ title, url, target }) => {
      if (target !== undefined) return isLinkable(visit, target) ? [idLink(visit, target, title)] : []
      if (url === undefined) return []
      const isSafe = safeUrl(url)?.type === 'absolute'
      return [isSafe ? outerLink(url, title) : html`<span class="no-link" title="${url}">${title ?? url}</span>`]
    })
    .slice(0, mostShortcuts)
  return links.length === 0
    ? undefined
    : html`<nav class="tree shortcuts" aria-label="Space shortcuts">
        <ul>
          ${links.map((link) => html`<li><span class="mark" aria-hidden="true">↗</span>${link}</li> `)}
        </ul>
      </nav>`
}

function isLinkable(visit: Visit, id: string): boolean {
  const { view } = visit
  return view.mayReadContent(id) || view.mayReadAttachment(id) || (id.startsWith('space:') && view.mayReadSpace(id))
}

function isAtRoot(visit: Visit, space: Space, home: Content): boolean {
  return (
    home.space === space.id &&
    home.parent === undefined &&
    home.status === 'current' &&
    visit.view.mayReadContent(home.id)
  )
}

function onWay(link: Html, below: Html | undefined): Html {
  return below === undefined
    ? html`<li><span class="mark" aria-hidden="true"></span>${link}</li> `
    : html`<li class="on-way">${link}${below}</li> `
}

async function listBelow(visit: Visit, space: Space, parent: string | undefined): Promise<Html | undefined> {
  const { rows, next } = await childrenOf(visit, space.id, parent, { limit: below })
  if (rows.length === 0) return undefined
  const items: Html[] = []
  for (const item of rows) items.push(await sideItem(visit, item))
  return html`<ul>
    ${items} ${next !== undefined && rest(space, parent, next, 'Further pages')}
  </ul>`
}

async function sideItem(visit: Visit, item: Content): Promise<Html> {
  const has = await hasChildren(visit, item)
  return html`<li><span class="mark${has && ' has-more'}" aria-hidden="true"></span>${treeLink(item, false)}</li> `
}

/** A piece of what is right below a content, or at the root of a space, as far as the visitor may see it. */
export function childrenOf(
  visit: Visit,
  space: string,
  parent: string | undefined,
  cut: { readonly after?: string | undefined; readonly limit: number },
): Promise<Piece<Content>> {
  return visit.readable((piece) => visit.catalog.treeChildren(space, parent, piece), cut)
}

/** True if there is anything below a content that the visitor may see. */
export async function hasChildren(visit: Visit, { space, id }: Content): Promise<boolean> {
  return (await childrenOf(visit, space, id, { limit: 1 })).rows.length > 0
}

/** A link of a tree; what is not a page says so. */
export function treeLink(content: Content, isHere: boolean): Html {
  const kind = content.kind !== 'page' && html` <span class="kind">${kindName(content)}</span>`
  const here = isHere && html` aria-current="page"`
  return html`<a href="${contentUrl(content)}" ${here}>${titleOf(content)}</a>${kind}`
}

function rest(space: Space, parent: string | undefined, after: string | undefined, text: string): Html {
  return html`<li class="rest"><a href="${treeUrl(space, parent, after)}">${text} …</a></li>`
}

/** The page that lists what is below a content, or at the root, piece by piece. */
export function treeUrl(space: Space, parent: string | undefined, after?: string): string {
  return withQuery(spaceUrl(space, '/tree'), { below: parent, after })
}

/** A nested list that opens by itself where it is small: at most `budget` links, the rest behind links of their own. */
export async function openTree(
  visit: Visit,
  space: Space,
  parent: string | undefined,
  after: string | undefined,
): Promise<Html> {
  let budget = 300
  const level = async (
    of: string | undefined,
    from: string | undefined,
    limit: number,
    depth: number,
  ): Promise<Html> => {
    const { rows, next } = await childrenOf(visit, space.id, of, { after: from, limit })
    budget -= rows.length
    const items: Html[] = []
    for (const item of rows) items.push(await one(item, depth))
    return html`<ul>
      ${items} ${next !== undefined && rest(space, of, next, 'Further pages')}
    </ul>`
  }
  const one = async (item: Content, depth: number): Promise<Html> => {
    if (!(await hasChildren(visit, item))) return html`<li><span class="mark"></span>${treeLink(item, false)}</li> `
    if (budget <= 0 || depth >= 5)
      return html`<li>
        <span class="mark has-more"></span>${treeLink(item, false)}
        <a class="kind" href="${treeUrl(space, item.id)}">below it …</a>
      </li> `
    const below = await level(item.id, undefined, 20, depth + 1)
    return html`<li><details${depth < 1 && html` open`}><summary>${treeLink(item, false)}</summary>${below}</details></li>\n`
  }
  const list = await level(parent, after, 100, 0)
  return list.text.includes('<li')
    ? html`<nav class="tree open-tree" aria-label="Page tree">${list}</nav>`
    : html`<p class="quiet">There are no pages here.</p>`
}
