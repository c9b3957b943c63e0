import { referenceOf, textOf } from '@spacecrate/confluence'
import type { Like } from '@spacecrate/format'
import { takes } from '../../selection.js'
import type { SourceItem } from '../../source.js'
import { present } from './present.js'
import { objectAt, omit, type PlacedRow, type ReadContext, recorded } from './read-context.js'
import { isCarried } from './read-labels.js'
import { rowsOf } from './rows.js'

interface LikeRow extends PlacedRow {
  readonly target_n: number
  readonly record: string
}

const likes = `SELECT l.n, l.at, l.size, o.root_n AS target_n, o.record
  FROM object l JOIN object o ON o.n = l.owner_n
  WHERE l.n > ? AND l.class = 'LikeEntity' AND o.root_n IS NOT NULL AND o.record IS NOT NULL ORDER BY l.n`

/** Likes on everything that is taken. One person likes a thing once. */
export function* readLikes(context: ReadContext): Generator<SourceItem> {
  if (!takes(context.selection, 'likes')) return
  const { db, ledger } = context
  for (const row of rowsOf<LikeRow>(db, likes)) {
    if (!ledger.isOpen(row.n) || !isCarried(context, row.target_n)) continue
    const object = objectAt(context, row)
    const by = context.people.byKey(referenceOf(object, 'user')?.id)
    if (by === undefined) {
      ledger.set(row.n, 'omitted')
      yield omit('PERSON_MISSING', { kind: 'LikeEntity', what: `A like on ${row.record}`, offset: row.at })
      continue
    }
    const id = `like:${row.record}/${by}`
    const at = context.times.instant(textOf(object, 'creationDate'))
    if (!context.isFirst(id)) ledger.set(row.n, 'merged')
    else yield recorded(context, row, 'LikeEntity', 'likes', present<Like>({ id, on: row.record, by, at }))
  }
}
