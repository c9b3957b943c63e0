import { type BackupObject, elementsOf } from '@spacecrate/confluence'
import type { BackupClass } from '../backup-class.js'
import { cellOf, encodeCell } from './cell.js'
import type { Database } from '@spacecrate/disk'
import { objectsOf } from './table-object.js'

/** An object of the index: of which backup it is, its offset tells. */
interface Placed {
  readonly n: number
  readonly at: number
}

/** What two objects of one id may be compared by, as the backups that they are of can say it. */
export interface PartsOfIndex {
  /** True for a row of the tables of a CSV export. */
  readonly isRow: (object: Placed) => boolean
  /** The properties that all of these can have; `undefined` where nothing limits them: entities.xml has all. */
  readonly fieldsOf: (objects: readonly Placed[], className: string) => ReadonlySet<string> | undefined
  /** The id of what an object hangs on that does not say it itself: of what lists it in its own backup, if that is one. */
  readonly listerOf: (object: Placed, id: string, className: string) => string | null
  /** Ids of what an object is made of, in its own backup: what it lists, and what points to it. */
  readonly madeOf: (object: BackupObject, place: Placed, of: BackupClass) => readonly string[]
}

/** Looks at the backups that an index is filled from, while no object has given way to another one. */
export function partsOf(db: Database): PartsOfIndex {
  const last = objectsOf(db)
  const bases = (db.prepare('SELECT base FROM part ORDER BY base').all() as { readonly base: number }[]).map(
    ({ base }) => base,
  )
  const withTables = new Set(
    (db.prepare('SELECT DISTINCT base FROM told').all() as { readonly base: number }[]).map(({ base }) => base),
  )
  const baseOf = ({ n, at }: Placed): number => (n > last ? -1 : (bases.findLast((base) => base <= at) ?? 0))
  const isRow = (object: Placed): boolean => withTables.has(baseOf(object))
  const told = db.prepare('SELECT property FROM told WHERE base = ? AND class = ?').pluck()
  const listers = db.prepare(
    `SELECT DISTINCT p.n, p.at, p.id FROM listed l JOIN object p ON p.n = l.parent
      WHERE l.child = ? AND l.child_class = ? AND l.link = 'owner' AND p.id IS NOT NULL LIMIT 100`,
  )
  return {
    isRow,
    listerOf: (object, id, className) => {
      const all = listers.all(id, className) as (Placed & { readonly id: string })[]
      const ids = new Set(all.filter((lister) => baseOf(lister) === baseOf(object)).map((lister) => lister.id))
      const [only = null] = ids
      return ids.size === 1 ? only : null
    },
    fieldsOf: (objects, className) => {
      const rows = objects.filter(isRow)
      if (rows.length === 0) return undefined
      const [first = [], ...others] = rows.map((row) => told.all(baseOf(row), encodeCell(className)) as string[])
      return new Set(first.filter((property) => others.every((all) => all.includes(property))))
    },
    madeOf: (object, place, { madeOf }) => {
      if (madeOf === undefined) return []
      db.exec(`CREATE INDEX IF NOT EXISTS object_said_owner ON object (owner, class) WHERE owner IS NOT NULL`)
      const begin = baseOf(place)
      const end = bases.find((base) => base > begin) ?? Number.MAX_SAFE_INTEGER
      const pointing = db
        .prepare('SELECT id FROM object WHERE owner = ? AND class = ? AND at >= ? AND at < ? AND id IS NOT NULL')
        .pluck()
        .all(cellOf(object.id), madeOf.class, begin, end) as string[]
      const listed = elementsOf(object, madeOf.list).map(({ id }) => encodeCell(id))
      return [...new Set([...listed, ...pointing])].sort()
    },
  }
}
