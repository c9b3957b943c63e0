import type { Database } from '@spacecrate/disk'
import type { ClassTable } from '../class-table.js'
import { decodeCell, encodeCell } from './cell.js'
import type { Objects } from './objects.js'
import { partsOf } from './parts-of.js'
import { saidIn } from './said-in.js'
import { objectReading } from './table-object.js'

interface Twin {
  readonly n: number
  readonly at: number
  readonly size: number
  readonly version: number | null
  readonly owner: string | null
}

/**
 * Several objects of one class and id, and of those that are known by their owner too, of one owner: those that say the same
 * count as one; of different ones the higher version stays, then the one of a backup that can say more, then the later. Those
 * that give way lose their id and what they point to, so that no join finds them, and are remembered in `twin`.
 */
export function settleTwins(db: Database, classes: ClassTable, reader: Objects): void {
  const groups = db.prepare(
    'SELECT id, class FROM object WHERE (id, class) > (?, ?) GROUP BY id, class HAVING count(*) > 1 LIMIT 200',
  )
  const members = db.prepare('SELECT n, at, size, version, owner FROM object WHERE id = ? AND class = ? ORDER BY n')
  const read = objectReading(db, reader)
  const parts = partsOf(db)
  const remember = db.prepare('INSERT INTO twin VALUES (?, ?, ?)')
  for (let after: readonly [string, string] = ['', '']; ;) {
    const found = groups.all(...after) as { readonly id: string; readonly class: string }[]
    if (found.length === 0) break
    for (const { id, class: className } of found) {
      after = [id, className]
      const of = classes.of(decodeCell(className))
      let all = members.all(id, className) as Twin[]
      if (of.isOwned === true) {
        all = all.map((twin) => ({ ...twin, owner: twin.owner ?? parts.listerOf(twin, id, className) }))
      }
      const say = (twin: Twin, fields: ReadonlySet<string> | undefined): Map<string, string> => {
        const object = read(twin)
        const said = saidIn(object, { of, classes, fields, owner: twin.owner })
        if (of.madeOf) said.set(of.madeOf.list, JSON.stringify(parts.madeOf(object, twin, of)))
        return said
      }
      for (const twins of of.isOwned === true ? byOwner(all) : [all]) {
        const kept = twins.reduce((best, twin) => (isBetter(twin, best, parts.isRow) ? twin : best))
        for (const twin of twins) {
          if (twin.n === kept.n) continue
          const fields = parts.fieldsOf([twin, kept], decodeCell(className))
          remember.run(twin.n, kept.n, differing(say(twin, fields), say(kept, fields)))
        }
      }
    }
  }
  retire(db)
}

/** The higher version, then the one that can say more, then the later. */
function isBetter(twin: Twin, best: Twin, isRow: (twin: Twin) => boolean): boolean {
  const [version, other] = [twin.version ?? 0, best.version ?? 0]
  return version === other ? !isRow(twin) || isRow(best) : version > other
}

function retire(db: Database): void {
  const lost = 'IN (SELECT n FROM twin)'
  db.exec(`
    UPDATE object SET id = NULL, owner = NULL, parent = NULL, original = NULL, space = NULL, mark = 'twin' WHERE n ${lost};
    DELETE FROM listed WHERE parent ${lost};
    DELETE FROM account WHERE n ${lost};
    DELETE FROM directory_user WHERE n ${lost};
    DELETE FROM directory_group WHERE n ${lost};
    DELETE FROM space WHERE n ${lost};
  `)
}

/** The names of the fields in which two differ; `null` where there are none. */
function differing(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string | null {
  const names = [...new Set([...one.keys(), ...other.keys()])].filter((name) => one.get(name) !== other.get(name))
  if (names.length === 0) return null
  const shown = names.slice(0, namesShown).map((name) => name.slice(0, nameShown))
  return encodeCell(names.length > namesShown ? `${shown.join(', ')}, …` : shown.join(', '))
}

/** So many names stand in an omission, and so much of each. */
const namesShown = 8
const nameShown = 60

function byOwner(all: readonly Twin[]): Iterable<Twin[]> {
  const groups = new Map<string | null, Twin[]>()
  for (const twin of all) {
    const group = groups.get(twin.owner)
    if (group) group.push(twin)
    else groups.set(twin.owner, [twin])
  }
  return groups.values()
}
