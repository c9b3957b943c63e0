/** Where and how often a person, group or space stands in what an import writes. */
export interface Occurrence {
  readonly count: number
  /** Archive id of a place where it stands: of a content where there is one, else of a space. */
  readonly sample?: string
}

/**
 * How often people and groups stand in what will be written: as authors, in mentions, memberships, permissions and
 * restrictions. A space is counted by its contents.
 */
export interface Occurrences {
  /** By archive id. `undefined`: nowhere. */
  readonly of: (kind: 'person' | 'group' | 'space', id: string) => Occurrence | undefined
}
