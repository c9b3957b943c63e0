/** Bytes in entities.xml. */
export interface ObjectRange {
  readonly offset: number
  readonly length: number
}

/** The value of one property. `empty` is null; an empty CDATA section is the text of length 0. */
export type PropertyValue =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'empty' }
  | { readonly type: 'reference'; readonly class: string; readonly id: string }
  | { readonly type: 'enum'; readonly enumClass: string; readonly text: string }

/** A reference to another object. */
export interface ObjectReference {
  readonly class: string
  readonly id: string
}

/**
 * What was changed or left out while one object was read. `name` is the property, collection or component it concerns.
 * Values of what was left out are never told: credentials stand in components and maps.
 */
export type ParseNote =
  /** A character that XML forbids, removed. */
  | { readonly type: 'control-character'; readonly offset: number; readonly code: number; readonly name?: string }
  /** Half of a surrogate pair, given as a numeric reference and kept. */
  | { readonly type: 'lone-surrogate'; readonly offset: number; readonly code: number; readonly name?: string }
  /** Bytes that aren't UTF-8, replaced by one U+FFFD. */
  | { readonly type: 'invalid-utf8'; readonly offset: number; readonly length: number; readonly name?: string }
  /** An element that the grammar doesn't know, skipped with all in it. */
  | { readonly type: 'unknown-element'; readonly offset: number; readonly name: string }
  /** A component, skipped with all in it. */
  | { readonly type: 'component'; readonly offset: number; readonly name: string }
  /** Elements of a collection that are no references (enum constants, entries of a map), skipped. */
  | { readonly type: 'collection-values'; readonly offset: number; readonly name: string; readonly count: number }
  /** References of a collection over the limit, skipped. */
  | { readonly type: 'collection-over-limit'; readonly offset: number; readonly name: string; readonly count: number }
  /** A property or id that is there twice: the last property and the first id count. */
  | { readonly type: 'duplicate'; readonly offset: number; readonly name: string }
  /** Text where only elements belong, skipped. */
  | { readonly type: 'stray-text'; readonly offset: number; readonly name?: string }
  /** More notes than are kept. */
  | { readonly type: 'more-notes'; readonly offset: number; readonly count: number }

/** One object of entities.xml, as it stands there. */
export interface BackupObject extends ObjectRange {
  /** `Page`, without its package. */
  readonly class: string
  /** `com.atlassian.confluence.pages`; wrong in trimmed files, so match on the class. Empty where it is absent. */
  readonly package: string
  /** The id or key; a composite id is joined with `/` in the order entityName, entityId, key. */
  readonly id: string | undefined
  readonly compositeId: ReadonlyMap<string, string> | undefined
  readonly properties: ReadonlyMap<string, PropertyValue>
  /** References only, in the order of the file, duplicates and dangling ones as they are. */
  readonly collections: ReadonlyMap<string, readonly ObjectReference[]>
  readonly notes: readonly ParseNote[]
}

/** Text of a property, also that of an enum; `undefined` where it is absent, empty, or a reference. */
export function textOf(object: BackupObject, name: string): string | undefined {
  const value = object.properties.get(name)
  return value?.type === 'text' || value?.type === 'enum' ? value.text || undefined : undefined
}

/** What a property points to; `undefined` where it is absent, empty, or no reference. */
export function referenceOf(object: BackupObject, name: string): ObjectReference | undefined {
  const value = object.properties.get(name)
  return value?.type === 'reference' ? value : undefined
}

/** The references of a collection; empty where it is absent. */
export function elementsOf(object: BackupObject, name: string): readonly ObjectReference[] {
  return object.collections.get(name) ?? []
}
