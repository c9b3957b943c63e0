import type { Archive, Space, StreamName, StreamRecords } from '@spacecrate/format'
import { BoundedMap } from '../bounded-map.js'
import type { CallOptions, Destination, Held } from '../destination.js'
import { recordBatches } from '../record-batches.js'
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
    const kind = redirectKindOf<StreamName>(stream)
    if (kind === undefined) continue
    for await (const batch of recordBatches(archive, stream, options)) {
      const carried = batch.flatMap((item) => {
        const target = map.idOf(item.record.id)
        return target === undefined ? [] : [{ item, target }]
      })
      const targets = carried.map(({ target }) => target)
      const held = await reader.load<StreamName>(archive.manifest.source.siteId, stream, targets, options)
      for (const [at, { item }] of carried.entries()) {
        const there = held[at]
        const to =
          there === undefined
            ? undefined
            : await addressOf<StreamName>(stream, there, kind, destination, archive, options)
        if (to === undefined) continue
        for (const url of await kind.urls(item.record, { archive, map, spaces }))
          yield { ...url, to, record: item.record.id }
      }
      onProgress?.({ done: (done += batch.length), total })
    }
  }
}

/** What a redirect of a kind is made of. */
interface RedirectKind<Name extends StreamName> {
  readonly urls: (record: StreamRecords[Name], context: UrlContext) => readonly OldUrl[] | Promise<readonly OldUrl[]>
  /** Id at the destination of a version whose bytes are meant, and not the thing itself. */
  readonly bytesOf?: (record: StreamRecords[Name]) => string
}

interface UrlContext {
  readonly archive: Archive
  readonly map: RecordMap
  readonly spaces: BoundedMap<string, Space>
}

const kinds: { readonly [Name in StreamName]?: RedirectKind<Name> } = {
  spaces: { urls: (record) => spaceUrls(keysOf(record)) },
  content: {
    urls: async (record, { archive, map, spaces }) => {
      const space = spaces.get(record.space) ?? (await archive.find('spaces', record.space))?.record
      if (space === undefined) return []
      spaces.set(record.space, space)
      return contentUrls(record, space, map.isNamed(record))
    },
  },
  // A link to a file gave its bytes, so its redirect does as well.
  attachments: {
    urls: (record) => (record.status === 'current' ? fileUrls(record) : []),
    bytesOf: ({ id, version }) => `version:${id}/${version}`,
  },
}

function redirectKindOf<Name extends StreamName>(stream: Name): RedirectKind<Name> | undefined {
  return kinds[stream]
}

async function addressOf<Name extends StreamName>(
  stream: Name,
  { record }: Held<Name>,
  { bytesOf }: RedirectKind<Name>,
  destination: Destination,
  { manifest }: Archive,
  options: CallOptions,
): Promise<string | undefined> {
  const whole = destination.addressOf(stream, record)
  if (bytesOf === undefined) return whole
  const id = bytesOf(record)
  const [version] = await destination.reader.load(manifest.source.siteId, 'attachment-versions', [id], options)
  const bytes = version === undefined ? undefined : destination.addressOf('attachment-versions', version.record)
  return bytes ?? whole
}
