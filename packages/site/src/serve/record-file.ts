import { type AnyRecord, type StreamName, isStreamName, streamRules } from '@spacecrate/format'
import { fileResponse, inlineBlobType } from './file-response.js'
import { Refusal } from './refusal.js'
import { decodeSegment } from './urls.js'
import type { Visit } from './visit.js'

/**
 * The bytes that a record of any kind holds in one of its fields. Custom emoji are for everybody with an account, the files
 * of a space for those who administer it, and everything else for the administrator of the site.
 */
export async function recordFile(visit: Visit, stream: string, segment: string, request: Request): Promise<Response> {
  const found = isStreamName(stream) ? visit.store.get(stream, decodeSegment(segment)) : undefined
  if (found === undefined || !isStreamName(stream)) throw new Refusal(404, 'There is no such record')
  mayReadFileOf(visit, stream, found)
  const field = visit.asked('field') ?? 'file'
  const value = fieldOf(stream, found, field)
  const blob = typeof value === 'string' ? value : isBlobBody(value) ? value.blob : undefined
  if (blob === undefined || !visit.store.hasBlob(blob)) throw new Refusal(404, 'There is no such file')
  // What an app or a text keeps is never shown by a browser, whatever it looks like.
  const mediaType = field === 'file' && stream !== 'app-data' ? await inlineBlobType(visit.store, blob) : undefined
  const name = fileNameOf(found) ?? field
  return fileResponse(visit.store, { blob, bytes: visit.store.blobSize(blob), name, mediaType }, request)
}

function mayReadFileOf(visit: Visit, stream: StreamName, record: AnyRecord): void {
  if (stream === 'emoji') return visit.needAccount()
  if (stream === 'settings' && 'owner' in record && record.owner.startsWith('space:')) {
    visit.administeredSpace(record.owner)
    return undefined
  }
  if (stream === 'calendar-events' && 'calendar' in record) {
    const space = visit.store.get('calendars', record.calendar)?.space
    if (space !== undefined) {
      visit.administeredSpace(space)
      return undefined
    }
  }
  return visit.needAdministrator()
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

function isBlobBody(value: unknown): value is { readonly blob: string } {
  return typeof value === 'object' && value !== null && 'blob' in value && typeof value.blob === 'string'
}

function fileNameOf(record: AnyRecord): string | undefined {
  for (const name of ['fileName', 'name', 'shortName']) {
    const value = (record as unknown as Readonly<Record<string, unknown>>)[name]
    if (typeof value === 'string' && value !== '') return value.split(/[/\\]/).at(-1)
  }
  return undefined
}
