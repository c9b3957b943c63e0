import type { AccessChange, PlaceAccess } from '../plan/access-summary.js'
import type { AccessExplainer } from './explain-access.js'
import type { People } from './people.js'
import type { PersonSet } from './person-set.js'
import type { ReadPlace } from './walk-places.js'

/** A line, with how many people are behind it. */
export interface ListedPlace {
  readonly line: PlaceAccess
  readonly keeps: number
  readonly gains: number
  readonly loses: number
}

/** A list of more is cut, and counted: a group of ten thousand stands on a thousand spaces. */
const listed = 100

/**
 * Who gains, loses and keeps access to a place.
 *
 * @param strangers how many people are only at the destination, where the place is open to all of them
 */
export function listPlace(at: ReadPlace, people: People, explainer: AccessExplainer, strangers: number): ListedPlace {
  const { place, before, after } = at
  const keeping = before.people.and(after.people)
  const losing = before.people.without(after.people)
  // What was open to the whole world they could read before; what is open to everyone lists them as a class.
  const isClass = before.anonymous || after.everyone
  const gaining = after.people.without(before.people)
  const single = isClass ? gaining.without(people.strangers) : gaining
  const gains: AccessChange[] = []
  const asClass = isClass && !before.anonymous ? strangers : 0
  if (asClass > 0) gains.push(everyoneElse(asClass, after.anonymous))
  for (const number of some(single)) gains.push(explainer.gain(number))
  const loses: AccessChange[] = []
  for (const number of some(losing)) loses.push(explainer.loss(number))
  const keeps = some(keeping).map((number) => people.get(number).id ?? '')
  const sums = { keeps: keeping.size, gains: single.size + asClass, loses: losing.size }
  const more = {
    keeps: sums.keeps - keeps.length,
    gains: single.size - Math.min(single.size, listed),
    loses: sums.loses - loses.length,
  }
  const { id, kind, name } = place
  const isCut = more.keeps > 0 || more.gains > 0 || more.loses > 0
  return { line: { place: id, kind, name, keeps, gains, loses, ...(isCut ? { more } : {}) }, ...sums }
}

/** Those who are only at the destination, where a place is open to all of them. */
export function everyoneElse(people: number, anonymous: boolean): AccessChange {
  return {
    person: 'everyone',
    name: `${people} ${people === 1 ? 'person' : 'people'} of the destination`,
    code: 'OPEN_TO_EVERYONE',
    why: anonymous
      ? 'it is open to everybody, also without an account'
      : 'it is open to everybody who has an account, and they have one at the destination',
    people,
  }
}

function some(set: PersonSet): number[] {
  const found: number[] = []
  for (const number of set) {
    if (found.length >= listed) break
    found.push(number)
  }
  return found
}
