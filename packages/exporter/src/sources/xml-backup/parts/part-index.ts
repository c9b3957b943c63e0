import type { Database } from '@spacecrate/disk'
import type { AssessOptions } from '../../../source.js'
import type { ClassTable } from '../class-table.js'
import type { CountedRows } from '../csv-tables/counted-rows.js'
import type { IndexRows } from '../index/index-rows.js'
import type { Objects } from '../index/objects.js'
import type { SiteTraits } from '../index/site-traits.js'
import type { Part } from './part.js'

/** What the objects of a part are put into. */
export interface Filling {
  readonly db: Database
  readonly rows: IndexRows
  readonly traits: SiteTraits
  readonly classes: ClassTable
  /** Where its offsets begin among those of all parts. */
  readonly base: number
  readonly options: AssessOptions
}

/** What a part came to, beside the rows of the index. */
export interface Filled {
  /** How many objects of each class were counted by another route than the one that reads them. */
  readonly counted: ReadonlyMap<string, number>
  /** Tables whose rows are counted and not read. */
  readonly left?: readonly CountedRows[]
}

/** A part as the index takes it in: entities.xml, or the tables of a CSV export. */
export interface PartIndex extends AsyncDisposable {
  readonly part: Part
  /** Tells this state of the part from another. */
  readonly fingerprint: string
  /** False if what a finished index needs beside it is not there. */
  readonly isThere: boolean
  /** Puts one row for each object into the index. */
  readonly addTo: (filling: Filling) => Promise<Filled>
  /** How many bytes its offsets take; once it is filled, or there. */
  readonly length: () => number
  /** Its objects; once it is filled, or there. */
  readonly objects: () => Objects
}
