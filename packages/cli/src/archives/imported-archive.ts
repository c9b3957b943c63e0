import {
  type Archive,
  encodeValue,
  type ReadRecord,
  type StreamName,
  type StreamRecords,
  type StreamRule,
  streamRules,
} from '@spacecrate/format'
import type { RecordMap } from '@spacecrate/importer'

/** What of an archive was left out of a comparison. */
export interface NotCompared {
  /** Records that the import did not write: skipped, refused, or failed. Its report lists them. */
  notImported: number
  /** Records for which the import used what stood at the destination before. */
  matchedBefore: number
}

/**
 * An archive as an import wrote it: bodies, keys and titles are those of the destination, ids are still those of the
 * archive, so that a comparison can map them and name both. Records that the import did not write are left out.
 */
export function importedArchive(archive: Archive, map: RecordMap, counts: NotCompared): Archive {
  async function translate<Name extends StreamName>(
    stream: Name,
    read: ReadRecord<Name>,
    options: { readonly signal?: AbortSignal },
  ): Promise<ReadRecord<Name> | undefined> {
    const written = await map.mapRecord(stream, read.record, options)
    if (written === undefined) return undefined
    const record = withIdsOf(stream, written, read.record)
    return { record, line: Buffer.from(encodeValue(record)), unknown: read.unknown }
  }

  return {
    path: archive.path,
    manifest: archive.manifest,
    manifestDigest: archive.manifestDigest,
    seal: archive.seal,
    async *records(stream, options = {}) {
      for await (const read of archive.records(stream, options)) {
        const translated = await translate(stream, read, options)
        if (translated !== undefined) yield translated
        else if (map.entryOf(stream, read.record.id)?.outcome === 'matched') counts.matchedBefore++
        else counts.notImported++
      }
    },
    async find(stream, id) {
      const read = await archive.find(stream, id)
      return read === undefined ? undefined : await translate(stream, read, {})
    },
    async *owned(stream, owner, options = {}) {
      for await (const read of archive.owned(stream, owner, options)) {
        const translated = await translate(stream, read, options)
        if (translated !== undefined) yield translated
      }
    },
    omissions: () => archive.omissions(),
    hasBlob: (digest) => archive.hasBlob(digest),
    openBlob: (digest, options) => archive.openBlob(digest, options),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}

/** The record with its own id and its references to others as in `original`, where both have them. */
function withIdsOf<Name extends StreamName>(
  stream: Name,
  written: StreamRecords[Name],
  original: StreamRecords[Name],
): StreamRecords[Name] {
  const record = structuredClone(written)
  Reflect.set(record, 'id', original.id)
  const rule: StreamRule<Name> = streamRules[stream]
  for (const path of rule.references) {
    const steps = path.split('.')
    const last = steps.pop() ?? ''
    const from = holderAt(original, steps)
    const to = holderAt(record, steps)
    if (from === undefined || to === undefined || !Object.hasOwn(from, last) || !Object.hasOwn(to, last)) continue
    Reflect.set(to, last, Reflect.get(from, last))
  }
  return record
}

function holderAt(value: unknown, steps: readonly string[]): object | undefined {
  let inner: unknown = value
  for (const step of steps) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, step)) return undefined
    inner = Reflect.get(inner, step)
  }
  return typeof inner === 'object' && inner !== null ? inner : undefined
}
