import { type Archive, openArchive, type StreamName, streamNames, type StreamRecords } from '@spacecrate/format'
import { openRecordMap, type RecordMap } from '../../packages/importer/src/record-map.js'
import { comparable } from './comparable.js'
import { allowEverything } from './fixture-sites.js'
import { createInProcess, differencesInProcess, exportInProcess, importInProcess } from './in-process.js'

/** A site that went into an archive, from there into an empty site, and into an archive again. */
export interface RoundTrip extends AsyncDisposable {
  readonly there: Archive
  readonly back: Archive
  readonly map: RecordMap
  /** What the product's own comparison finds, a line each. */
  readonly differences: readonly string[]
}

/** Sends a site on the way and back; `at` gives paths in a folder for it. */
export async function makeRoundTrip(site: string, at: (name: string) => string): Promise<RoundTrip> {
  await exportInProcess(at('there.crate.zip'), site, ['--with-app-data'])
  await createInProcess(at('copy'))
  await importInProcess(at('copy'), at('there.crate.zip'), allowEverything)
  await exportInProcess(at('back.crate.zip'), at('copy'), ['--with-app-data'])
  const differences = await differencesInProcess(at('there.crate.zip'), at('back.crate.zip'), at('copy.work'))
  const there = await openArchive(at('there.crate.zip'))
  const back = await openArchive(at('back.crate.zip'))
  const map = openRecordMap({
    archive: there,
    workDir: at('copy.work'),
    destination: back.manifest.source.siteId,
  })
  return {
    there,
    back,
    map,
    differences,
    async [Symbol.asyncDispose]() {
      map[Symbol.dispose]()
      await there[Symbol.asyncDispose]()
      await back[Symbol.asyncDispose]()
    },
  }
}

/** How a record came back: `undefined` if it is the same, with the ids of the copy; else what became of it. */
export async function howItDiffers<Name extends StreamName>(
  { back, map }: RoundTrip,
  stream: Name,
  record: StreamRecords[Name],
): Promise<unknown> {
  const { id } = record
  const written = await map.mapRecord(stream, record)
  if (written === undefined) return { id, became: map.entryOf(stream, id)?.outcome ?? 'nothing' }
  const found = (await back.find(stream, written.id))?.record
  if (found === undefined) return { id, became: 'nothing that came back' }
  const [sent, returned] = [comparable(written), comparable(found)]
  return JSON.stringify(sorted(sent)) === JSON.stringify(sorted(returned)) ? undefined : { id, sent, returned }
}

/** Every record of an archive, by stream. */
export async function readArchive(archive: Archive): Promise<ReadonlyMap<StreamName, readonly unknown[]>> {
  const found = new Map<StreamName, unknown[]>()
  for (const stream of streamNames) {
    const records: unknown[] = []
    for await (const { record } of archive.records(stream)) records.push(record)
    found.set(stream, records)
  }
  return found
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]))
}
