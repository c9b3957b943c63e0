import { type AnyRecord, type StreamName, isStreamName, streamRules } from '@spacecrate/format'
import { fileResponse, inlineBlobType, textResponse } from './file-response.js'
import { Refusal } from './refusal.js'
import { decodeSegment } from './urls.js'
import type { Visit } from './visit.js'

/**
 * The bytes, or the whole text, that a record of any kind holds in one of its fields. Texts of pages, comments, templates and
 * spaces are for whoever may read these, custom emoji for everybody with an account, what else a space holds for those who
 * administer it, and everything else for the administrator of the site.
 */
export async function recordFile(visit: Visit, stream: string, segment: string, request: Request): Promise<Response> {
  const id = decodeSegment(segment)
  const isSeen = isReadWithOwner(stream) ? mayRead(visit, stream, id) : mayAskFor(visit, stream, id)
  const record = isSeen && isStreamName(stream) ? visit.store.get(stream, id) : undefined
  if (record === undefined || !isStreamName(stream)) throw new Refusal(404, 'There is no such record')
  const field = visit.asked('field') ?? 'file'
  const value = fieldOf(stream, record, field)
  const name = fileNameOf(record) ?? field
  if (hasText(value, 'value')) return textResponse(value.value, name, request)
  const blob = typeof value === 'string' ? value : hasText(value, 'blob') ? value.blob : undefined
  if (blob === undefined || !visit.store.hasBlob(blob)) throw new Refusal(404, 'There is no such file')
  // What an app or a text keeps is never shown by a browser, whatever it looks like.
  const mediaType = field === 'file' && stream !== 'app-data' ? await inlineBlobType(visit.store, blob) : undefined
  return fileResponse(visit.store, { blob, bytes: visit.store.blobSize(blob), name, mediaType }, request)
}

const readWithOwner = ['versions', 'comment-versions', 'template-versions', 'spaces'] as const

function isReadWithOwner(stream: string): stream is (typeof readWithOwner)[number] {
  return readWithOwner.some((name) => name === stream)
}

/** True if the visitor may read what the text is of. */
function mayRead({ store, view }: Visit, stream: (typeof readWithOwner)[number], id: string): boolean {
  if (stream === 'spaces') return view.mayReadSpace(id)
  if (stream === 'template-versions') return view.mayReadTemplate(store.get(stream, id)?.of ?? '')
  const version = store.get(stream, id)
  if (version === undefined || !view.mayReadVersion(version)) return false
  return stream === 'versions' ? view.mayReadContent(version.of) : view.mayReadComment(version.of)
}

/** True, or a refusal that is the same whether or not there is such a record: ids say who is in which group. */
function mayAskFor(visit: Visit, stream: string, id: string): true {
  const { store, view } = visit
  const space =
    stream === 'settings'
      ? store.get('settings', id)?.owner
      : stream === 'calendar-events'
        ? store.get('calendars', store.get('calendar-events', id)?.calendar ?? '')?.space
        : undefined
  if (stream === 'emoji') visit.needAccount()
  else if (space === undefined || !view.mayAdminister(space)) visit.needAdministrator()
  return true
}

/** What stands at a path that the rule of the stream names as holding a blob. */
function fieldOf(stream: StreamName, record: AnyRecord, path: string): unknown {
  const steps = path.split('.')
  if (!streamRules[stream].blobs.includes(steps[0] ?? '')) return undefined
  let value: unknown = record
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = (value as Readonly<Record<string, unknown>>)[step]
  }
  return value
}

function hasText<Name extends string>(value: unknown, name: Name): value is { readonly [Key in Name]: string } {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof Object.getOwnPropertyDescriptor(value, name)?.value === 'string'
  )
}

function fileNameOf(record: AnyRecord): string | undefined {
  for (const name of ['fileName', 'name', 'shortName']) {
    const value = (record as unknown as Readonly<Record<string, unknown>>)[name]
    if (typeof value === 'string' && value !== '') return value.split(/[/\\]/).at(-1)
  }
  return undefined
}
