import type { ObjectReference } from '@spacecrate/confluence'
import { firstReferenceOf, integerOf, referenceOf, textOf, type View } from './view.js'

/** The states of a content; `unknown` is a word that no Confluence was seen to write. */
export const statusWords = ['current', 'archived', 'trashed', 'draft', 'unknown'] as const

/** What the index keeps of an object beside its place in the file: what joins and orders need, and nothing else. */
export interface JoinedFields {
  /** What it hangs on: the content of a body, the container of a file, the space of a permission. */
  readonly owner?: ObjectReference | undefined
  readonly parent?: string | undefined
  readonly original?: string | undefined
  readonly space?: string | undefined
  readonly status?: number
  readonly version?: number | undefined
  readonly stamp?: string | undefined
  /** A short word that only its class gives a meaning. */
  readonly mark?: string | undefined
}

/** What is found by key or name, and so stands in a table of its own in the index. */
export type LookedUp =
  | {
      readonly as: 'space'
      readonly key: string
      readonly name: string | undefined
      readonly kind: string | undefined
      readonly status: string | undefined
      readonly home: string | undefined
      readonly created: string | undefined
      readonly modified: string | undefined
      readonly creator: string | undefined
    }
  | {
      readonly as: 'account'
      readonly key: string | undefined
      readonly name: string | undefined
      readonly accountId: string | undefined
    }
  | { readonly as: 'user'; readonly name: string; readonly isActive: boolean }
  | { readonly as: 'group'; readonly name: string }

/** Links that a parent lists; the child says the same by a property, or nobody else says it. */
export type LinkName = 'owner' | 'parent' | 'original' | 'space'

/** Which elements of a collection are linked how: the parent's side of an association. */
export const listedLinks: ReadonlyMap<string, LinkName> = new Map([
  ['bodyContents', 'owner'],
  ['contentProperties', 'owner'],
  ['attachments', 'owner'],
  ['comments', 'owner'],
  ['customContent', 'owner'],
  ['labellings', 'owner'],
  ['contentPermissionSets', 'owner'],
  ['contentPermissions', 'owner'],
  ['permissions', 'owner'],
  ['pageTemplates', 'owner'],
  ['historicalVersions', 'original'],
  ['children', 'parent'],
  ['childrens', 'parent'],
])

/** Joins an object to the first of these properties that is a reference. */
export function hanging<Field extends string>(...fields: readonly Field[]): (object: View<Field>) => JoinedFields {
  return (object) => ({ owner: firstReferenceOf(object, ...fields) })
}

/** Joins a row of a table to the object of this class whose id stands in the column. */
export function hangingOn<Column extends string>(
  className: string,
  column: Column,
): (row: View<Column>) => JoinedFields {
  return (row) => {
    const id = textOf(row, column)
    return id === undefined ? {} : { owner: { class: className, id } }
  }
}

/** Tables name a space by its key, which has no letter case. */
export function spaceMark(row: View<'SPACE_KEY'>): string | undefined {
  const key = textOf(row, 'SPACE_KEY')
  return key === undefined ? undefined : `space ${key.toLowerCase()}`
}

type VersionedField = 'originalVersion' | 'originalVersionId' | 'contentStatus' | 'version' | 'lastModificationDate'

/** Joins an object with a history. */
export function versionedFields(object: View<VersionedField>): JoinedFields {
  return {
    original: originalOf(object),
    status: statusNumber(object),
    version: integerOf(object, 'version'),
    stamp: textOf(object, 'lastModificationDate'),
  }
}

/** `originalVersionId` is absent, empty or 0 where there is none; an object that names itself is no version of another. */
export function originalOf(object: View<'originalVersion' | 'originalVersionId'>): string | undefined {
  const original = referenceOf(object, 'originalVersion')?.id ?? notZero(textOf(object, 'originalVersionId'))
  return original === object.id ? undefined : original
}

export function notZero(text: string | undefined): string | undefined {
  return text === '0' ? undefined : text
}

function statusNumber(object: View<'contentStatus'>): number {
  const word = textOf(object, 'contentStatus')?.trim().toLowerCase() ?? 'current'
  const index = (statusWords as readonly string[]).indexOf(word === 'deleted' ? 'trashed' : word)
  return index < 0 ? statusWords.indexOf('unknown') : index
}
