import type { PersonSet } from './person-set.js'

/** Who may read something. */
export interface Readers {
  /** Where it is open to everyone, those of the archive; who else is there is not listed. */
  readonly people: PersonSet
  /** Everybody who has an account. */
  readonly everyone: boolean
  /** Everybody, also without an account. */
  readonly anonymous: boolean
}

/** Who may read a space, and of these who sees its trash. */
export interface SpaceRights {
  readonly read: Readers
  readonly administer: PersonSet
}

/** Whom the restrictions of a content let in; `undefined` where there are none. */
export type LetIn = PersonSet | undefined

/** Those of the first whom the second lets in too. */
export function both(one: LetIn, other: LetIn): LetIn {
  if (one === undefined || other === undefined || one === other) return one ?? other
  const people = one.and(other)
  // One set for a whole branch, however deep: nothing is kept twice.
  return people.equals(one) ? one : people.equals(other) ? other : people
}

/** The readers whom the restrictions let in. Restrictions name only people who are logged in. */
export function restrict(readers: Readers, letIn: LetIn): Readers {
  if (letIn === undefined) return readers
  const open = readers.everyone || readers.anonymous
  return { people: open ? letIn : readers.people.and(letIn), everyone: false, anonymous: false }
}
