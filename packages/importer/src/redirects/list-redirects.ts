import type { Archive, Space, StreamName } from '@spacecrate/format'
import { BoundedMap } from '../bounded-map.js'
import type { CallOptions, Destination, Held } from '../destination.js'
import { type ReadStepRecord, recordBatches } from '../record-batches.js'
import { openRecordMap, type RecordMap } from '../record-map.js'
import { contentUrls, fileUrls, keysOf, type OldUrl, spaceUrls } from './old-urls.js'

/** Where an address of the source leads now. */
export interface Redirect extends OldUrl {
  /** Path of the new address, below the base URL of the destination. */
  readonly to: string
  /** Id in the archive. */
  readonly record: string
}

/** What is listed. */
export interface RedirectsRequest extends CallOptions {
  readonly archive: Archive
  /** Only read from. */
  readonly destination: Destination
  /** Work folder of the import. */
  readonly workDir: string
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void
}

const streams = ['spaces', 'content', 'attachments'] as const
const remembered = 4_096

/**
 * Every address that the source had for what is at the destination now, in the order of the archive. Throws
 * `JOURNAL_NOT_FOUND` when the archive was not imported there under this work folder.
 */
export async function* listRedirects(request: RedirectsRequest): AsyncGenerator<Redirect> {
  const { archive, destination, workDir, signal, onProgress } = request
  const { reader } = destination
  const { siteId } = await destination.describe(request)
  using map = openRecordMap({ archive, workDir, destination: siteId })
  const spaces = new BoundedMap<string, Space>(remembered)
  const options = signal === undefined ? {} : { signal }
  const total = streams.reduce(
    (sum, name) => sum + (archive.manifest.streams.find((one) => one.name === name)?.records ?? 0),
    0,
  )
  let done = 0
  for (const stream of streams) {
    for await (const batch of recordBatches(archive, stream, options)) {
      const carried = batch.flatMap((item) => {
        const target = map.idOf(item.record.id)
        return target === undefined ? [] : [{ item, target }]
      })
      const targets = carried.map(({ target }) => target)
      const held = await reader.load<StreamName>(archive.manifest.source.siteId, stream, targets, options)
      for (const [at, { item }] of carried.entries()) {
        const there = held[at]
        const to = there === undefined ? undefined : await addressOf(item, there, destination, archive, options)
        if (to === undefined) continue
        for (const url of await urlsOf(item, archive, map, spaces)) yield { ...url, to, record: item.record.id }
      }
      onProgress?.({ done: (done += batch.length), total })
    }
  }
}

/** A link to a file gave its bytes, so its redirect does as well. */
async function addressOf(
  { stream }: ReadStepRecord,
  held: Held,
  destination: Destination,
  { manifest }: Archive,
  options: CallOptions,
): Promise<string | undefined> {
  if (stream !== 'attachments') return destination.addressOf<StreamName>(stream, held.record)
  const number: unknown = Reflect.get(held.record, 'version')
  const id = `version:${held.record.id}/${String(number)}`
  const [version] = await destination.reader.load(manifest.source.siteId, 'attachment-versions', [id], options)
  const bytes = version === undefined ? undefined : destination.addressOf('attachment-versions', version.record)
  return bytes ?? destination.addressOf<StreamName>(stream, held.record)
}

async function urlsOf(
  { stream, record }: ReadStepRecord,
  archive: Archive,
  map: RecordMap,
  spaces: BoundedMap<string, Space>,
): Promise<OldUrl[]> {
  if (stream === 'spaces') return spaceUrls(keysOf(record))
  if (stream === 'attachments') return record.status === 'current' ? fileUrls(record) : []
  if (stream !== 'content') return []
  const space = spaces.get(record.space) ?? (await archive.find('spaces', record.space))?.record
  if (space === undefined) return []
  spaces.set(record.space, space)
  return contentUrls(record, space, map.isNamed(record))
}
