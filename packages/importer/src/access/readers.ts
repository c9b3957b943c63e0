import { PersonSet } from './person-set.js'

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
  readonly administer: Readers
}

/** Whom the restrictions of a content let in; `undefined` where there are none. */
export type LetIn = PersonSet | undefined

/** Nobody. */
export function noReaders(): Readers {
  return { people: new PersonSet(), everyone: false, anonymous: false }
}

/** Those of the first whom the second lets in too. */
export function both(one: LetIn, other: LetIn): LetIn {
  if (one === undefined || other === undefined || one === other) return one ?? other
  const people = one.and(other)
  // One set for a whole branch, however deep: nothing is kept twice.
  return people.equals(one) ? one : people.equals(other) ? other : people
}

/** Those of either. */
export function join(one: Readers, other: Readers): Readers {
  return {
    people: new PersonSet().addAll(one.people).addAll(other.people),
    everyone: one.everyone || other.everyone,
    anonymous: one.anonymous || other.anonymous,
  }
}

/** Those of one whom the other names too: who administers a space sees its trash, if they may read the space. */
export function meet(one: Readers, other: Readers): Readers {
  const everyone = one.everyone && other.everyone
  const anonymous = one.anonymous && other.anonymous
  // Where one is open, those who are only at the destination may not be listed in it; they are in the other.
  const people =
    isOpen(one) && !other.anonymous
      ? other.people
      : isOpen(other) && !one.anonymous
        ? one.people
        : one.people.and(other.people)
  return { people, everyone, anonymous }
}

/** The readers whom the restrictions let in. Restrictions name only people who are logged in. */
export function restrict(readers: Readers, letIn: LetIn): Readers {
  if (letIn === undefined) return readers
  return { people: isOpen(readers) ? letIn : readers.people.and(letIn), everyone: false, anonymous: false }
}

function isOpen({ everyone, anonymous }: Readers): boolean {
  return everyone || anonymous
}
