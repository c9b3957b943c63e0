import { type StreamName, type StreamRecords, streamRules } from '@spacecrate/format'
import { columnId, type RowPlace, type StreamRows } from './stream-rows.js'

// Only ids and ranks are read ahead, never records, so the memory of a walk does not depend on their size. The deeper
// a walk is in a tree, the fewer siblings each level holds.
const ahead = 256
const deep = 32
const aheadWhenDeep = 4

/** All rows in order of id, lazily. */
export function* inOrderOfId<Name extends StreamName>(rows: StreamRows<Name>): Generator<StreamRecords[Name]> {
  let after = ''
  for (;;) {
    const places = rows.everywhere(after, ahead)
    yield* recordsAt(rows, places)
    const last = places.at(-1)
    if (last === undefined || places.length < ahead) return
    after = last.id
  }
}

/** Rows of one owner and parent by rank and id, lazily. */
export function* siblings<Name extends StreamName>(
  rows: StreamRows<Name>,
  owner: string,
  parent: string | undefined,
): Generator<StreamRecords[Name]> {
  for (const place of siblingPlaces(rows, columnId(owner), columnId(parent), ahead)) yield* recordsAt(rows, [place])
}

/** Rows of one owner as the archive orders them: of a tree each row before those below it, else by rank and id. */
export function* ofOwner<Name extends StreamName>(
  stream: Name,
  rows: StreamRows<Name>,
  owner: string,
): Generator<StreamRecords[Name]> {
  if (streamRules[stream].parent === undefined) {
    yield* siblings(rows, owner, undefined)
    return
  }
  const key = columnId(owner)
  const levels = [siblingPlaces(rows, key, '', ahead)]
  for (let level = levels.at(-1); level !== undefined; level = levels.at(-1)) {
    const next = level.next()
    if (next.done === true) {
      levels.pop()
      continue
    }
    yield* recordsAt(rows, [next.value])
    levels.push(siblingPlaces(rows, key, next.value.id, levels.length < deep ? ahead : aheadWhenDeep))
  }
}

function* siblingPlaces<Name extends StreamName>(
  rows: StreamRows<Name>,
  owner: string,
  parent: string,
  limit: number,
): Generator<RowPlace, undefined> {
  let after: RowPlace | undefined
  for (;;) {
    const places = rows.siblings(owner, parent, after, limit)
    yield* places
    after = places.at(-1)
    if (after === undefined || places.length < limit) return undefined
  }
}

function* recordsAt<Name extends StreamName>(
  rows: StreamRows<Name>,
  places: readonly RowPlace[],
): Generator<StreamRecords[Name]> {
  for (const place of places) {
    const record = rows.at(place.row)
    if (record !== undefined) yield record
  }
}
