import { type StreamName, type StreamRecords, type StreamRule, referencesOf, streamRules } from '@spacecrate/format'
import { SiteError } from '../error.js'

/**
 * References whose target may come after the row itself, because the streams are imported in their canonical order and
 * these point forward in it, or within their own stream.
 */
const later: { readonly [Name in StreamName]?: (record: StreamRecords[Name]) => (string | undefined)[] } = {
  people: (r) => [r.created?.by],
  spaces: (r) => [r.home, r.logo],
  content: (r) => [r.draftOf],
  attachments: (r) => (/^(comment|template):/.test(r.container) ? [r.container] : []),
  comments: (r) => [r.attachment],
  'sidebar-links': (r) => [r.target],
}

/**
 * What a record may point to although it is not there, or not yet: no stream holds apps, and evidence may tell of what was
 * gone already.
 */
export function mayComeLater<Name extends StreamName>(
  stream: Name,
  record: StreamRecords[Name],
): (string | undefined)[] {
  const rule: StreamRule<Name> = streamRules[stream]
  const subject: unknown = Reflect.get(record, 'subject')
  const isApp = typeof subject === 'object' && subject !== null && Reflect.get(subject, 'type') === 'app'
  const app: unknown = isApp ? Reflect.get(subject, 'id') : undefined
  const evidence = rule.evidence === true ? optionalReferences(stream, record) : []
  return [...(later[stream]?.(record) ?? []), ...evidence, ...(typeof app === 'string' ? [app] : [])]
}

function optionalReferences<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): string[] {
  const { owner, parent, references, required }: StreamRule<Name> = streamRules[stream]
  const places = [owner(record), parent?.(record)]
  return references.flatMap((path) => {
    const id = path.split('.').reduce<unknown>((at, step) => (isObject(at) ? Reflect.get(at, step) : undefined), record)
    return required.includes(path) || typeof id !== 'string' || places.includes(id) ? [] : [id]
  })
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** Throws `ROW_INVALID` if something that the record points to is not there. */
export function checkReferences<Name extends StreamName>(
  stream: Name,
  record: StreamRecords[Name],
  index: { readonly has: (id: string) => boolean },
): void {
  let excused: (string | undefined)[] | undefined
  for (const id of referencesOf(stream, record)) {
    if (index.has(id)) continue
    excused ??= mayComeLater(stream, record)
    if (!excused.includes(id)) throw invalid(stream, record.id, `it points to ${quote(id)}, which is not there`)
  }
}

/** Throws `ROW_INVALID` unless the parent has the same owner: a tree never leaves its space, nor a thread its page. */
export function checkParent<Name extends StreamName>(
  stream: Name,
  record: StreamRecords[Name],
  ownerOf: (id: string) => string | undefined,
): void {
  const rule: StreamRule<Name> = streamRules[stream]
  const id = rule.parent?.(record)
  if (id === undefined) return
  const owner = rule.owner(record)
  if (ownerOf(id) === owner) return
  throw invalid(stream, record.id, `its parent ${quote(id)} does not belong to ${quote(owner ?? '')}`)
}

/** Throws `ROW_INVALID` if the new version of a record is another thing, or stands elsewhere. */
export function checkSamePlace<Name extends StreamName>(
  stream: Name,
  before: StreamRecords[Name],
  after: StreamRecords[Name],
): void {
  const rule: StreamRule<Name> = streamRules[stream]
  const same =
    before.id === after.id && rule.owner(before) === rule.owner(after) && rule.parent?.(before) === rule.parent?.(after)
  if (!same) throw invalid(stream, before.id, 'its id, owner and parent cannot change')
}

/** The error of a row that cannot stand. */
export function invalid(stream: StreamName, id: string, problem: string): SiteError<'ROW_INVALID'> {
  return new SiteError(
    'ROW_INVALID',
    `The row ${quote(id)} of ${stream} cannot be written: ${problem}; create what it needs first`,
    { stream, id, problem },
  )
}

/** The error of a row that an import may not change any more. */
export function edited(stream: StreamName, id: string): SiteError<'ROW_EDITED'> {
  const message = `The row ${quote(id)} was changed since an import wrote it; it is left as it is`
  return new SiteError('ROW_EDITED', message, { stream, id })
}

/** The error of a row that another record was made into, or none. */
export function notOurs(
  id: string,
  { source, record }: { readonly source: string; readonly record: string },
): SiteError<'ROW_NOT_OURS'> {
  return new SiteError(
    'ROW_NOT_OURS',
    `The row ${quote(id)} was not made of the record ${quote(record)} of ${quote(source)}; it is left as it is`,
    { id, source, record },
  )
}

/** An id of others in a message: bounded, and without characters that a terminal obeys. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text)
}
