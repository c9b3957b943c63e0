import { schemaTexts } from '#schemas'
import type { StreamName } from './records.js'

/** What a field of a record holds, as its schema says it. */
export interface RecordField {
  /** A shared definition by its name, an object with fields of its own, a list, or any other value. */
  readonly form: 'digest' | 'instant' | 'actOf' | 'body' | 'subject' | 'object' | 'list' | 'plain'
  readonly required: boolean
  /** The words that it may have; empty if it takes others. */
  readonly words: readonly string[]
  /** The description in the schema, or that of its shared definition; empty where there is none. */
  readonly about: string
  /** Of an object: its fields. */
  readonly fields: ReadonlyMap<string, RecordField>
  /** Of a list: what its entries are. */
  readonly item?: RecordField
}

const known = new Map<StreamName, ReadonlyMap<string, RecordField>>()

/** The fields of the records of a stream by name, in the order of the schema: for those that work on records of any kind. */
export function fieldsOf(stream: StreamName): ReadonlyMap<string, RecordField> {
  const before = known.get(stream)
  if (before !== undefined) return before
  const schema: unknown = JSON.parse(schemaTexts[`${stream}.json`] ?? '{}')
  const { fields } = fieldOf(schema, true)
  known.set(stream, fields)
  return fields
}

function fieldOf(schema: unknown, required: boolean): RecordField {
  const { $ref, description, enum: words, properties, required: needed, items } = (schema ?? {}) as Schema
  const named = forms.find((form) => $ref === `definitions.json#/$defs/${form}`)
  const shared = $ref === undefined ? undefined : definitions()[$ref.split('/').at(-1) ?? '']
  const form = named ?? (properties !== undefined ? 'object' : items !== undefined ? 'list' : 'plain')
  const inner = Object.entries(properties ?? {}).map(
    ([name, value]) => [name, fieldOf(value, needed?.includes(name) === true)] as const,
  )
  return {
    form,
    required,
    words: words ?? [],
    about: description ?? shared?.description ?? shared?.title ?? '',
    fields: new Map(inner),
    ...(items !== undefined && { item: fieldOf(items, false) }),
  }
}

function definitions(): Readonly<Record<string, Schema>> {
  const { $defs } = JSON.parse(schemaTexts['definitions.json'] ?? '{}') as Definitions
  return $defs ?? {}
}

interface Definitions {
  readonly $defs?: Readonly<Record<string, Schema>>
}

const forms = ['digest', 'instant', 'actOf', 'body', 'subject'] as const

/** The parts of JSON Schema that say what a field holds. */
interface Schema {
  readonly $ref?: string
  readonly title?: string
  readonly description?: string
  readonly enum?: readonly string[]
  readonly properties?: Readonly<Record<string, unknown>>
  readonly required?: readonly string[]
  readonly items?: unknown
}
