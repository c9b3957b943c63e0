import {
  CqlError,
  type CqlValue,
  isDateFunction,
  isTimeZone,
  dateFunction,
  dateSpan,
  type CqlSpan,
} from '@spacecrate/confluence'
import type { View } from '../access/view.js'
import { spacesByKey } from '../store/row-search.js'
import type { SqliteStore } from '../store/sqlite-store.js'

/** Who searches, and from where. */
export interface Asker {
  readonly store: SqliteStore
  readonly view: View
  readonly now: number
  /** Key of the space and number of the content that `currentSpace()` and `currentContent()` mean. */
  readonly spaceKey?: string | undefined
  readonly contentId?: string | undefined
  /** Ids of the rows that a number means: of content, comments and attachments. */
  readonly idsOf: (number: string) => readonly string[]
}

/** The person who asks; `undefined` for somebody who is not logged in. */
export function personOf({ store, view }: Asker): string | undefined {
  return store.get('people', view.visitor) === undefined ? undefined : view.visitor
}

/** Ids of the people that a value means. */
export function peopleMeant(asker: Asker, value: CqlValue): readonly string[] {
  if (value.type === 'function') {
    if (!isNamed(value, 'currentUser')) throw notSupported(value)
    const person = personOf(asker)
    if (person === undefined) throw new CqlError('currentUser() can only be used by logged-in users', value.start)
    return [person]
  }
  const { text } = value
  const { store } = asker
  const aliases = [{ accountId: text }, { userKey: text }, { userName: text }]
  const found = aliases.flatMap((alias) => store.findPerson(alias)?.id ?? [])
  const byId = store.get('people', `person:${text}`)?.id
  return [...new Set(byId === undefined ? found : [...found, byId])]
}

/** Ids of the contents that a value means. */
export function contentsMeant(asker: Asker, value: CqlValue): readonly string[] {
  if (value.type === 'text') return asker.idsOf(value.text.trim())
  if (!isNamed(value, 'currentContent')) throw notSupported(value)
  if (asker.contentId === undefined) throw new CqlError('currentContent() needs a contentId in cqlcontext', value.start)
  return asker.idsOf(asker.contentId)
}

/** Ids of the spaces of a key; those that the asker may not see mean nothing. */
export function spacesMeant({ store, view }: Asker, key: string): readonly string[] {
  const spaces = spacesByKey(store.rows, key).filter(({ id }) => view.mayReadSpace(id))
  const exact = spaces.filter((space) => space.key === key)
  return (exact.length > 0 ? exact : spaces).map(({ id }) => id)
}

/** The span of time that a value means, in the zone of the asker. */
export function timeMeant(asker: Asker, value: CqlValue): CqlSpan {
  const zone = zoneOf(asker)
  if (value.type === 'text') {
    const span = dateSpan(value.text, zone)
    if (span !== undefined) return span
    throw new CqlError(
      `Could not parse date value : ${value.text.slice(0, 100)}, expected yyyy-MM-dd or yyyy-MM-dd HH:mm`,
      value.start,
    )
  }
  if (!isDateFunction(value.name)) throw notSupported(value)
  const at = dateFunction(value.name, value.arguments, asker.now, zone)
  if (at === undefined)
    throw new CqlError(`Wrong argument of ${value.name}(), expected (+/-)nn(y|M|w|d|h|m)`, value.start)
  return { from: at, until: at + 1 }
}

function zoneOf({ store, view }: Asker): string {
  const zone = store.get('people', view.visitor)?.timeZone
  return zone !== undefined && isTimeZone(zone) ? zone : 'UTC'
}

export function isNamed(value: CqlValue, name: string): boolean {
  return value.type === 'function' && value.name.toLowerCase() === name.toLowerCase()
}

export function notSupported(value: CqlValue): CqlError {
  const name = value.type === 'function' ? `${value.name.slice(0, 100)}()` : value.text.slice(0, 100)
  return new CqlError(`Unsupported function : ${name} is unknown here or does not go with this field`, value.start)
}
