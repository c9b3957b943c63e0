import type { ReferenceChange, ReferenceKind, ReferenceSays } from './reference.js'

/**
 * What a plain text says that stands where a reference is expected: the value of a macro parameter, of an attribute of
 * ADF, of a `href`. Plural forms are lists with commas.
 */
export type TextForm =
  | 'url'
  /** A URL, or the title of a page as in `page`. */
  | 'link'
  /** `Title`, `KEY:Title`, or `KEY:/2024/01/31/Title` of a post; `KEY:` is the top of a space. */
  | 'page'
  | 'pages'
  | 'space'
  | 'spaces'
  /** A content id, also as `page:123` or `att123`; `space:123` is a space by its id, `space:KEY` by its key. */
  | 'content'
  | 'contents'
  | 'account-id'
  /** User name of Server and Data Center; a user key or account id is recognised by its shape. */
  | 'user-name'
  | 'user-names'
  | 'group'
  | 'groups'
  | 'file'
  | 'files'
  /** `KEY:Page^file`, `Page^file`, `^file` or `file`. */
  | 'page-file'
  | 'template'
  /** The id of a template, or the name of a blueprint, which is no reference. */
  | 'template-name'
  | 'application-link'
  | 'app-object'
  /** Id of what a table of another service is asked of; only one that nobody knows is a reference. */
  | 'provider'
  | 'app-objects'
  /** UUID of a file in the media service. */
  | 'media'
  /** `contentId-123`: the collection of the media service that holds the files of a content. */
  | 'collection'
  /** Id of an emoji; only a custom one is a reference. */
  | 'emoji'
  | 'cql'
  /** `ari:cloud:confluence:…` or `ari:cloud:identity::user/…` */
  | 'ari'
  /** Nobody knows what the text means: an absolute URL or an ARI counts, an id only as something to look at. */
  | 'possible'

/** One reference inside a decoded text. */
export interface TextReference {
  readonly kind: ReferenceKind
  /** UTF-16 offsets in the decoded text. */
  readonly start: number
  readonly end: number
  readonly says: ReferenceSays
  readonly verbatim: string
  /** See `BodyReference.possible`. */
  readonly possible?: true
  /** False for a change that its place can't say, such as a name with a comma in a list of names. Absent: it can say any. */
  readonly canSay?: (change: ReferenceChange) => boolean
  /** The text for its place, decoded, or `undefined` if the change changes nothing that this form can say. */
  readonly replace: (change: ReferenceChange) => string | undefined
}
