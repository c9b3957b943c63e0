import { schemaTexts } from '#schemas'
import type { StreamName } from './records.js'

/** A field as its schema says it. */
export interface SchemaField {
  readonly name: string
  /** What it means; empty where its schema says no more than its type. */
  readonly description: string
  /** What it holds: a shared definition by its name, an object with fields of its own, a list, or any other value. */
  readonly form: 'digest' | 'instant' | 'actOf' | 'body' | 'subject' | 'object' | 'list' | 'plain'
  readonly required: boolean
  /** The words that it may have; empty if it takes others. */
  readonly words: readonly string[]
  /** Of an object: its fields. */
  readonly fields: readonly SchemaField[]
  /** Of a list: what its entries are. */
  readonly item?: SchemaField
}

const known = new Map<StreamName, readonly SchemaField[]>()

/** The fields that a record of a stream may have at its top, in the order of its schema. */
export function fieldsOf(stream: StreamName): readonly SchemaField[] {
  const before = known.get(stream)
  if (before !== undefined) return before
  const { fields } = fieldOf('', JSON.parse(schemaTexts[`${stream}.json`] ?? '{}'), true)
  known.set(stream, fields)
  return fields
}

function fieldOf(name: string, schema: Schema, required: boolean): SchemaField {
  const { $ref, description = '', enum: words = [], properties, required: needed, items } = schema
  const named = forms.find((form) => $ref === `definitions.json#/$defs/${form}`)
  return {
    name,
    description,
    form: named ?? (properties !== undefined ? 'object' : items !== undefined ? 'list' : 'plain'),
    required,
    words,
    fields: Object.entries(properties ?? {}).map(([key, value]) => fieldOf(key, value, needed?.includes(key) === true)),
    ...(items !== undefined && { item: fieldOf('', items, false) }),
  }
}

const forms = ['digest', 'instant', 'actOf', 'body', 'subject'] as const

/** The parts of JSON Schema that say what a field holds. */
interface Schema {
  readonly $ref?: string
  readonly description?: string
  readonly enum?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
}
