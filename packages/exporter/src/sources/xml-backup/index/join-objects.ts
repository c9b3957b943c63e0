import { setImmediate } from 'node:timers/promises'
import type { Database } from '@spacecrate/disk'
import type { AssessOptions } from '../../../source.js'
import type { RecordPrefix } from '../backup-class.js'
import type { ClassTable } from '../class-table.js'
import type { LinkName } from '../joined-fields.js'
import { decodeCell, encodeCell } from './cell.js'
import { findAstray } from './find-astray.js'
import { settleTwins } from './settle-twins.js'
import type { Objects } from './objects.js'

/** Longest chain of versions that name one another as their original before it counts as a circle. */
const chainLimit = 50

/**
 * Joins the rows of an index from both directions: what an object says of itself, and where it says nothing or points
 * nowhere, what another one lists. A class that is wrong or abstract gives way to the id alone, among content.
 */
export async function joinObjects(
  db: Database,
  reader: Objects,
  classes: ClassTable,
  options: AssessOptions,
): Promise<void> {
  const steps = [settleTwins, joinOwners, joinTree, joinHistories, joinTemplates, joinSpaces, nameRecords, findAstray]
  db.exec('BEGIN')
  for (const [index, step] of steps.entries()) {
    options.onProgress?.({ step: 'joining', done: index, total: steps.length, unit: 'steps' })
    step(db, classes, reader)
    await setImmediate()
    options.signal?.throwIfAborted()
  }
  db.exec('COMMIT')
}

function joinOwners(db: Database, classes: ClassTable): void {
  db.exec(`
    UPDATE object SET owner_n = (SELECT o.n FROM object o WHERE o.id = object.owner AND o.class = object.owner_class)
      WHERE owner IS NOT NULL;
    UPDATE object SET owner_n = (${anyContent(classes, 'owner')})
      WHERE owner IS NOT NULL AND owner_n IS NULL
        AND (owner_class = 'ContentEntityObject' OR owner_class IN (${classes.contents}));
    UPDATE object SET owner_n = NULL
      WHERE class = 'SpaceDescription' AND owner_n IS NOT NULL
        AND (SELECT o.class FROM object o WHERE o.n = object.owner_n) <> 'Space';
    UPDATE object SET owner_n = (${lister('owner')})
      WHERE owner_n IS NULL AND id IS NOT NULL AND class IN (${listedAs(classes, 'owner')});
  `)
}

function joinTree(db: Database, classes: ClassTable): void {
  db.exec(`
    UPDATE object SET parent_n = coalesce(
        (SELECT o.n FROM object o WHERE o.id = object.parent AND o.class = object.class AND o.n <> object.n),
        (${anyContent(classes, 'parent')}))
      WHERE parent IS NOT NULL;
    UPDATE object SET parent_n = (${lister('parent')})
      WHERE parent IS NULL AND id IS NOT NULL AND class IN (${listedAs(classes, 'parent')});
  `)
}

function joinHistories(db: Database, classes: ClassTable): void {
  db.exec(`
    UPDATE object SET original_n = coalesce(
        (SELECT o.n FROM object o WHERE o.id = object.original AND o.class = object.class AND o.n <> object.n),
        (${anyContent(classes, 'original')}))
      WHERE original IS NOT NULL;
    UPDATE object SET original_n = (${lister('original')})
      WHERE original_n IS NULL AND id IS NOT NULL AND class IN (${classes.contents});
    UPDATE object SET root_n = CASE
        WHEN status = 3 OR (original_n IS NULL AND original IS NULL) THEN n
        ELSE original_n END
      WHERE class IN (${classes.contents}) AND coalesce(mark, '') NOT IN ('twin', 'broken');
  `)
  const climb = db.prepare(`
    UPDATE object SET root_n = (SELECT o.root_n FROM object o WHERE o.n = object.root_n)
      WHERE root_n IS NOT NULL AND root_n <> n
        AND root_n IS NOT (SELECT o.root_n FROM object o WHERE o.n = object.root_n)`)
  for (let step = 0; step < chainLimit; step++) if (climb.run().changes === 0) break
  db.exec(`
    UPDATE object SET root_n = NULL
      WHERE root_n IS NOT NULL AND (
        root_n IS NOT (SELECT o.root_n FROM object o WHERE o.n = object.root_n)
        OR EXISTS (SELECT 1 FROM object o WHERE o.n = object.root_n AND o.original_n IS NOT NULL AND o.status <> 3));
    CREATE TEMP TABLE orphan AS SELECT n, original, version, stamp FROM object
      WHERE class = 'Attachment' AND root_n IS NULL AND original IS NOT NULL AND original_n IS NULL;
    UPDATE object SET root_n = (
        SELECT r.n FROM orphan r WHERE r.original = object.original ORDER BY r.version DESC, r.stamp DESC, r.n DESC)
      WHERE n IN (SELECT n FROM orphan);
  `)
}

/** All versions of a template point to the current one, as those of contents do. A chain without an end leads nowhere. */
function joinTemplates(db: Database): void {
  const ofVersion = `original_n IN (SELECT n FROM object WHERE class = 'PageTemplate' AND original_n IS NOT NULL)`
  const climb = db.prepare(`
    UPDATE object SET original_n = (SELECT o.original_n FROM object o WHERE o.n = object.original_n)
      WHERE class = 'PageTemplate' AND ${ofVersion}`)
  for (let step = 0; step < chainLimit; step++) if (climb.run().changes === 0) return
  db.exec(`UPDATE object SET original_n = NULL WHERE class = 'PageTemplate' AND ${ofVersion}`)
}

/** The space of a content is its own word; of a draft of the old kind it is a key. A property of nothing is the space's. */
function joinSpaces(db: Database, classes: ClassTable): void {
  db.exec(`
    UPDATE object SET space_n = (SELECT o.n FROM object o WHERE o.id = object.space AND o.class = 'Space')
      WHERE space IS NOT NULL;
    UPDATE object SET space_n = owner_n WHERE class = 'SpaceDescription' AND space_n IS NULL;
    UPDATE object SET space_n = coalesce(
        (SELECT r.space_n FROM object r WHERE r.n = object.root_n),
        (SELECT o.space_n FROM object o WHERE o.n = object.owner_n))
      WHERE space_n IS NULL AND space IS NULL AND class IN (${classes.contents});
  `)
  db.exec(`
    UPDATE object SET owner_n = space_n
      WHERE class = 'CustomContentEntityObject' AND mark = 'property' AND owner IS NULL AND owner_n IS NULL;
  `)
  const find = db.prepare('SELECT n FROM space WHERE lower = ? ORDER BY n LIMIT 1')
  const set = db.prepare('UPDATE object SET space_n = ? WHERE n = ?')
  for (const row of db.prepare("SELECT n, mark FROM object WHERE class = 'Draft' AND space_n IS NULL").all()) {
    const { n, mark } = row as { readonly n: number; readonly mark: string | null }
    const key = decodeCell(mark ?? '')
      .replace(/^\S+ /, '')
      .toLowerCase()
    const found = find.get(encodeCell(key)) as { readonly n: number } | undefined
    if (found) set.run(found.n, n)
  }
}

function nameRecords(db: Database, classes: ClassTable): void {
  db.exec(`
    UPDATE account SET person = 'person:' || coalesce(atlassian, key);
    UPDATE object SET record = CASE class
        ${prefixes(classes)}
        WHEN 'SpaceDescription' THEN (SELECT 'space:' || o.id FROM object o WHERE o.n = object.owner_n)
      END
      WHERE id IS NOT NULL AND class IN (${classes.listOf(({ records }) => records !== undefined)}, 'SpaceDescription');
    UPDATE object SET record = (SELECT r.record FROM object r WHERE r.n = object.root_n)
      WHERE root_n IS NOT NULL AND root_n <> n;
    UPDATE object SET record = (SELECT r.record FROM object r WHERE r.n = object.original_n)
      WHERE class = 'PageTemplate' AND original IS NOT NULL;
  `)
}

/** What each class says that the ids of its records begin with. */
function prefixes(classes: ClassTable): string {
  const prefixOf = ({ prefix, mark }: RecordPrefix): string =>
    mark === undefined
      ? `ELSE '${prefix}'`
      : `WHEN substr(coalesce(mark, ''), 1, ${mark.length}) = '${mark}' THEN '${prefix}'`
  const of = (records: readonly RecordPrefix[]): string =>
    records.length === 1 ? `'${records[0]?.prefix ?? ''}'` : `CASE ${records.map(prefixOf).join(' ')} END`
  return [...classes.all()]
    .flatMap(({ name, records }) => (records === undefined ? [] : [`WHEN '${name}' THEN ${of(records)} || id`]))
    .join('\n        ')
}

/** Classes whose objects belong by this link to what lists them. */
function listedAs(classes: ClassTable, link: LinkName): string {
  return classes.listOf((one) => one.listedAs?.includes(link) === true)
}

function anyContent(classes: ClassTable, column: string): string {
  return `SELECT o.n FROM object o WHERE o.id = object.${column} AND o.n <> object.n
    AND o.class IN (${classes.contents}) ORDER BY o.n LIMIT 1`
}

function lister(link: string): string {
  return `SELECT l.parent FROM listed l WHERE l.child = object.id AND l.child_class = object.class
    AND l.link = '${link}' AND l.parent <> object.n ORDER BY l.parent LIMIT 1`
}
