import type { StreamName } from '@spacecrate/format'
import type { Degree } from '../../testing/prove.js'

/** Fields that a record must have; an object inside as well must have the fields that are named. */
export type Wanted = Readonly<Record<string, unknown>>

/** What the demo backups hold of a row, by value. Ids of records that have a name are that name (see `namesOf`). */
export interface Expectation {
  readonly degree: Degree
  /** Of what is partial: what is missing. */
  readonly missing?: string
  readonly kiln?: Readonly<Partial<Record<StreamName, readonly Wanted[]>>>
  readonly foundry?: Readonly<Partial<Record<StreamName, readonly Wanted[]>>>
}

/** What is expected of rows, by their ids. */
export type Expectations = Readonly<Record<string, Expectation>>

/** A backup has no such thing, so no record of either may show the row. */
export const notThere: Expectation = { degree: 'not possible there' }

/** A body in storage format. */
export const storage = (value: string): Wanted => ({ format: 'storage', value })

/** A page or post as `namesOf` calls it. */
export const page = (space: string, title: string, status = 'current'): string =>
  `page space ${space} ${title} ${status}`
