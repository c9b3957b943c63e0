import type { SelectableKind } from '@spacecrate/format'

/** What happens to one class of entities.xml, or one table beside it, and to each of its properties or columns. */
export interface ClassContract {
  /**
   * `record` becomes a record or a part of one; `derived` is made anew by a site; `secret`, `setting`, `app`, `relation`
   * and `internal` are left out, each object with an omission that says so.
   */
  readonly role: 'record' | 'derived' | 'secret' | 'setting' | 'app' | 'relation' | 'internal'
  /** Rows of the carry list that it belongs to, separated by spaces; `–` and the reason where it belongs to none. */
  readonly rows: string
  /** Why it is left out or made anew, where its role alone does not say it. */
  readonly why?: string
  /** By which name a selection leaves it out. */
  readonly kind?: SelectableKind
  /** Fields of a record. */
  readonly mapped: readonly string[]
  /** Says again what another field or object says. */
  readonly derived: readonly string[]
  /** Left out on purpose: locks, secrets, what only the directory of the source needs. */
  readonly excluded: readonly string[]
  /** Kept verbatim: in `extra`, and of a table in `native`. */
  readonly extra: readonly string[]
}

/** A contract as it is written down: names separated by spaces. */
interface Terms {
  readonly rows: string
  readonly why?: string
  readonly kind?: SelectableKind
  readonly mapped?: string
  readonly derived?: string
  readonly excluded?: string
  readonly extra?: string
}

function words(text: string | undefined): string[] {
  return text === undefined ? [] : text.split(' ').filter((word) => word !== '')
}

function contract(role: ClassContract['role'], terms: Terms): ClassContract {
  const { rows, why, kind } = terms
  return {
    role,
    rows,
    ...(why !== undefined && { why }),
    ...(kind !== undefined && { kind }),
    mapped: words(terms.mapped),
    derived: words(terms.derived),
    excluded: words(terms.excluded),
    extra: words(terms.extra),
  }
}

/** A class or table that becomes records. What its contract does not name is an omission with no value. */
export const plain = (terms: Terms): ClassContract => contract('record', terms)

/** A class that is left out whole; its properties are named, and none of them is looked at. */
export const whole = (role: ClassContract['role'], terms: Terms): ClassContract => contract(role, terms)

const creator = 'creator creatorName creationDate'
const modified = 'lastModifier lastModifierName lastModificationDate'
const acts: string = `${creator} ${modified}`
const versioned: string = `${acts} title version versionComment contentStatus originalVersion originalVersionId`

/** Properties that several classes share. `hibernateVersion` counts locks; two collections are always empty. */
export const shared: {
  readonly [Name in 'creator' | 'modified' | 'acts' | 'versioned' | 'kept' | 'locks' | 'unknownMeaning']: string
} = {
  creator,
  modified,
  acts,
  versioned,
  kept: 'bodyContents contentProperties historicalVersions labellings attachments',
  locks: 'hibernateVersion adfContentBodies imageDetailsDTO',
  unknownMeaning: 'navigationType entitySubType',
}
