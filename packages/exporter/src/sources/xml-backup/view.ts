import {
  type BackupObject,
  elementsOf as elementsIn,
  type ObjectReference,
  type PropertyValue,
  referenceOf as referenceIn,
  textOf as textIn,
} from '@spacecrate/confluence'

declare const declared: unique symbol

/**
 * An object of a backup as its class declares it. Only the functions of this file read fields of one, and only those that
 * the class declares: any other one does not compile.
 */
export interface View<in Field extends string> {
  readonly [declared]: (field: Field) => void
  readonly class: string
  readonly id: string | undefined
  readonly compositeId: BackupObject['compositeId']
}

/** The object as its class declares it. Nothing is copied: a view is a type over the object itself. */
export function viewOf<Field extends string>(object: BackupObject): View<Field> {
  return object as unknown as View<Field>
}

/** Text of a property, also that of an enum; `undefined` where it is absent, empty, or a reference. */
export function textOf<Field extends string>(object: View<Field>, field: Field): string | undefined {
  return textIn(object as unknown as BackupObject, field)
}

/** The first text that one of these properties has. */
export function firstTextOf<Field extends string>(
  object: View<Field>,
  ...fields: readonly Field[]
): string | undefined {
  for (const field of fields) {
    const text = textOf(object, field)
    if (text !== undefined) return text
  }
  return undefined
}

/** What a property points to; `undefined` where it is absent, empty, or no reference. */
export function referenceOf<Field extends string>(object: View<Field>, field: Field): ObjectReference | undefined {
  return referenceIn(object as unknown as BackupObject, field)
}

/** What the first of these properties that is a reference points to. */
export function firstReferenceOf<Field extends string>(
  object: View<Field>,
  ...fields: readonly Field[]
): ObjectReference | undefined {
  for (const field of fields) {
    const reference = referenceOf(object, field)
    if (reference) return reference
  }
  return undefined
}

/** The references of a collection; empty where it is absent. */
export function elementsOf<Field extends string>(object: View<Field>, field: Field): readonly ObjectReference[] {
  return elementsIn(object as unknown as BackupObject, field)
}

/** True where the object has the property, whatever stands in it. */
export function hasField<Field extends string>(object: View<Field>, field: Field): boolean {
  return (object as unknown as BackupObject).properties.has(field)
}

/** The number of an integer property; `undefined` for anything else. */
export function integerOf<Field extends string>(object: View<Field>, field: Field): number | undefined {
  const text = textOf(object, field)?.trim()
  if (text === undefined || !/^-?\d{1,15}$/.test(text)) return undefined
  return Number(text)
}

/** A boolean as CSV or XML has it. */
export function isTrue(text: string | undefined): boolean {
  return text !== undefined && /^(?:true|t|1|y)$/i.test(text.trim())
}

/**
 * The fields that a class keeps verbatim, since no record has a field for them. What the class does not declare never gets
 * here: secrets may stand there. `undefined` where there is nothing.
 *
 * @param understood one of them that a record has a field for, because of its value
 */
export function verbatimOf(
  object: View<never>,
  { fields }: { readonly fields: { readonly verbatim: readonly string[] } },
  understood?: string,
): Record<string, string> | undefined {
  const { properties } = object as unknown as BackupObject
  const kept: [string, string][] = []
  for (const name of fields.verbatim) {
    const value = name === understood ? undefined : properties.get(name)
    const text = value && textOfValue(value)
    if (text !== undefined) kept.push([name, text])
  }
  return kept.length === 0 ? undefined : Object.fromEntries(kept)
}

function textOfValue(value: PropertyValue): string | undefined {
  switch (value.type) {
    case 'text':
    case 'enum':
      return value.text === '' ? undefined : value.text
    case 'reference':
      return `${value.class} ${value.id}`
    case 'empty':
      return undefined
    default:
      return value satisfies never
  }
}

/** All columns of a row of a table by name. */
export function columnsOf(row: View<never>): Record<string, string | null> {
  const object = row as unknown as BackupObject
  return Object.fromEntries([...object.properties.keys()].map((name) => [name, textIn(object, name) ?? null] as const))
}
