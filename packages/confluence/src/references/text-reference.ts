import type { ReferenceChange, ReferenceKind, ReferenceSays } from './reference.js'

/**
 * What a plain text says that stands where a reference is expected: the value of a macro parameter, of an attribute of
 * ADF, of a `href`. Plural forms are lists with commas.
 */
export type TextForm =
  | 'url'
  /** `Title`, `KEY:Title`, or `KEY:/2024/01/31/Title` of a post. */
  | 'page'
  | 'pages'
  | 'space'
  | 'spaces'
  /** A content id, also as `page:123`. */
  | 'content'
  | 'contents'
  | 'account-id'
  | 'user-name'
  | 'user-names'
  | 'group'
  | 'groups'
  | 'file'
  | 'files'
  | 'template'
  | 'application-link'
  | 'media'
  | 'emoji'
  | 'cql'
  /** `ari:cloud:confluence:…` */
  | 'ari'

/** One reference inside a decoded text. */
export interface TextReference {
  readonly kind: ReferenceKind
  /** UTF-16 offsets in the decoded text. */
  readonly start: number
  readonly end: number
  readonly says: ReferenceSays
  readonly verbatim: string
  /** The text for its place, decoded, or `undefined` if the change changes nothing that this form can say. */
  readonly replace: (change: ReferenceChange) => string | undefined
}
