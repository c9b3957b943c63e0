import { type Archive, openArchive, type StreamName, streamNames, type StreamRecords } from '@spacecrate/format'
import { openRecordMap, type RecordMap } from '../../packages/importer/src/record-map.js'
import { comparable } from './comparable.js'
import { allowEverything } from './fixture-sites.js'
import { readRawSite, type HeldRecords } from './raw-site.js'
import { createInProcess, differencesInProcess, exportInProcess, importInProcess } from './in-process.js'

/** A site that went into an archive, from there into an empty site, and into an archive again. */
export interface RoundTrip extends AsyncDisposable {
  readonly there: Archive
  readonly back: Archive
  readonly map: RecordMap
  /** What stands in the copy, also where it is shut and so in no export. */
  readonly copy: HeldRecords
  /** What the product's own comparison finds, a line each. */
  readonly differences: readonly string[]
}

/** Sends a site on the way and back; `at` gives paths in a folder for it, `urls` are those that the site is known by. */
export async function makeRoundTrip(
  site: string,
  at: (name: string) => string,
  urls: readonly string[],
): Promise<RoundTrip> {
  await exportInProcess(at('there.crate.zip'), site, ['--with-app-data', '--source-url', urls.join(',')])
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
    copy: readRawSite(at('copy')),
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
  { back, map, copy }: RoundTrip,
  stream: Name,
  record: StreamRecords[Name],
): Promise<unknown> {
  const { id } = record
  const written = await map.mapRecord(stream, record)
  if (written === undefined) return { id, became: map.entryOf(stream, id)?.outcome ?? 'nothing' }
  const returned = (await back.find(stream, written.id))?.record
  const found = returned ?? copy[stream].find((one) => one.id === written.id)
  if (found === undefined) return { id, became: 'nothing that is there' }
  // The translation is the importer's own: a field that it forgot would be missed on both sides.
  const lost = fieldsOf(record).filter((field) => !fieldsOf(found).includes(field))
  if (lost.length > 0) return { id, lost }
  const [sent, there] = [comparable(written), comparable(found)]
  return JSON.stringify(sorted(sent)) === JSON.stringify(sorted(there)) ? undefined : { id, sent, there }
}

/** Every record of an archive, by stream. */
export async function readArchive(archive: Archive): Promise<HeldRecords> {
  const found: Record<string, unknown[]> = {}
  for (const stream of streamNames) {
    const records: unknown[] = []
    for await (const { record } of archive.records(stream)) records.push(record)
    found[stream] = records
  }
  return found as unknown as HeldRecords
}

/** Paths of everything that a record says, but for what a body holds. */
function fieldsOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || 'format' in value) return [path]
  return Object.entries(value).flatMap(([name, inner]) => fieldsOf(inner, `${path}/${name}`))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]))
}
