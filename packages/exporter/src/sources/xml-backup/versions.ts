import type { Act, Content } from '@spacecrate/format'
import { personOf } from './acts.js'
import type { HistoryEntry } from './history.js'
import { statusWords } from './joined-fields.js'
import type { ObjectContext } from './read-context.js'
import { textOf, type View } from './view.js'

/** The author of a version is who changed it last; a first version of old comments names only its creator. */
export function authorOf(
  context: ObjectContext,
  object: View<'lastModifier' | 'lastModifierName' | 'creator' | 'creatorName'>,
  { order }: HistoryEntry,
): string | undefined {
  const modifier = personOf(context, object, 'lastModifier', 'lastModifierName')
  return modifier ?? (order === 1 ? personOf(context, object, 'creator', 'creatorName') : undefined)
}

/** When a version was made; of a first one that does not say when it was changed, when it was created. */
export function versionTime(
  context: ObjectContext,
  object: View<'lastModificationDate' | 'creationDate'>,
  { order }: HistoryEntry,
): Act['at'] | undefined {
  const changed = textOf(object, 'lastModificationDate')
  return context.times.instant(changed ?? (order === 1 ? textOf(object, 'creationDate') : undefined))
}

/** The word of a status in a record. */
export function statusOf(status: number | null): Content['status'] {
  const word = statusWords[status ?? 0]
  return word === undefined || word === 'unknown' ? 'current' : word
}
