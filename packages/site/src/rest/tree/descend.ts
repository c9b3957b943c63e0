import type { Content } from '@spacecrate/format'
import type { Call } from '../call.js'

/** A content below another, and how far. */
export interface Descendant {
  readonly content: Content
  readonly depth: number
}

const ahead = 100

/**
 * What stands below a content, as far down as `deepest`, each before what is below it: from the beginning, or behind one of
 * them. Read lazily, a piece of siblings at a time; what the caller may not see is passed over with all below it.
 */
export function* descend(call: Call, top: Content, deepest: number, after?: string): Generator<Descendant> {
  if (after === undefined) {
    yield* below(call, top, 1, deepest, undefined)
    return
  }
  let at = call.store.get('content', after)
  let depth = at === undefined ? 0 : depthBelow(call, top, at)
  if (at === undefined || depth === 0) return
  yield* below(call, at, depth + 1, deepest, undefined)
  for (; depth > 0; depth--) {
    const parent: Content | undefined = at.parent === undefined ? undefined : call.store.get('content', at.parent)
    if (parent === undefined) return
    yield* below(call, parent, depth, deepest, at.id)
    at = parent
  }
}

function* below(
  call: Call,
  parent: Content,
  depth: number,
  deepest: number,
  after: string | undefined,
): Generator<Descendant> {
  if (depth > deepest) return
  for (let from = after; ;) {
    const cut = from === undefined ? { limit: ahead } : { after: from, limit: ahead }
    const children = call.catalog.treeChildren(parent.space, parent.id, cut)
    for (const content of children) {
      if (content.kind === 'custom' || !call.view.mayReadContent(content.id)) continue
      yield { content, depth }
      yield* below(call, content, depth + 1, deepest, undefined)
    }
    from = children.at(-1)?.id
    if (from === undefined || children.length < ahead) return
  }
}

/** How far a content is below another; 0 where it isn't. */
function depthBelow(call: Call, top: Content, content: Content): number {
  let depth = 0
  for (let at: Content | undefined = content; at !== undefined; depth++) {
    if (at.id === top.id) return depth
    at = at.parent === undefined ? undefined : call.store.get('content', at.parent)
  }
  return 0
}
