/** The first entries of a list that may be long. */
export interface Listing<Entry> {
  readonly count: number
  readonly first: readonly Entry[]
}
