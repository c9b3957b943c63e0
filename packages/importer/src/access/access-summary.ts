/** How access to one place changes for one person. */
export interface AccessChange {
  /** Archive id of a person; the id at the destination of somebody who is only there. */
  readonly person: string
  readonly name: string
  /** Why, in words: the group that has other members here, the permission that is refused … */
  readonly why: string
}

/** One line of access.ndjson: who may read a space, or a content with restrictions of its own, before and after. */
export interface PlaceAccess {
  /** Archive id. */
  readonly place: string
  readonly kind: 'space' | 'content'
  readonly name: string
  /** Could read it at the source and will at the destination. */
  readonly keeps: readonly string[]
  readonly gains: readonly AccessChange[]
  readonly loses: readonly AccessChange[]
}

/** Who will read what, in numbers. */
export interface AccessSummary {
  /** Spaces, and contents with restrictions of their own. */
  readonly places: number
  /** Pairs of person and place. */
  readonly keeps: number
  readonly gains: number
  readonly loses: number
  /** Why nobody can say what was readable at the source, if so. */
  readonly unknownWhy?: string
  /** The first places at which somebody gains or loses. */
  readonly first: readonly PlaceAccess[]
  /** Name of the file with all places, in the folder of the plan. */
  readonly file: string
}
