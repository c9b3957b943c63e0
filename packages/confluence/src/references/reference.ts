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
  /** A file by the UUID that the media service gives it. */
  | 'media'
  /** A custom emoji. */
  | 'emoji'
  | 'group'
  | 'template'
  /** A Jira site, by the id of an application link. */
  | 'application-link'
  /** Something that an app keeps outside of the content, such as a calendar. */
  | 'app-object'

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
  readonly spaceId?: string
  /** Of a blog post, as `yyyy/mm/dd`. */
  readonly postingDay?: string
  readonly fileName?: string
  readonly url?: string
  readonly anchor?: string
  /** UUID of a file in the media service. */
  readonly fileId?: string
  readonly emojiId?: string
  readonly group?: string
  /** The text that a mention in ADF shows, such as `@Ann Lee`. Cosmetic: a site shows the person's own name. */
  readonly displayName?: string
  readonly templateId?: string
  readonly applicationLinkId?: string
  /** Id of something that an app keeps outside of the content. */
  readonly objectId?: string
  /** Id of the Cloud site that an ARI names. */
  readonly cloudId?: string
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

/** One reference that stands in a body, in storage format or ADF. */
export interface BodyReference {
  readonly kind: ReferenceKind
  /** UTF-16 offset where it begins: of the `<` of a start tag, or of the text that holds it. */
  readonly start: number
  /** UTF-16 offset behind it. */
  readonly end: number
  /** The elements or nodes around it and itself, such as `p/ac:link/ri:page`; only the innermost 32, after a `…`. */
  readonly path: string
  readonly says: ReferenceSays
  /** As it stands in the body. */
  readonly verbatim: string
  /** A mention of a person, whose place plain text can take (`ReferenceChange.plain`). */
  readonly mention?: true
  /** Looks like a reference by its value only; nobody knows what the parameter means. Never rewritten on a guess. */
  readonly possible?: true
  /** False for a change that its place can't say, such as a name with a comma in a list of names. Absent: it can say any. */
  readonly canSay?: (change: ReferenceChange) => boolean
}

/**
 * What a reference shall say from now on. A field that is absent stays as it is; `null` takes the attribute away; a
 * field that the form of the reference doesn't have is ignored. A container is changed by its own reference.
 */
export type ReferenceChange = { readonly [Field in ReferenceField]?: string | null } & {
  readonly user?: UserIdentity
  /** Of a mention of somebody who has no counterpart: the plain text that takes its place. */
  readonly plain?: string
}
