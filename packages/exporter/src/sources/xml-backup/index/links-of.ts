import { type BackupObject, elementsOf, type ObjectReference, referenceOf } from '@spacecrate/confluence'
import type { BackupClass } from '../backup-class.js'
import { type LinkName, listedLinks } from '../joined-fields.js'

/** The links to what an object lists in its collections or holds, as (link, child). */
export function* linksOf(
  object: BackupObject,
  { holds }: BackupClass,
): Generator<readonly [LinkName, ObjectReference]> {
  for (const name of object.collections.keys()) {
    const link = listedLinks.get(name)
    if (link) for (const child of elementsOf(object, name)) yield [link, child]
  }
  if (holds === undefined) return
  for (const name of holds) {
    const held = referenceOf(object, name)
    if (held) yield ['owner', held]
  }
}
