import { createHash } from 'node:crypto'
import type { MarkupFault } from '@spacecrate/confluence'
import { bodyFor, loadBody } from '@spacecrate/format'
import type { Archive, Body, Bytes } from '@spacecrate/format'
import type { CallOptions } from '../destination.js'
import { addCounts, noReferences, type ReferenceCount } from '../references/count-references.js'
import { holdsReferences, rewriteBody } from '../references/rewrite-body.js'
import type { BodyPlace, Resolver } from '../references/resolver.js'

/** A body ready for the destination. */
export interface TranslatedBody {
  readonly body: Body
  readonly references: ReferenceCount
  /** Why its references stay as they are, if so. */
  readonly notRewrittenWhy?: string
  /** Where it isn't well formed, if so. */
  readonly fault?: MarkupFault
  /** Bytes of the blob that `body` names, where translating made a new one. */
  readonly blob?: Buffer
}

/** A text of at most so many code units surely fits into a record, however it is escaped. */
const surelyInline = 40_000
/** A longer text is kept as it is: it would have to be held in memory several times over. */
const longestRewritten = 16 * 1024 * 1024

/** Rewrites the references of a body. Answers at once for a body inside a record, later for a blob. */
export function translateBody(
  body: Body,
  place: BodyPlace,
  resolver: Resolver,
  archive: Pick<Archive, 'openBlob'>,
  options: CallOptions,
): TranslatedBody | Promise<TranslatedBody> {
  const { format } = body
  if (!holdsReferences(format)) return { body, references: noReferences }
  if (!('value' in body)) return translateBlob()
  const { text, fault, ...references } = rewriteBody(format, body.value, place, resolver)
  const counted = { references, ...(fault === undefined ? {} : { fault }) }
  if (text === body.value) return { body, ...counted }
  if (text.length <= surelyInline) return { body: { format, value: text }, ...counted }
  return store(text, counted)

  async function translateBlob(): Promise<TranslatedBody> {
    if ('bytes' in body && body.bytes > longestRewritten) {
      const notRewrittenWhy = `a text of ${body.bytes} bytes is longer than ${longestRewritten}`
      return { body, references: noReferences, notRewrittenWhy }
    }
    const before = await loadBody(archive, body, options)
    const { text: after, fault, ...references } = rewriteBody(format, before, place, resolver)
    const counted = { references, ...(fault === undefined ? {} : { fault }) }
    return after === before ? { body, ...counted } : store(after, counted)
  }

  async function store(
    changed: string,
    counted: Pick<TranslatedBody, 'references' | 'fault'>,
  ): Promise<TranslatedBody> {
    let blob: Buffer | undefined
    const keep = async (bytes: Bytes): Promise<{ digest: string; bytes: number }> => {
      const chunks: Uint8Array[] = []
      for await (const chunk of bytes) chunks.push(chunk)
      blob = Buffer.concat(chunks)
      return { digest: createHash('sha256').update(blob).digest('hex'), bytes: blob.byteLength }
    }
    const made = await bodyFor({ store: keep }, body.format, changed)
    return { body: made, ...counted, ...(blob === undefined ? {} : { blob }) }
  }
}

/** The references of several bodies together. */
export function countOf(bodies: readonly TranslatedBody[]): ReferenceCount {
  return bodies.reduce((sum, { references }) => addCounts(sum, references), noReferences)
}
