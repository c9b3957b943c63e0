import type { BackupObject } from '@spacecrate/confluence'
import type { ClassTable } from '../class-table.js'
import { decodeCell } from './cell.js'
import type { Objects } from './objects.js'
import type { Sqlite } from './index-file.js'
import { objectReading } from './table-object.js'

interface Twin {
  readonly n: number
  readonly at: number
  readonly size: number
  readonly version: number | null
  readonly owner: string | null
}

/**
 * Several objects of one class and id, and of those that are known by their owner too, of one owner: identical ones count
 * as one; of different ones the higher version stays, then the later. Those that give way lose their id and what they
 * point to, so that no join finds them, and are remembered in `twin`.
 */
export function settleTwins(db: Sqlite, classes: ClassTable, reader: Objects): void {
  const groups = db.prepare(
    'SELECT id, class FROM object WHERE (id, class) > (?, ?) GROUP BY id, class HAVING count(*) > 1 LIMIT 200',
  )
  const members = db.prepare('SELECT n, at, size, version, owner FROM object WHERE id = ? AND class = ? ORDER BY n')
  const retire = db.prepare(
    "UPDATE object SET id = NULL, owner = NULL, parent = NULL, original = NULL, space = NULL, mark = 'twin' WHERE n = ?",
  )
  const read = objectReading(db, reader)
  const remember = db.prepare('INSERT INTO twin VALUES (?, ?, ?)')
  for (let after: readonly [string, string] = ['', '']; ;) {
    const found = groups.all(...after) as { readonly id: string; readonly class: string }[]
    if (found.length === 0) break
    for (const { id, class: className } of found) {
      after = [id, className]
      const all = members.all(id, className) as Twin[]
      for (const twins of classes.of(decodeCell(className)).isOwned === true ? byOwner(all) : [all]) {
        const kept = twins.reduce((best, twin) => ((twin.version ?? 0) >= (best.version ?? 0) ? twin : best))
        const others = twins.filter(({ n }) => n !== kept.n)
        const keptText = others.length === 0 ? '' : textOf(read(kept))
        for (const twin of others) {
          const same = textOf(read(twin)) === keptText
          retire.run(twin.n)
          remember.run(twin.n, kept.n, same ? 1 : 0)
        }
      }
    }
  }
  const lost = 'IN (SELECT n FROM twin)'
  db.exec(`
    DELETE FROM listed WHERE parent ${lost};
    DELETE FROM account WHERE n ${lost};
    DELETE FROM directory_user WHERE n ${lost};
    DELETE FROM directory_group WHERE n ${lost};
    DELETE FROM space WHERE n ${lost};
  `)
}

function byOwner(all: readonly Twin[]): Iterable<Twin[]> {
  const groups = new Map<string | null, Twin[]>()
  for (const twin of all) {
    const group = groups.get(twin.owner)
    if (group) group.push(twin)
    else groups.set(twin.owner, [twin])
  }
  return groups.values()
}

/** Two objects are the same if they say the same, whatever the order and the white space. */
function textOf(object: BackupObject): string {
  const byName = (a: readonly [string, unknown], b: readonly [string, unknown]): number => (a[0] < b[0] ? -1 : 1)
  return JSON.stringify([[...object.properties].sort(byName), [...object.collections].sort(byName)])
}
