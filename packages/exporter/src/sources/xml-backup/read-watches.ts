import { textOf } from '@spacecrate/confluence'
import type { Watch } from '@spacecrate/format'
import { takes } from '../../selection.js'
import type { SourceItem } from '../../source.js'
import { present } from './present.js'
import { objectAt, omit, personOf, type PlacedRow, type ReadContext, recorded } from './read-context.js'
import { isCarried } from './read-labels.js'
import { rowsOf } from './rows.js'

interface WatchRow extends PlacedRow {
  readonly target_n: number
  readonly record: string
}

const watches = `SELECT w.n, w.at, w.size, coalesce(o.root_n, o.n) AS target_n, o.record
  FROM object w JOIN object o ON o.n = w.owner_n
  WHERE w.n > ? AND w.class = 'Notification' AND o.record IS NOT NULL ORDER BY w.n`

/** Watches of contents and spaces that are taken. A watch of a space for posts alone has the type of a post. */
export function* readWatches(context: ReadContext): Generator<SourceItem> {
  if (!takes(context.selection, 'watches')) return
  const { db, ledger } = context
  for (const row of rowsOf<WatchRow>(db, watches)) {
    if (!ledger.isOpen(row.n) || !isCarried(context, row.target_n)) continue
    const object = objectAt(context, row)
    const by = personOf(context, object, 'receiver', 'userName')
    if (by === undefined) {
      ledger.set(row.n, 'omitted')
      yield omit('PERSON_MISSING', { kind: 'Notification', what: `A watch of ${row.record}`, offset: row.at })
      continue
    }
    const type = textOf(object, 'type')?.toLowerCase()
    const kind = row.record.startsWith('space:') && type?.startsWith('blog') === true ? 'blog-watch' : 'watch'
    const id = `watch:${row.record}/${by}/${kind}`
    const at = context.times.instant(textOf(object, 'creationDate'))
    if (!context.isFirst(id)) ledger.set(row.n, 'merged')
    else yield recorded(context, row, 'Notification', 'watches', present<Watch>({ id, on: row.record, by, kind, at }))
  }
}

/** Relations of people to contents and spaces that are taken: a favourite is one. All others are left to the sweep. */
export function* readFavourites(context: ReadContext): Generator<SourceItem> {
  if (!takes(context.selection, 'watches')) return
  const { db, ledger } = context
  for (const row of rowsOf<WatchRow>(db, favourites)) {
    if (!ledger.isOpen(row.n) || !isCarried(context, row.target_n)) continue
    const object = objectAt(context, row)
    const by = personOf(context, object, 'sourceContent', '')
    if (by === undefined) continue
    const id = `watch:${row.record}/${by}/favourite`
    const at = context.times.instant(textOf(object, 'creationDate'))
    const record = present<Watch>({ id, on: row.record, by, kind: 'favourite', at })
    if (!context.isFirst(id)) ledger.set(row.n, 'merged')
    else yield recorded(context, row, 'User2ContentRelationEntity', 'watches', record)
  }
}

const favourites = `SELECT w.n, w.at, w.size, coalesce(o.root_n, o.n) AS target_n, o.record
  FROM object w JOIN object o ON o.n = w.owner_n
  WHERE w.n > ? AND w.class = 'User2ContentRelationEntity' AND +w.mark IN ('relation favourite', 'relation favorite')
    AND o.record IS NOT NULL ORDER BY w.n`
