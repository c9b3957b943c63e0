import { preparedOnce } from '@spacecrate/disk'
import type { Descriptor } from '@spacecrate/confluence'
import type { Manifest } from '@spacecrate/format'
import type { Selection } from '../../selection.js'
import type { SourceItem } from '../../source.js'
import { choose } from './choose.js'
import type { ClassTable } from './class-table.js'
import { findingById } from './csv-tables/files-by-id.js'
import { Groups } from './known-groups.js'
import type { Ledger } from './ledger.js'
import { remembering } from './index/once.js'
import { Near } from './index/near.js'
import { People } from './known-people.js'
import { readAstray } from './read-astray.js'
import type { ClassFamily } from './read-class.js'
import type { ReadContext } from './read-context.js'
import { readLeftFiles } from './read-files.js'
import type { Objects } from './index/objects.js'
import type { Sqlite } from './index/index-file.js'
import { objectReading, objectsOf } from './index/table-object.js'
import { omit } from './items.js'
import { explainLeftovers } from './leftovers.js'
import { Times } from './times.js'
import type { Part, PartFiles } from './parts/part.js'
import { OneAtATime } from './one-at-a-time.js'
import type { UntypedBody } from './untyped-bodies.js'
import type { Zone } from './zone.js'

/** What a reading starts from. */
export interface Reading {
  readonly classes: ClassTable
  readonly db: Sqlite
  readonly reader: Objects
  readonly parts: readonly Part[]
  readonly files: PartFiles
  readonly descriptor: Descriptor | undefined
  readonly identity: Manifest['source']
  readonly selection: Selection
  readonly ledger: Ledger
  readonly zone: Zone
  readonly product: Manifest['source']['product']
  readonly untyped: UntypedBody
  readonly done: (id: string) => boolean
}

/**
 * Everything that the selection takes of a backup, family after family, each in the order of the file. Now and then
 * `undefined`, where the process may breathe.
 */
export function* readAll(
  context: ReadContext,
  families: readonly ClassFamily[],
  spaces: ReadonlySet<number>,
): Generator<SourceItem | undefined> {
  yield* choose(context, spaces)
  for (const { readings } of families) for (const read of readings ?? []) yield* read(context)
  yield* readAstray(context)
  yield* explainLeftovers(context)
  yield* readLeftFiles(context)
  if (context.people.unusable > 0) {
    const count = context.people.unusable
    yield omit('ID_UNUSABLE', { kind: 'person', what: `${count} keys and names of people`, count })
  }
  if (context.times.unreadable > 0) {
    const count = context.times.unreadable
    yield omit('TIME_UNREADABLE', { kind: 'time', what: `${count} times`, count })
  }
}

/** The context of a reading, with nobody and nothing named so far. */
export function contextOf(reading: Reading): ReadContext {
  const { db, selection } = reading
  const tables = reading.parts.filter(({ files }) => files.form === 'csv')
  return {
    ...reading,
    query: preparedOnce(db),
    objects: objectsOf(db),
    read: objectReading(db, reading.reader),
    isFirst: remembering(db, 'id'),
    isFirstUse: remembering(db, 'file'),
    findById: tables.length > 0 ? findingById(db, tables) : undefined,
    wholeSite: selection.spaces === undefined && selection.spaceTypes === undefined,
    near: new Near(db),
    people: new People(db),
    groups: new Groups(db),
    times: new Times(reading.zone),
    opening: new OneAtATime(),
  }
}
