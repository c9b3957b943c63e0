import { schemaTexts } from '#schemas'
import type { StreamName } from './records.js'

/** A field that the schema of a stream names. */
export interface SchemaField {
  readonly name: string
  /** What it means; empty where its schema says no more than its type. */
  readonly description: string
}

/** The fields that a record of a stream may have at its top, in the order of its schema. */
export function fieldsOf(stream: StreamName): readonly SchemaField[] {
  const schema: unknown = JSON.parse(schemaTexts[`${stream}.json`] ?? '{}')
  const { properties } = schema as { readonly properties?: Readonly<Record<string, { readonly description?: string }>> }
  return Object.entries(properties ?? {}).map(([name, { description }]) => ({ name, description: description ?? '' }))
}
