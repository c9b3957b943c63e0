import type { Descriptor } from '@spacecrate/confluence'
import type { Manifest } from '@spacecrate/format'
import type { SourceItem } from '../../source.js'
import { readHere } from './beside-reading.js'
import { choose } from './choose.js'
import { findingById } from './csv-tables/files-by-id.js'
import { remembering } from './index/once.js'
import { omit } from './items.js'
import { Groups } from './known-groups.js'
import { explainLeftovers } from './leftovers.js'
import { type ObjectReading, objectContextOf } from './object-context.js'
import { OneAtATime } from './one-at-a-time.js'
import type { Part, PartFiles } from './parts/part.js'
import { readAstray } from './read-astray.js'
import type { ClassFamily } from './read-class.js'
import type { ReadContext } from './read-context.js'
import { readLeftFiles } from './read-files.js'
import type { ReadingThreads } from './threads/reading-threads.js'

/** What a reading starts from. */
export interface Reading extends ObjectReading {
  readonly parts: readonly Part[]
  readonly files: PartFiles
  readonly descriptor: Descriptor | undefined
  readonly identity: Manifest['source']
  readonly product: Manifest['source']['product']
  readonly done: (id: string) => boolean
}

/** What is read in a row: items as they come, now and then `undefined`, where the process may breathe; or lists of them. */
export type Stretch = Iterable<SourceItem | undefined> | AsyncIterable<Iterable<SourceItem>>

/** Everything that the selection takes of a backup, family after family, each in the order of the file. */
export function* readAll(
  context: ReadContext,
  families: readonly ClassFamily[],
  spaces: ReadonlySet<number>,
  threads: ReadingThreads | undefined,
): Generator<Stretch> {
  yield choose(context, spaces)
  const beside = families.flatMap((family, place) => (family.beside === undefined ? [] : [place]))
  for (const [place, { readings = [], beside: reading }] of families.entries()) {
    for (const read of readings) yield read(context)
    if (reading === undefined) continue
    if (threads === undefined) yield readHere(context, reading)
    // The first of them brings all of them: threads that are done with one go on with the next.
    else if (place === beside[0]) yield threads.read(context, families)
  }
  yield readAstray(context)
  yield explainLeftovers(context)
  yield readLeftFiles(context)
  yield uncounted(context)
}

/** What was only counted on the way. */
function* uncounted({ people, times }: ReadContext): Generator<SourceItem> {
  if (people.unusable > 0) {
    const count = people.unusable
    yield omit('ID_UNUSABLE', { kind: 'person', what: `${count} keys and names of people`, count })
  }
  if (times.unreadable > 0) {
    const count = times.unreadable
    yield omit('TIME_UNREADABLE', { kind: 'time', what: `${count} times`, count })
  }
}

/** The context of a reading, with nobody and nothing named so far. */
export function contextOf(reading: Reading): ReadContext {
  const { db, parts } = reading
  const tables = parts.filter(({ files }) => files.form === 'csv')
  return {
    ...reading,
    ...objectContextOf(reading),
    isFirst: remembering(db, 'id'),
    isFirstUse: remembering(db, 'file'),
    findById: tables.length > 0 ? findingById(db, tables) : undefined,
    groups: new Groups(db),
    opening: new OneAtATime(),
  }
}
