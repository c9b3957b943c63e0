import type { StreamName } from '@spacecrate/format'
import { expect } from 'vitest'
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

/** A setting of the site, or of the space of a key, with a plain value. */
export function setting(area: string, key: string, value: string, space?: string): Wanted {
  return { owner: ownerOf(space), area, key, value: { value } }
}

/** The same, of which the value holds this text: the source wrapped it in XML of its own. */
export function settingWith(area: string, key: string, text: string, space?: string): Wanted {
  return { owner: ownerOf(space), area, key, value: { format: 'raw', value: expect.stringContaining(text) } }
}

function ownerOf(space: string | undefined): string {
  return space === undefined ? 'site:source' : `space ${space}`
}

/** Matches what has at least these fields, and these of the objects inside. */
export function containing(fields: Wanted): unknown {
  const entries = Object.entries(fields).map(([name, value]) => [name, isFields(value) ? containing(value) : value])
  return expect.objectContaining(Object.fromEntries(entries)) as unknown
}

function isFields(value: unknown): value is Wanted {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !('asymmetricMatch' in value)
}
