import { entitiesName } from '@spacecrate/confluence'
import type { SourceItem } from '../../../source.js'
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
  const { place } = item.type === 'record' ? (item.origin ?? {}) : {}
  if (item.type !== 'record' || item.origin === undefined || place === undefined) return item
  const placed = (): ReturnType<typeof place> => {
    const { file, offset } = place()
    return file !== entitiesName || offset === undefined ? { file, offset } : (placeAt(offset) ?? {})
  }
  return { ...item, origin: { ...item.origin, place: placed } }
}
