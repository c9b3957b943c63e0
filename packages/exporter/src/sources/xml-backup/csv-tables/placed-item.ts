import { entitiesName } from '@spacecrate/confluence'
import type { Origin, SourceItem } from '../../../source.js'
import type { Objects } from '../index/objects.js'

/**
 * An item whose places are those of the backup. All that reads objects knows only where it reads them: in entities.xml that
 * is the place in the backup; of a stored object of a CSV export it is the row that it was made from.
 */
export function placedIn(reader: Objects, item: SourceItem): SourceItem {
  const placeAt = reader.placeAt?.bind(reader)
  if (placeAt === undefined) return item
  if (item.type === 'omission') {
    const { omission } = item
    const { file, offset } = omission.place ?? {}
    if (file !== entitiesName || offset === undefined) return item
    return { ...item, omission: { ...omission, place: placeAt(offset) ?? { file: 'content.csv' } } }
  }
  if (item.type === 'file' || item.origin?.place === undefined) return item
  const { origin } = item
  const place = (): ReturnType<NonNullable<Origin['place']>> => {
    const { file, offset } = origin.place?.() ?? {}
    return file !== entitiesName || offset === undefined ? { file, offset } : (placeAt(offset) ?? {})
  }
  return { ...item, origin: { kind: origin.kind, place, refuse: () => origin.refuse() } }
}
