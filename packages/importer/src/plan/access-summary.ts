import type { LossCode } from '../loss-codes.js'

/** Why somebody can read more, or less, than before. A loss code where something could not be carried. */
export type AccessReason =
  | Extract<
      LossCode,
      | 'CONTENT_LEFT_CLOSED'
      | 'MEMBERSHIP_IN_EXISTING_GROUP'
      | 'MEMBER_UNMAPPED'
      | 'PERMISSION_SUBJECT_UNMAPPED'
      | 'PERSON_UNMAPPED'
      | 'RESTRICTION_SUBJECT_UNMAPPED'
      | 'SPACE_LEFT_PRIVATE'
    >
  /** Their account at the destination can't be used, or could not be used at the source. */
  | 'ACCOUNT_STATE'
  /** Somebody else of the archive has the same account at the destination. */
  | 'ACCOUNT_SHARED'
  | 'DESTINATION_ADMINISTRATOR'
  /** They have a role that could not be carried. */
  | 'ROLE_NOT_CARRIED'
  /** A role that stands at the destination for the one that they have lets do something else there. */
  | 'ROLE_DIFFERS'
  /** A group that was at the destination before has members there. */
  | 'GROUP_HAS_OTHER_MEMBERS'
  /** It is open to everybody who has an account, and others have one at the destination. */
  | 'OPEN_TO_EVERYONE'
  /** The content of a space goes under a page that others can read. */
  | 'PLACED_UNDER'
  /** What it is in can be read by others than before. */
  | 'ACCESS_ABOVE'

/** How access to one place changes for one person. */
export interface AccessChange {
  /**
   * Archive id of a person; the id at the destination of somebody who is only there; `everyone` for all who are only at
   * the destination.
   */
  readonly person: string
  readonly name: string
  readonly code?: AccessReason
  /** Why, in words: the group that has other members here, the role that is not carried … */
  readonly why: string
  /** How many people it is, where it stands for several. */
  readonly people?: number
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
  /** How many more there are than the lists name, where a list would be too long. */
  readonly more?: { readonly keeps: number; readonly gains: number; readonly loses: number }
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
  /** What is taken for granted of the source where the archive does not say it. */
  readonly assumed?: string
  /** The first places at which somebody gains or loses. */
  readonly first: readonly PlaceAccess[]
  /** Name of the file with all places, in the folder of the plan. */
  readonly file: string
}
