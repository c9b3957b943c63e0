import {
  type Archive,
  diffArchives,
  type Difference,
  SpaceFinder,
  type StreamName,
  type StreamRule,
  streamRules,
} from '@spacecrate/format'
import { openRecordMap, type RecordMap } from '@spacecrate/importer'
import { importedArchive, type NotCompared } from './imported-archive.js'
import { OmittedIds } from './omitted-ids.js'

/** How two archives compare. */
export interface Comparison extends Readonly<NotCompared> {
  readonly differences: number
  /** Only with an id map: how many of the differences are records that B lists as left out by its export. */
  readonly omitted: number
  /** Only with an id map: records that only B has, outside the spaces that were imported. */
  readonly besides: number
}

/** Options of `compareArchives`. */
export interface CompareOptions {
  readonly signal: AbortSignal
  /** Work folder of the import that made what B was exported from: ids, names and bodies are compared as it wrote them. */
  readonly work?: string | undefined
  readonly onProgress?: ((progress: { readonly done: number; readonly total: number }) => void) | undefined
}

/** Compares two archives, and calls `found` with every difference. */
export async function compareArchives(
  a: Archive,
  b: Archive,
  options: CompareOptions,
  found: (difference: Difference) => Promise<void>,
): Promise<Comparison> {
  const { signal, work, onProgress } = options
  const shared = { signal, onProgress }
  const counts: NotCompared = { notImported: 0, matchedBefore: 0 }
  let differences = 0
  let besides = 0
  let omitted = 0
  if (work === undefined) {
    for await (const difference of diffArchives(a, b, shared)) {
      differences++
      await found(difference)
    }
    return { differences, omitted, besides, ...counts }
  }
  using map = openRecordMap({ archive: a, workDir: work, destination: b.manifest.source.siteId })
  await using places = new SpaceFinder(b, { signal })
  const left = await OmittedIds.read(b, signal)
  const spaces = await importedSpaces(a, map, signal)
  for await (const difference of diffArchives(importedArchive(a, map, counts), b, { ...shared, map: map.idOf })) {
    // What B lists as left out is not there: a difference, and never equal.
    if (difference.type === 'only-a' && left.has((await targetOf(a, map, difference.stream, difference.id)) ?? ''))
      omitted++
    // The destination may hold anything else: only inside the imported spaces is more than was imported a difference.
    if (difference.type === 'only-b' && !(await liesIn(spaces, b, places, difference.stream, difference.id))) besides++
    else {
      differences++
      await found(difference)
    }
  }
  return { differences, omitted, besides, ...counts }
}

/** The spaces at the destination that an import made. */
async function importedSpaces(archive: Archive, map: RecordMap, signal: AbortSignal): Promise<ReadonlySet<string>> {
  const spaces = new Set<string>()
  for await (const { record } of archive.records('spaces', { signal })) {
    const target = map.idOf(record.id)
    if (target !== undefined) spaces.add(target)
  }
  return spaces
}

/** Id that a record of A has in B. */
async function targetOf(a: Archive, map: RecordMap, stream: StreamName, id: string): Promise<string | undefined> {
  const record = (await a.find(stream, id))?.record
  return record === undefined ? undefined : (await map.mapRecord(stream, record))?.id
}

async function liesIn<Name extends StreamName>(
  spaces: ReadonlySet<string>,
  archive: Archive,
  places: SpaceFinder,
  stream: Name,
  id: string,
): Promise<boolean> {
  if (stream === 'spaces') return spaces.has(id)
  const rule: StreamRule<Name> = streamRules[stream]
  const record = (await archive.find(stream, id))?.record
  const owner = record === undefined ? undefined : rule.owner(record)
  const space = owner === undefined ? undefined : await places.spaceOf(owner)
  return space !== undefined && spaces.has(space)
}
