/** How a body names a content. All fields absent: the content that holds the body. */
export interface ContentSays {
  readonly title?: string
  /** Absent: the space of the content that holds the body. */
  readonly spaceKey?: string
  readonly contentId?: string
  /** Of a blog post, as `yyyy/mm/dd`. */
  readonly postingDay?: string
  /** A blog post, also where its day is not said; absent: a page, or a post of that day. */
  readonly kind?: 'blogpost'
}

/** How a body names an attachment. */
export interface AttachmentSays {
  readonly fileName: string
  /** Absent: the content that holds the body. */
  readonly container?: ContentSays
}

/** How a body names a user. */
export interface UserSays {
  readonly by: 'account-id' | 'userkey' | 'username'
  readonly value: string
}

/** Where a link goes. URLs of the site are relative to it and begin with one slash. */
export interface LinkTarget {
  readonly url: string
  readonly title: string
}

/** A page of a list, with those below it where they were asked for. */
export interface ListedPage extends LinkTarget {
  readonly below?: readonly ListedPage[]
}

/** One file of the content that holds the body. */
export interface AttachedFile {
  readonly fileName: string
  readonly url: string
  readonly mediaType?: string
}

/**
 * What a body is rendered with: it looks up what the body refers to.
 *
 * Each look-up returns `undefined` for what isn't there, which is then shown as missing, never as a link that goes
 * nowhere. The look-ups are called once per reference, synchronously, and must not throw.
 */
export interface RenderContext {
  /** Of the content that holds the body: headings have ids that are made of it, and links name them so. */
  readonly title?: string | undefined
  page(says: ContentSays): LinkTarget | undefined
  attachment(says: AttachmentSays): { readonly url: string; readonly mediaType?: string } | undefined
  user(says: UserSays): { readonly name: string; readonly url?: string } | undefined
  /** A file by the id that a link within the site names it by. Without it such a link goes nowhere. */
  file?(attachmentId: string): AttachedFile | undefined
  /** A group or template by the id in such a link. */
  named?(kind: 'group' | 'template', id: string): LinkTarget | undefined
  space(key: string): { readonly url: string; readonly name: string } | undefined
  /** The pages below a page, in order and `depth` levels deep, for the children macro. Without it the macro is a labelled box. */
  children?(of: ContentSays, depth: number): readonly ListedPage[] | undefined
  /** The files of the content that holds the body, for the macros that list them. Without it they are labelled boxes. */
  attachments?(): readonly AttachedFile[]
  /** The picture of an emoji that the site made itself, by its id or its short name with colons. */
  emoji?(says: { readonly id?: string; readonly shortName?: string }): LinkTarget | undefined
  /** Where a shortcut link of the site leads: its URL and its text. The URL is not known to be harmless. */
  shortcut?(key: string, word: string): LinkTarget | undefined
  /** The title of a macro that administrators wrote; it is never run. */
  userMacro?(name: string): string | undefined
}
