import type { Naming } from './destination.js'

/** Names of the files in which people decide. */
export const mappingFiles = ['people', 'groups', 'spaces', 'titles', 'hosts'] as const

/** One of them. */
export type MappingFile = (typeof mappingFiles)[number]

/** Somebody or something at the destination that stands for a record of the archive. */
export interface MappedTo {
  /** Id at the destination. */
  readonly target: string
  readonly named?: Naming
  /** Why nobody is ever added to a group. */
  readonly guarded?: string
}

/** A page of the destination that takes the content of a space. */
export interface PlaceUnder {
  /** Id and key of the space at the destination, and id of the page. */
  readonly space: string
  readonly key: string
  readonly page: string
}

/** What a person decided about one record, over the policies; already looked up at the destination. */
export interface MappingDecisions {
  readonly people:
    | { readonly word: 'create' | 'text' | 'placeholder' | 'skip' }
    | { readonly word: 'match'; readonly to: MappedTo }
  readonly groups: { readonly word: 'create' | 'skip' } | { readonly word: 'match'; readonly to: MappedTo }
  readonly spaces:
    | { readonly word: 'create' | 'skip' }
    | { readonly word: 'rename'; readonly key: string }
    | { readonly word: 'under'; readonly place: PlaceUnder }
  readonly titles: { readonly word: 'skip' } | { readonly word: 'rename'; readonly title: string }
  readonly hosts: { readonly word: 'source' | 'other' } | { readonly word: 'to'; readonly url: string }
}

/** A row that cannot be followed. */
export interface MappingProblem {
  /** `people.csv` … */
  readonly file: string
  /** From 1, the heading. */
  readonly line: number
  readonly column: string
  /** What the row is about, as far as it says so. */
  readonly id: string
  readonly why: string
}

/** A decision that is another one than in the plan before. */
export interface DecisionChange {
  readonly file: string
  readonly id: string
  readonly before?: string
  readonly after?: string
}

/** What a file says, in numbers. */
export interface MappingFileCount {
  readonly name: string
  readonly rows: number
  readonly decided: number
  readonly wrong: number
}

/** A space key that a person may choose: that of a personal space begins with a tilde. */
export function isSpaceKey(key: string): boolean {
  return key.length <= 255 && /^(?:[A-Za-z0-9]+|~[\w.@:-]+)$/.test(key)
}
