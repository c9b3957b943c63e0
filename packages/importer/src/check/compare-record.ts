import { isDeepStrictEqual } from 'node:util'
import { canonicalStorage } from '@spacecrate/confluence'
import {
  type Archive,
  type Body,
  type Bytes,
  loadBody,
  type StreamName,
  type StreamRecords,
  streamRules,
} from '@spacecrate/format'
import type { CallOptions, DestinationReader } from '../destination.js'
import type { WrittenRecord } from '../record-map.js'
import { canonicalJson } from '../canonical-json.js'

/** What comparing needs, and where it counts. */
export interface ComparisonContext extends CallOptions {
  readonly archive: Archive
  readonly reader: DestinationReader
  readonly counts: { compared: number; canonical: number }
}

/** Longer texts are compared by their bytes alone, which are the same unless something is wrong. */
const longestText = 32 * 1024 * 1024

/** Names of the fields in which a record at the destination is not as the import must have made it. */
export async function differingFields<Name extends StreamName>(
  stream: Name,
  expected: WrittenRecord<Name>,
  found: StreamRecords[Name],
  context: ComparisonContext,
): Promise<string[]> {
  const names = new Set([...Object.keys(expected.record), ...Object.keys(found)])
  const differing: string[] = []
  for (const name of names) {
    const [before, after]: unknown[] = [Reflect.get(expected.record, name), Reflect.get(found, name)]
    const same = streamRules[stream].blobs.includes(name)
      ? await sameBodies(before, after, expected.blobs, context)
      : isDeepStrictEqual(before, after)
    if (!same) differing.push(name)
  }
  return differing.sort()
}

async function sameBodies(
  before: unknown,
  after: unknown,
  blobs: ReadonlyMap<string, Buffer>,
  context: ComparisonContext,
): Promise<boolean> {
  if (Array.isArray(before) && Array.isArray(after)) {
    if (before.length !== after.length) return false
    for (const [at, one] of before.entries()) if (!(await sameBodies(one, after[at], blobs, context))) return false
    return true
  }
  // The bytes of files are looked at apart.
  if (!isBody(before) || !isBody(after)) return isDeepStrictEqual(before, after)
  context.counts.compared++
  if (isDeepStrictEqual(before, after)) return true
  if (before.format !== after.format || sizeOf(before) > longestText || sizeOf(after) > longestText) return false
  const { archive, reader } = context
  const expected = await textOf(before, (digest) => {
    const own = blobs.get(digest)
    return own === undefined ? archive.openBlob(digest, context) : [own]
  })
  const found = await textOf(after, (digest) => reader.openBlob(digest, context)).catch((): undefined => undefined)
  context.signal?.throwIfAborted()
  if (found === undefined || !sameText(before.format, expected, found)) return false
  context.counts.canonical++
  return true
}

function sameText(format: Body['format'], one: string, other: string): boolean {
  if (one === other) return true
  if (format === 'storage') return canonicalStorage(one) === canonicalStorage(other)
  return format === 'adf' && canonicalJson(one) === canonicalJson(other)
}

async function textOf(body: Body, open: (digest: string) => Bytes): Promise<string> {
  async function* openBlob(digest: string): AsyncGenerator<Uint8Array> {
    yield* open(digest)
  }
  return loadBody({ openBlob }, body)
}

function sizeOf(body: Body): number {
  return 'value' in body ? body.value.length : body.bytes
}

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && 'format' in value && ('value' in value || 'blob' in value)
}
