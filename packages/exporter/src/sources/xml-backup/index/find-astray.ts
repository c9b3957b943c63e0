import type { Database } from '@spacecrate/disk'
import type { ClassTable } from '../class-table.js'

/** Of restrictions `readRestrictions` says more than that: what they were on stays shut. */
const saidElsewhere = "'ContentPermissionSet', 'ContentPermission'"

/** The object that stands for the history of another, which for most is that one itself. */
const current = (n: string): string => `coalesce((SELECT coalesce(r.root_n, r.n) FROM object r WHERE r.n = ${n}), ${n})`

/** True for a child that went to the one that lists it, or to another version of it. */
const isThere = `CASE l.link
    WHEN 'owner' THEN ${current('c.owner_n')}
    WHEN 'parent' THEN ${current('c.parent_n')}
    ELSE ${current('coalesce(c.original_n, c.root_n)')}
  END = ${current('l.parent')}`

/**
 * Puts into `astray` what an object lists and did not get: `child_n` where it is, because it says itself that it belongs
 * to another one, and no number where the backup does not hold it.
 */
export function findAstray(db: Database, { contents }: ClassTable): void {
  db.exec(`
    INSERT INTO astray (parent, link, child_class, child)
      SELECT l.parent, l.link, l.child_class, l.child FROM listed l
      WHERE l.child_class NOT IN (${saidElsewhere})
        AND NOT EXISTS (SELECT 1 FROM object c WHERE c.id = l.child AND c.class = l.child_class AND ${isThere})
      GROUP BY l.parent, l.link, l.child_class, l.child;
    DELETE FROM astray AS l WHERE l.child_class IN (${contents}, 'ContentEntityObject')
      AND EXISTS (SELECT 1 FROM object c WHERE c.id = l.child AND c.class IN (${contents}) AND ${isThere});
    UPDATE astray AS l SET child_n = coalesce(
      (SELECT c.n FROM object c WHERE c.id = l.child AND c.class = l.child_class ORDER BY c.n LIMIT 1),
      (SELECT c.n FROM object c WHERE c.id = l.child AND c.class IN (${contents})
        AND l.child_class IN (${contents}, 'ContentEntityObject') ORDER BY c.n LIMIT 1));
  `)
}
