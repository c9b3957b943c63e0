import { preparedOnce, type Database } from '@spacecrate/disk'
import type { Selection } from '../../selection.js'
import type { ClassTable } from './class-table.js'
import { Near } from './index/near.js'
import type { Objects } from './index/objects.js'
import { objectReading, objectsOf } from './index/table-object.js'
import { People } from './known-people.js'
import type { Ledger } from './ledger.js'
import type { ObjectContext } from './read-context.js'
import { Times } from './times.js'
import type { UntypedBody } from './untyped-bodies.js'
import type { Zone } from './zone.js'

/** What the reading of objects starts from, in whichever thread. */
export interface ObjectReading {
  readonly classes: ClassTable
  readonly db: Database
  readonly reader: Objects
  readonly selection: Selection
  readonly ledger: Ledger
  readonly zone: Zone
  readonly untyped: UntypedBody
  /** Another thread keeps the people whom records name. @default false */
  readonly keepsNewcomers?: boolean
}

/** The context of a reading, with nobody named so far. */
export function objectContextOf({ db, zone, keepsNewcomers, ...reading }: ObjectReading): ObjectContext {
  const { reader, selection } = reading
  return {
    ...reading,
    query: preparedOnce(db),
    objects: objectsOf(db),
    read: objectReading(db, reader),
    wholeSite: selection.spaces === undefined && selection.spaceTypes === undefined,
    near: new Near(db),
    people: new People(db, keepsNewcomers),
    times: new Times(zone),
  }
}
