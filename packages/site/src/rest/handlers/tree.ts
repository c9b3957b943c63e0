import type { Content } from '@spacecrate/format'
import { type Answer, ok } from '../answer.js'
import type { Call } from '../call.js'
import { contentParam } from '../find-content.js'
import type { Handler, Handlers } from '../handler.js'
import { cloudTime } from '../models/instant.js'
import { typeWord } from '../models/page.js'
import { contentOrders, contentSorts } from '../pages/page-lists.js'
import { cursorPage, listRows, placeOf } from '../paging/cursor-page.js'
import { choiceParam, limitParam, numberParam } from '../query.js'
import { badRequest } from '../rest-error.js'
import { columnId } from '../../store/stream-rows.js'
import { turn } from '../../serve/seen.js'
import { descend } from '../tree/descend.js'

type Kind = Content['kind']

/** Who stands above and below pages, folders, whiteboards, databases and embeds. */
export const treeHandlers: Handlers = {
  'v2.getChildPages': (call) => children(call, ['page'], ({ kind }) => kind === 'page'),
  'v2.getPageDirectChildren': directChildren('page'),
  'v2.getFolderDirectChildren': directChildren('folder'),
  'v2.getWhiteboardDirectChildren': directChildren('whiteboard'),
  'v2.getDatabaseDirectChildren': directChildren('database'),
  'v2.getSmartLinkDirectChildren': directChildren('embed'),
  'v2.getPageDescendants': descendants('page'),
  'v2.getFolderDescendants': descendants('folder'),
  'v2.getWhiteboardDescendants': descendants('whiteboard'),
  'v2.getDatabaseDescendants': descendants('database'),
  'v2.getSmartLinkDescendants': descendants('embed'),
  'v2.getPageAncestors': ancestors('page'),
  'v2.getFolderAncestors': ancestors('folder'),
  'v2.getWhiteboardAncestors': ancestors('whiteboard'),
  'v2.getDatabaseAncestors': ancestors('database'),
  'v2.getSmartLinkAncestors': ancestors('embed'),
}

const childSorts = ['child-position', '-child-position', ...contentSorts] as const

function directChildren(kind: Kind): Handler {
  // Contents of apps stand in no tree.
  return (call) => children(call, [kind], (child) => child.kind !== 'custom')
}

function children(call: Call, kinds: readonly Kind[], isAsked: (child: Content) => boolean): Answer | Promise<Answer> {
  const parent = contentParam(call, kinds)
  const sort = choiceParam(call, 'sort', childSorts) ?? 'child-position'
  const read = readChildren(call, parent, sort)
  const isSeen = (child: Content): boolean => isAsked(child) && call.view.mayReadContent(child.id)
  const after = placeOf(call)
  // As at Confluence (CONFCLOUD-84015): behind a child without a position the list by position is at its end, and what
  // would follow is never told. Who sorts by id loses nothing.
  const isLost =
    after !== undefined && sort === 'child-position' && call.store.get('content', after)?.position === undefined
  if (isLost) return cursorPage(call, [], undefined)
  return listRows(call, { read, isSeen, show: (child) => childV2(call, child) })
}

function readChildren(
  call: Call,
  parent: Content,
  sort: (typeof childSorts)[number],
): Parameters<typeof listRows<Content>>[1]['read'] {
  if (sort === 'child-position') return (cut) => call.catalog.treeChildren(parent.space, parent.id, cut)
  const where = "owner = ? AND parent = ? AND shelf GLOB 'current *' AND posted IS NULL"
  const by = sort === '-child-position' ? 'rank' : (contentOrders[sort.replace(/^-/, '')] ?? 'id')
  return ({ after, limit }) =>
    call.store.rows.content.ordered(where, [columnId(parent.space), columnId(parent.id)], {
      by,
      descending: sort.startsWith('-'),
      after,
      limit,
    })
}

function childV2(call: Call, child: Content): unknown {
  return {
    id: call.numberOf('content', child.id),
    status: child.status,
    title: child.title,
    type: typeWord(child),
    childPosition: child.position ?? null,
  }
}

/** Nearest to the root first. Those above that the caller may not see are not there. */
function ancestors(kind: Kind): Handler {
  return (call) => {
    const content = contentParam(call, [kind])
    const above: Content[] = []
    for (let at = content.parent; at !== undefined;) {
      const next = call.store.get('content', at)
      if (next === undefined) break
      if (call.view.mayReadContent(next.id)) above.push(next)
      at = next.parent
    }
    // The nearest ones of more than a page has: who wants the rest asks for those above the first of them.
    const shown = above.slice(0, limitParam(call)).toReversed()
    const results = shown.map((one) => ({ id: call.numberOf('content', one.id), type: typeWord(one) }))
    return ok({ results, _links: { base: call.base } })
  }
}

function descendants(kind: Kind): Handler {
  return async (call) => {
    const top = contentParam(call, [kind])
    const depth = numberParam(call, 'depth') ?? 2
    if (depth < 1 || depth > 10)
      throw badRequest("Provided value for 'depth' must be between 1 and 10.", { code: 'INVALID_REQUEST_PARAMETER' })
    const limit = limitParam(call)
    const results: unknown[] = []
    let last: string | undefined
    for (const found of descend(call, top, depth, placeOf(call))) {
      if (results.length === limit) return cursorPage(call, results, last)
      const { content } = found
      results.push({
        id: call.numberOf('content', content.id),
        status: content.status,
        title: content.title,
        type: typeWord(content),
        ...(content.parent === undefined ? {} : { parentId: call.numberOf('content', content.parent) }),
        depth: found.depth,
        childPosition: content.position ?? null,
        ...lastModified(call, content),
      })
      last = content.id
      if (results.length % 50 === 0) await turn()
    }
    return cursorPage(call, results, undefined)
  }
}

function lastModified(call: Call, content: Content): { readonly lastModified?: string } {
  const at = cloudTime(call.catalog.last('versions', content.id)?.at) ?? cloudTime(content.created?.at)
  return at === undefined ? {} : { lastModified: at }
}
