import type { Content, Space } from '@spacecrate/format'
import { safeUrl } from '../render/safe-url.js'
import { type Html, html } from './html.js'
import { spaceName } from './page.js'
import { idLink } from './parts/id-link.js'
import { outerLink } from './parts/outer-link.js'
import { contentUrl, spaceUrl, withQuery } from './urls.js'
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
  return { path: visit.readable(path), cut: next !== undefined }
}

/** The tree beside a page: the way down to it, some of its siblings at each level, and what is below it. */
export function sideTree(visit: Visit, space: Space, current?: Content): Html {
  const isInTree = current?.status === 'current' && current.kind !== 'blogpost'
  const { path, cut } = isInTree ? ancestorsOf(visit, current) : { path: [], cut: false }
  // Of a space as a whole the way leads to its home page, which holds most trees.
  const home = isInTree || space.home === undefined ? undefined : visit.store.get('content', space.home)
  const way = isInTree ? [...path, current] : home !== undefined && isAtRoot(visit, space, home) ? [home] : []
  const level = (depth: number): Html | undefined => {
    const step = way[depth]
    const parent = depth === 0 ? way[0]?.parent : way[depth - 1]?.id
    if (step === undefined && depth > 0 && way.length > 0) return listBelow(visit, space, parent)
    if (step === undefined) return listBelow(visit, space, undefined)
    const before = visit.catalog.treeBefore(step, around + 1)
    const after = visit.catalog.treeChildren(space.id, parent, { after: step.id, limit: around + 1 })
    const items = [...visit.readable(before.slice(-around)), step, ...visit.readable(after.slice(0, around))]
    return html`<ul>
      ${before.length > around && rest(space, parent, undefined, 'Earlier pages')}
      ${items.map((item) =>
        item.id === step.id
          ? onWay(treeLink(item, item.id === current?.id), level(depth + 1))
          : html`<li>${marker(visit, item)}${treeLink(item, false)}</li> `,
      )}
      ${after.length > around && rest(space, parent, items.at(-1)?.id, 'Further pages')}
    </ul>`
  }
  return html`<p class="side-head"><a href="${spaceUrl(space)}">${spaceName(space)}</a></p>
    ${cut && html`<p class="quiet"><a href="${spaceUrl(space, '/tree')}">… from the top</a></p>`}
    ${shortcuts(visit, space)}
    <nav class="tree" aria-label="Page tree">${level(0)}</nav>`
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

function listBelow(visit: Visit, space: Space, parent: string | undefined): Html | undefined {
  const found = visit.catalog.treeChildren(space.id, parent, { limit: below + 1 })
  if (found.length === 0) return undefined
  const shown = found.slice(0, below)
  return html`<ul>
    ${visit.readable(shown).map((item) => html`<li>${marker(visit, item)}${treeLink(item, false)}</li> `)}
    ${found.length > below && rest(space, parent, shown.at(-1)?.id, 'Further pages')}
  </ul>`
}

function marker(visit: Visit, content: Content): Html {
  const has = visit.catalog.hasTreeChildren(content)
  return html`<span class="mark${has && ' has-more'}" aria-hidden="true"></span>`
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
export function openTree(visit: Visit, space: Space, parent: string | undefined, after: string | undefined): Html {
  let budget = 300
  const level = (of: string | undefined, from: string | undefined, limit: number, depth: number): Html | undefined => {
    const found = visit.catalog.treeChildren(space.id, of, {
      ...(from === undefined ? {} : { after: from }),
      limit: limit + 1,
    })
    const shown = visit.readable(found.slice(0, limit))
    budget -= shown.length
    if (found.length === 0) return undefined
    const items = shown.map((item) => {
      if (!visit.catalog.hasTreeChildren(item))
        return html`<li><span class="mark"></span>${treeLink(item, false)}</li> `
      if (budget <= 0 || depth >= 5)
        return html`<li>
          <span class="mark has-more"></span>${treeLink(item, false)}
          <a class="kind" href="${treeUrl(space, item.id)}">below it …</a>
        </li> `
      return html`<li><details${depth < 1 && html` open`}><summary>${treeLink(item, false)}</summary>${level(item.id, undefined, 20, depth + 1)}</details></li>\n`
    })
    const last = found.length > limit ? found[limit - 1]?.id : undefined
    return html`<ul>
      ${items} ${last !== undefined && rest(space, of, last, 'Further pages')}
    </ul>`
  }
  const list = level(parent, after, 100, 0)
  return list === undefined
    ? html`<p class="quiet">There are no pages here.</p>`
    : html`<nav class="tree open-tree" aria-label="Page tree">${list}</nav>`
}
