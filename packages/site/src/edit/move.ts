import type { Content } from '@spacecrate/format'
import type { SqliteStore } from '../store/sqlite-store.js'
import { columnId } from '../store/stream-rows.js'

/** Between two neighbours, so that others fit between them later. */
const step = 1000

/** Where a content goes: below another one, or next to it. */
export type MovePlace = 'append' | 'before' | 'after'

/** The position behind all that stand at a place of a tree. */
export function lastPosition(store: SqliteStore, space: string, parent: string | undefined): number {
  const last = store.rows.content.select(
    "owner = ? AND parent = ? AND rank < '2' ORDER BY rank DESC, id DESC LIMIT 1",
    columnId(space),
    columnId(parent),
  )[0]
  return (last?.position ?? 0) + step
}

/**
 * Moves a content, with all that is below it, below another one or next to it, into another space where that is. Within a
 * transaction. Throws `ROW_INVALID` where it would stand below itself.
 */
export function moveContent(store: SqliteStore, id: string, place: MovePlace, target: Content): Content {
  const parent = place === 'append' ? target.id : target.parent
  const moved = moveBelow(store, id, target.space, parent)
  if (place === 'append') return moved
  const siblings = store.rows.content
    .select("owner = ? AND parent = ? AND rank < '2' ORDER BY rank, id", columnId(target.space), columnId(parent))
    .filter((sibling) => sibling.id !== id)
  const at = siblings.findIndex((sibling) => sibling.id === target.id) + (place === 'after' ? 1 : 0)
  const before = siblings[at - 1]?.position
  const after = siblings[at]?.position
  const between = middle(
    at === 0 ? (after ?? 0) - 2 * step : before,
    at === siblings.length ? (before ?? 0) + 2 * step : after,
  )
  if (between !== undefined) return store.editor.change('content', id, { position: between })
  // No room, or neighbours that nobody ordered yet: all of them are counted anew, in the order in which they stand.
  siblings.splice(at, 0, moved)
  siblings.forEach((sibling, index) => {
    store.editor.change('content', sibling.id, { position: (index + 1) * step })
  })
  return store.get('content', id) ?? moved
}

/** Hangs a content behind all below a parent, in whatever space; what is below it goes along. Within a transaction. */
export function moveBelow(store: SqliteStore, id: string, space: string, parent: string | undefined): Content {
  const before = store.get('content', id)
  if (before === undefined) throw new TypeError(`There is no content ${id}`)
  if (before.space === space && before.parent === parent) return before
  const position = lastPosition(store, space, parent)
  const moved = store.editor.change('content', id, { space, parent, position })
  if (before.space !== space) moveAlong(store, id, before.space, space)
  return moved
}

function moveAlong(store: SqliteStore, parent: string, from: string, to: string): void {
  const levels = [parent]
  for (let at = levels.pop(); at !== undefined; at = levels.pop()) {
    const below = store.rows.content.select('owner = ? AND parent = ?', columnId(from), columnId(at))
    for (const { id } of below) {
      store.editor.change('content', id, { space: to })
      levels.push(id)
    }
  }
}

function middle(before: number | undefined, after: number | undefined): number | undefined {
  if (before === undefined || after === undefined || after - before < 2) return undefined
  return Math.floor((before + after) / 2)
}
