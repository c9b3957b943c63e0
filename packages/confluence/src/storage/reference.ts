/** What a reference points to. */
export type ReferenceKind =
  | 'page'
  | 'blogpost'
  | 'attachment'
  | 'content'
  | 'user'
  | 'space'
  | 'url'
  | 'shortcut'
  | 'anchor'

/** How a body names a user: Cloud by account id, Data Center by user key, Server before 5.3 by user name. */
export interface UserIdentity {
  readonly by: 'account-id' | 'userkey' | 'username'
  readonly value: string
}

/** The text values that a reference can hold, decoded. A field that the markup doesn't have is absent. */
export interface ReferenceTexts {
  readonly title?: string
  /** Absent means: the space of the content that holds the body. */
  readonly spaceKey?: string
  readonly contentId?: string
  /** Of a blog post, as `yyyy/mm/dd`. */
  readonly postingDay?: string
  readonly fileName?: string
  readonly url?: string
  readonly anchor?: string
  readonly shortcutKey?: string
  readonly shortcutParameter?: string
  /** The version of the target when the body was saved. Cosmetic: numbers differ at a destination. */
  readonly versionAtSave?: string
}

/** The name of one text value. */
export type ReferenceField = keyof ReferenceTexts

/** The content that an attachment belongs to, or that an anchor is in. It is also listed as a reference of its own. */
export interface ReferenceContainer extends ReferenceTexts {
  readonly kind: 'page' | 'blogpost' | 'content'
}

/** Everything that a reference says. */
export interface ReferenceSays extends ReferenceTexts {
  readonly user?: UserIdentity
  /** Absent means: the content that holds the body. */
  readonly container?: ReferenceContainer
}

/** One reference that stands in a body in storage format. */
export interface StorageReference {
  readonly kind: ReferenceKind
  /** UTF-16 offset of the `<` of the start tag. */
  readonly start: number
  /** UTF-16 offset after the `>` of the start tag. */
  readonly end: number
  /** The elements around it and itself, such as `p/ac:link/ri:page`; only the innermost 32, after a `…`. */
  readonly path: string
  readonly says: ReferenceSays
  /** The start tag as it stands. */
  readonly verbatim: string
}

/**
 * What a reference shall say from now on. A field that is absent stays as it is; `null` takes the attribute away; a
 * field that the form of the reference doesn't have is ignored. A container is changed by its own reference.
 */
export type ReferenceChange = { readonly [Field in ReferenceField]?: string | null } & { readonly user?: UserIdentity }
