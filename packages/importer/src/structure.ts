import type { AnyRecord, StreamName, StreamRecords } from '@spacecrate/format'
import { hangingOn, siteId, streamRules } from '@spacecrate/format'

/** A reference of a record, by the path of its field. */
export interface FieldReference {
  readonly path: string
  readonly id: string
  /** If it cannot be resolved the record is refused; all others are left out, with a loss. */
  readonly required: boolean
}

/** Every structural reference that the record holds. */
export function fieldReferences(stream: StreamName, record: AnyRecord): FieldReference[] {
  const found: FieldReference[] = []
  for (const path of streamRules[stream].references) {
    const id = valueAt(record, path)
    if (typeof id === 'string') found.push({ path, id, required: streamRules[stream].required.includes(path) })
  }
  return found
}

/** The value at a path such as `created.by`, through own fields only. */
export function valueAt(record: unknown, path: string): unknown {
  let value = record
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = Reflect.get(value, step)
  }
  return value
}

/** True for a kind whose records have an id of their own, which the destination replaces by one of its own. */
export function hasOwnId(stream: StreamName): boolean {
  return streamRules[stream].deriveId === undefined
}

/** True for a stream whose records may own others. */
export function mayOwn(stream: StreamName): boolean {
  return hasOwnId(stream)
}

/** True for a record that belongs to the site at large, and to no space or person. */
export function isOfSite<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): boolean {
  return ownerOf(stream, record) === siteId
}

/** Kinds that say who may do something in a space: one of them must be there before a space is opened. */
export const spaceRights: readonly StreamName[] = hangingOn('spaces').filter(
  (stream) => streamRules[stream].impact === 'access',
)

/** Id of the record that owns this one. */
export function ownerOf<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): string | undefined {
  return streamRules[stream].owner(record)
}

/** True for a text in a format in which links stand. */
export function hasLinks(text: { readonly format: string } | undefined): boolean {
  return text?.format === 'storage' || text?.format === 'adf' || text?.format === 'wiki'
}
