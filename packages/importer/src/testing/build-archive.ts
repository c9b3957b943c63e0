import { join } from 'node:path'
import { openArchive, openWorkFolder, streamNames } from '@spacecrate/format'
import type { Archive, Manifest, Omission, StreamRecords } from '@spacecrate/format'

/** Records by stream, in any order. */
export type RecordsByStream = { readonly [Name in keyof StreamRecords]?: readonly StreamRecords[Name][] }

/** What an archive for a test is made of. */
export interface ArchiveParts {
  readonly records: RecordsByStream
  /** Texts that become blobs, each by the mark that stands for its digest in records. */
  readonly blobs?: Readonly<Record<string, string | Uint8Array>>
  readonly omissions?: readonly Omission[]
  readonly source?: Partial<Manifest['source']>
  readonly selection?: Manifest['selection']
  /** @default 'archive-1' */
  readonly id?: string
}

/** Seals a small archive into the folder and opens it. */
export async function buildArchive(dir: string, parts: ArchiveParts): Promise<Archive> {
  const id = parts.id ?? 'archive-1'
  const path = join(dir, `${id}.crate.zip`)
  await using writer = await openWorkFolder(join(dir, `work-${id}`), { key: id })
  const digests = new Map<string, string>()
  for (const [mark, bytes] of Object.entries(parts.blobs ?? {})) {
    const { digest } = await writer.store([typeof bytes === 'string' ? Buffer.from(bytes) : bytes])
    digests.set(mark, digest)
  }
  for (const stream of streamNames) {
    for (const record of parts.records[stream] ?? []) await writer.append(stream, withDigests(record, digests))
  }
  for (const omission of parts.omissions ?? []) await writer.omit(omission)
  await writer.seal(path, {
    archive: { id, created: { at: '2031-01-02T03:04:05.000Z' } },
    tool: { name: 'test', version: '0' },
    source: { adapter: 'test', product: 'data-center', siteId: 'source-1', baseUrls: [], ...parts.source },
    selection: parts.selection ?? {},
    consistency: { kind: 'snapshot' },
    accounts: [],
  })
  return openArchive(path)
}

function withDigests<Value>(value: Value, digests: ReadonlyMap<string, string>): Value {
  if (digests.size === 0) return value
  return JSON.parse(JSON.stringify(value), (_key, inner: unknown) =>
    typeof inner === 'string' ? (digests.get(inner) ?? inner) : inner,
  ) as Value
}
