import { type BackupObject, elementsOf, type ObjectReference, referenceOf } from '@spacecrate/confluence'
import { type LinkName, listedLinks } from '../joined-fields.js'

/** The links that an object lists in its collections, as (link, child). */
export function* linksOf(object: BackupObject): Generator<readonly [LinkName, ObjectReference]> {
  for (const name of object.collections.keys()) {
    const link = listedLinks.get(name)
    if (link) for (const child of elementsOf(object, name)) yield [link, child]
  }
  const description = object.class === 'Space' ? referenceOf(object, 'description') : undefined
  if (description) yield ['owner', description]
}
