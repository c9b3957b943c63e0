import type { AttachmentVersion } from '@spacecrate/format'
import type { ByteRange } from '../store/blob-files.js'
import type { SqliteStore } from '../store/sqlite-store.js'
import { Refusal } from './refusal.js'
import { decodeSegment, versionId } from './urls.js'
import type { Visit } from './visit.js'

/** The only types that a browser may show by itself: pictures that cannot hold a script. */
const inlineTypes: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

/** True for a type that a browser may show by itself, as the source named it; what is in the bytes decides in the end. */
export function isInlineType(mediaType: string): boolean {
  return inlineTypes.has(mediaType.trim().toLowerCase())
}

/** What a blob is sent as. */
export interface SentFile {
  readonly blob: string
  readonly bytes: number
  readonly name: string
  readonly mediaType: string | undefined
}

/** The bytes of a version of an attachment. */
export function attachmentFile(visit: Visit, segment: string, key: string, request: Request): Response {
  const attachment = visit.store.get('attachments', visit.id('attachment', segment))
  if (attachment === undefined || !visit.view.mayReadAttachment(attachment.id))
    throw new Refusal(404, 'There is no such attachment')
  const version = visit.store.get('attachment-versions', versionId(attachment.id, decodeSegment(key)))
  if (version?.of !== attachment.id) throw new Refusal(404, 'There is no such version of this attachment')
  const mediaType = version.mediaType ?? attachment.mediaType
  return fileResponse(visit.store, fileOf(visit.store, version, version.name ?? attachment.name, mediaType), request)
}

/** The picture of a person. */
export async function avatarFile(visit: Visit, segment: string, request: Request): Promise<Response> {
  visit.needAccount()
  const person = visit.person(visit.id('person', segment))
  const blob = person?.avatar
  if (blob === undefined || !visit.store.hasBlob(blob)) throw new Refusal(404, 'There is no picture of this person')
  const mediaType = await inlineBlobType(visit.store, blob)
  return fileResponse(visit.store, { blob, bytes: visit.store.blobSize(blob), name: 'avatar', mediaType }, request)
}

function fileOf(
  store: SqliteStore,
  { blob }: AttachmentVersion,
  name: string,
  mediaType: string | undefined,
): SentFile {
  if (blob === undefined || !store.hasBlob(blob)) throw new Refusal(404, 'The bytes of this version are not here')
  return { blob, bytes: store.blobSize(blob), name, mediaType }
}

/** The bytes of a blob, whole or a part of them; only pictures that cannot hold a script are shown by a browser. */
export function fileResponse(store: SqliteStore, file: SentFile, request: Request): Response {
  const type = file.mediaType?.trim().toLowerCase() ?? ''
  const inline = inlineTypes.has(type)
  const etag = `"${file.blob}"`
  const headers = new Headers({
    'content-type': inline ? type : safeType(type),
    'content-disposition': disposition(inline ? 'inline' : 'attachment', file.name),
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-cache',
    'accept-ranges': 'bytes',
    etag,
  })
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  const range = rangeOf(request, file.bytes, etag)
  const length = range === undefined ? file.bytes : range.end - range.start + 1
  headers.set('content-length', String(length))
  if (range !== undefined) headers.set('content-range', `bytes ${range.start}-${range.end}/${file.bytes}`)
  const status = range === undefined ? 200 : 206
  if (request.method === 'HEAD' || length === 0) return new Response(null, { status, headers })
  return new Response(streamOf(store.openBlob(file.blob, range === undefined ? {} : { range })), { status, headers })
}

/** A text as a file to keep: never anything that a browser shows. */
export function textResponse(text: string, name: string, request: Request): Response {
  const bytes = Buffer.from(text)
  const headers = new Headers({
    'content-type': 'application/octet-stream',
    'content-disposition': disposition('attachment', name),
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-cache',
    'content-length': String(bytes.length),
  })
  return new Response(request.method === 'HEAD' ? null : bytes, { headers })
}

/** One range of a request; several at once, and units other than bytes, are answered with the whole file. */
function rangeOf(request: Request, bytes: number, etag: string): ByteRange | undefined {
  const condition = request.headers.get('if-range')
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(request.headers.get('range') ?? '') ?? []
  if (from === undefined || to === undefined || (from === '' && to === '')) return undefined
  if (condition !== null && condition !== etag) return undefined
  const start = from === '' ? Math.max(0, bytes - Number(to)) : Number(from)
  const end = from === '' || to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1)
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined
  if (start > end) throw new Refusal(416, `The file has ${bytes} bytes`, { 'content-range': `bytes */${bytes}` })
  return { start, end }
}

/** Anything that a browser could take for a document goes as bytes. */
function safeType(type: string): string {
  return /^(application\/(pdf|zip|json|msword|vnd\.[\w.+-]+)|audio\/[\w.+-]+|video\/[\w.+-]+|text\/(plain|csv))$/.test(
    type,
  )
    ? type
    : 'application/octet-stream'
}

/** RFC 6266: a plain name for old readers, and the real one in UTF-8. */
function disposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replace(/[^\w.() -]/g, '_').slice(0, 200)
  const whole = name.replace(/\p{Surrogate}/gu, '\uFFFD').slice(0, 1000)
  const encoded = encodeURIComponent(whole.replace(/\p{Surrogate}/gu, '')).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`
}

function streamOf(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await iterator.next()
        if (next.done === true) controller.close()
        else controller.enqueue(next.value)
      },
      async cancel() {
        await iterator.return?.()
      },
    },
    { highWaterMark: 1 },
  )
}

/** The type of a blob that a browser may show by itself; `undefined` for anything else. It is read from the bytes. */
export async function inlineBlobType(store: SqliteStore, blob: string): Promise<string | undefined> {
  let head = ''
  for await (const chunk of store.openBlob(blob, { range: { start: 0, end: 15 } })) {
    head += Buffer.from(chunk).toString('latin1')
  }
  if (head.startsWith('\u0089PNG\r\n')) return 'image/png'
  if (head.startsWith('\u00FF\u00D8\u00FF')) return 'image/jpeg'
  if (/^GIF8[79]a/.test(head)) return 'image/gif'
  return /^RIFF[^]{4}WEBP/.test(head) ? 'image/webp' : undefined
}
