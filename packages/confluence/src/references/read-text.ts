import { readAri } from './ari.js'
import { readCql } from './cql.js'
import { writeCqlValue } from '../cql/cql-tokens.js'
import type { ReferenceChange, ReferenceContainer, ReferenceField, ReferenceSays, UserIdentity } from './reference.js'
import type { TextForm, TextReference } from './text-reference.js'

/** A longer text is no reference, and no query that somebody wrote. */
const LONGEST = 100_000
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i
const ACCOUNT_ID = /^(?:[a-z0-9]{1,8}:[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}|[\da-f]{24})$/i
const USER_KEY = /^[\da-f]{32}$/
/** Such as `@self`, `@home`, `@all` and `currentSpace()`: they mean something relative to the page, or nothing certain. */
const KEYWORD = /^(?:@\w*|\w+\(\)|\*)$/

/**
 * Providers of tables whose parameters are known, by their id, which is the same on every site: issues of Jira, objects of
 * Assets, and the list of Confluence itself. Met in pages of 2026, whose editor writes such tables as links.
 */
const providers: ReadonlySet<string> = new Set([
  'd8b75300-dfda-4519-b6cd-e49abbd50401',
  '361d618a-3c04-40ad-9b27-3c8ea6927020',
  '768fc736-3af4-4a8f-b27e-203602bff8ca',
])

type Part = Omit<TextReference, 'start' | 'end' | 'verbatim'>

/** The references that stand in a decoded text of this form, in order. Never throws, and linear in the text's length. */
export function readTextReferences(form: TextForm, text: string): readonly TextReference[] {
  if (text.length > LONGEST) return []
  if (form === 'cql') return cqlReferences(text)
  if (form === 'page-file' && text.includes('^')) return pageFileReferences(text)
  const separator = lists[form]
  const read = readers[singular[form] ?? form]
  if (read === undefined) return []
  const found: TextReference[] = []
  for (const { start, end } of separator === undefined ? [{ start: 0, end: text.length }] : split(text, separator)) {
    const whole = text.slice(start, end)
    const verbatim = whole.trim()
    if (verbatim === '' || KEYWORD.test(verbatim)) continue
    const part = read(verbatim)
    if (part === undefined) continue
    const from = start + whole.indexOf(verbatim)
    const isOpen = separator !== undefined || form === 'page' || form === 'link'
    const canSay = isOpen ? { canSay: (change: ReferenceChange) => readsBack(form, part, change) } : {}
    found.push({ ...part, start: from, end: from + verbatim.length, verbatim, ...canSay })
  }
  return found
}

/** True if what would be written says what was meant: one entry of a list, a title that is not taken for a key with a title. */
function readsBack(form: TextForm, { kind, says, replace }: Part, change: ReferenceChange): boolean {
  const after = replace(change)
  if (after === undefined) return true
  const [again, ...more] = readTextReferences(form, after)
  if (again?.kind !== kind || again.verbatim !== after || more.length > 0) return false
  if (says.user !== undefined && change.user?.value !== again.says.user?.value) return false
  return fieldsOf(says).every((field) => typeof change[field] !== 'string' || again.says[field] === change[field])
}

function fieldsOf(says: ReferenceSays): ReferenceField[] {
  return Object.keys(says).filter((field): field is ReferenceField => field !== 'user' && field !== 'container')
}

/** What separates the entries of a list. Space keys and ids hold no blanks, names do; a `-` in front excludes. */
const lists: { readonly [Form in TextForm]?: RegExp } = {
  pages: /,/g,
  spaces: /[,;\s]+[+-]?|^[+-]/g,
  contents: /[,;\s]+/g,
  'user-names': /,/g,
  groups: /,/g,
  files: /,/g,
  'app-objects': /,/g,
}

const singular: { readonly [Form in TextForm]?: TextForm } = {
  pages: 'page',
  spaces: 'space',
  contents: 'content',
  'user-names': 'user-name',
  groups: 'group',
  files: 'file',
  'app-objects': 'app-object',
}

const readers: { readonly [Form in TextForm]?: (text: string) => Part | undefined } = {
  url: (text) => single('url', { url: text }, (change) => change.url),
  link: (text) =>
    /^(?:[a-z][a-z0-9+.-]*:\/|[a-z]{4,10}:[^/]|\/|#|www\.)/i.test(text) ? readers.url?.(text) : page(text),
  page,
  space: (text) => single('space', { spaceKey: text }, (change) => change.spaceKey),
  content,
  'account-id': (text) => user({ by: 'account-id', value: text }),
  'user-name': (text) => user(identityOf(text)),
  group: (text) => single('group', { group: text }, (change) => change.group),
  file: (text) => single('attachment', { fileName: text }, (change) => change.fileName),
  'page-file': (text) => readers.file?.(text),
  'template-name': (text) => (/^\d+$/.test(text) ? readers.template?.(text) : undefined),
  template: (text) => single('template', { templateId: text }, (change) => change.templateId),
  'application-link': (text) =>
    single('application-link', { applicationLinkId: text }, (change) => change.applicationLinkId),
  'app-object': (text) => single('app-object', { objectId: text }, (change) => change.objectId),
  provider: (text) => (providers.has(text.toLowerCase()) ? undefined : readers['app-object']?.(text)),
  media: (text) => (UUID.test(text) ? single('media', { fileId: text }, (change) => change.fileId) : undefined),
  collection: (text) => prefixed(/^contentId-(?=\d+$)/i, text),
  emoji: (text) => (UUID.test(text) ? single('emoji', { emojiId: text }, (change) => change.emojiId) : undefined),
  ari: readAri,
  possible,
}

function single(
  kind: TextReference['kind'],
  says: ReferenceSays,
  wanted: (change: ReferenceChange) => string | null | undefined,
): Part {
  const [before] = Object.values(says)
  return {
    kind,
    says,
    replace: (change) => {
      const after = wanted(change)
      return typeof after !== 'string' || after === before ? undefined : after
    },
  }
}

const SPACE = /^~?[\p{L}\p{N}_.@-]+:$/u
/** A title may hold a colon too: a key has no blanks, and none stands between it and the title. */
const PAGE = /^(?:(?<key>~?[\p{L}\p{N}_.@-]+):(?=\S))?(?:\/(?<day>\d{4}\/\d\d\/\d\d)\/)?(?<title>.+)$/su

function page(text: string): Part | undefined {
  // The top of this space, or of another one, to the macros that list pages.
  if (text === '/') return undefined
  if (SPACE.test(text)) return keyOnly(text, text.slice(0, -1))
  const { key, day, title } = PAGE.exec(text)?.groups ?? {}
  if (title === undefined || KEYWORD.test(title)) return key === undefined ? undefined : keyOnly(text, key)
  const says = {
    title,
    ...(key === undefined ? {} : { spaceKey: key }),
    ...(day === undefined ? {} : { postingDay: day }),
  }
  return {
    kind: day === undefined ? 'page' : 'blogpost',
    says,
    replace: (change) => {
      const [newKey, newDay, newTitle] = [
        said(change.spaceKey, key),
        said(change.postingDay, day),
        said(change.title, title),
      ]
      const after = `${newKey === undefined ? '' : `${newKey}:`}${newDay === undefined ? '' : `/${newDay}/`}${newTitle ?? title}`
      return after === text ? undefined : after
    },
  }
}

/** `KEY:@home`, `KEY:` */
function keyOnly(text: string, key: string): Part {
  return single('space', { spaceKey: key }, ({ spaceKey }) =>
    typeof spaceKey === 'string' && spaceKey !== key ? spaceKey + text.slice(key.length) : undefined,
  )
}

function said(change: string | null | undefined, before: string | undefined): string | undefined {
  return change === undefined ? before : (change ?? undefined)
}

function content(text: string): Part | undefined {
  const space = /^space:(?=.)/i.exec(text)?.[0]
  if (space !== undefined) {
    const key = text.slice(space.length)
    if (/^\d+$/.test(key)) return prefixed(/^space:/i, text, 'spaceId')
    return KEYWORD.test(key)
      ? undefined
      : single('space', { spaceKey: key }, ({ spaceKey }) =>
          typeof spaceKey === 'string' && spaceKey !== key ? space + spaceKey : undefined,
        )
  }
  return prefixed(
    /^(?:(?:page|post|blogpost|blog|content|attachment|comment|folder|whiteboard|database|custom):|att|)(?=\d+$)/i,
    text,
  )
}

/** A number behind something that stays. */
function prefixed(prefix: RegExp, text: string, field: 'contentId' | 'spaceId' = 'contentId'): Part | undefined {
  const start = prefix.exec(text)?.[0]
  if (start === undefined) return undefined
  const id = text.slice(start.length)
  return {
    kind: field === 'spaceId' ? 'space' : 'content',
    says: { [field]: id },
    replace: (change) => {
      const after = change[field]
      return typeof after !== 'string' || after === id ? undefined : start + after
    },
  }
}

function identityOf(text: string): UserIdentity {
  const by = USER_KEY.test(text) ? 'userkey' : ACCOUNT_ID.test(text) ? 'account-id' : 'username'
  return { by, value: text }
}

function user(identity: UserIdentity): Part {
  return {
    kind: 'user',
    says: { user: identity },
    replace: (change) =>
      change.user === undefined || change.user.value === identity.value ? undefined : change.user.value,
  }
}

/** Small numbers are widths, heights and counts. */
function possible(text: string): Part | undefined {
  if (/^(?:https?:)?\/\/[^/\s]/i.test(text)) return readers.url?.(text)
  if (text.startsWith('ari:')) return readAri(text)
  const part = /^\d{5,20}$/.test(text)
    ? content(text)
    : ACCOUNT_ID.test(text) || USER_KEY.test(text)
      ? user(identityOf(text))
      : undefined
  return part === undefined ? undefined : { ...part, possible: true }
}

/** `KEY:Page^file`, `Page^file` or `^file` */
function pageFileReferences(text: string): TextReference[] {
  const mark = text.lastIndexOf('^')
  const [on] = readTextReferences('page', text.slice(0, mark))
  const [file] = readTextReferences('file', text.slice(mark + 1))
  const found = on === undefined ? [] : [on]
  if (file === undefined) return found
  const container: ReferenceContainer | undefined =
    on?.kind === 'page' || on?.kind === 'blogpost' ? { ...on.says, kind: on.kind } : undefined
  const says = { ...file.says, ...(container === undefined ? {} : { container }) }
  return [...found, { ...file, says, start: file.start + mark + 1, end: file.end + mark + 1 }]
}

function cqlReferences(query: string): TextReference[] {
  return readCql(query).flatMap(({ meaning, text, start, end }) => {
    const reader = meaning === 'space' ? readers.space : meaning === 'user' ? readers['user-name'] : readers.content
    const part = KEYWORD.test(text) ? undefined : reader?.(meaning === 'space-id' ? `space:${text}` : text)
    if (part === undefined) return []
    const verbatim = query.slice(start, end)
    const replace = (change: ReferenceChange): string | undefined => {
      const after = part.replace(change)
      if (after === undefined) return undefined
      return writeCqlValue(meaning === 'space-id' ? after.slice('space:'.length) : after, verbatim)
    }
    return [{ ...part, start, end, verbatim, replace }]
  })
}

function* split(text: string, separator: RegExp): Generator<{ readonly start: number; readonly end: number }> {
  let start = 0
  for (const match of text.matchAll(separator)) {
    if (match.index > start) yield { start, end: match.index }
    start = match.index + match[0].length
  }
  if (start < text.length) yield { start, end: text.length }
}
