import type { Statement, Database } from '@spacecrate/disk'
import type { BackupObject, Descriptor } from '@spacecrate/confluence'
import type { Manifest } from '@spacecrate/format'
import type { Selection } from '../../selection.js'
import type { ClassTable } from './class-table.js'
import type { WantedFile } from './csv-tables/files-by-id.js'
import type { Objects } from './index/objects.js'
import type { Near } from './index/near.js'
import type { Groups } from './known-groups.js'
import type { People } from './known-people.js'
import type { Ledger } from './ledger.js'
import type { Part, PartFiles } from './parts/part.js'
import type { OneAtATime } from './one-at-a-time.js'
import type { Times } from './times.js'
import type { UntypedBody } from './untyped-bodies.js'

/** What whoever reads objects needs, in whichever thread: nothing in it is decided once for the whole backup. */
export interface ObjectContext {
  readonly classes: ClassTable
  /** A prepared statement, made once per text. */
  readonly query: (sql: string) => Statement
  readonly reader: Objects
  /** What stands round the rows that are being read. */
  readonly near: Near
  /** Objects of entities.xml; behind them are the rows of tables. */
  readonly objects: number
  /** Reads an object or a row of a table from its place. */
  readonly read: (place: PlacedRow) => BackupObject
  readonly selection: Selection
  /** True if the selection names no spaces: then people, groups and what belongs to no space are taken as well. */
  readonly wholeSite: boolean
  readonly ledger: Ledger
  readonly people: People
  readonly times: Times
  /** What a body is that does not say its type. */
  readonly untyped: UntypedBody
}

/** What everything that reads a part of the backup needs. */
export interface ReadContext extends ObjectContext {
  readonly db: Database
  readonly parts: readonly Part[]
  readonly files: PartFiles
  readonly descriptor: Descriptor | undefined
  readonly identity: Manifest['source']
  /** Where files of the backup are opened one after the other. */
  readonly opening: OneAtATime
  /** True for the first call with an id: ids that are made from what a record points to may come twice. */
  readonly isFirst: (id: string) => boolean
  /** Names of files that lie where no known layout puts them; absent where the layout is known. */
  readonly findById?: ((wanted: WantedFile) => readonly string[]) | undefined
  /** True for the first call with the name of a file of an attachment: it holds the bytes of one version. */
  readonly isFirstUse: (name: string) => boolean
  readonly groups: Groups
  readonly product: Manifest['source']['product']
  /** True for a record that a run that broke off took already. */
  readonly done: (id: string) => boolean
}

/** Rows between two moments at which a long look at the index lets the process breathe. */
export const breathEvery = 5000

/** Where an object lies; every row that is read has these columns. */
export interface PlacedRow {
  readonly n: number
  readonly at: number
  readonly size: number
}
