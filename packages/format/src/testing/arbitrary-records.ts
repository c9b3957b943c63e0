import { schemaTexts } from '#schemas'
import fc from 'fast-check'
import type { AnyRecord, StreamName, StreamRecord } from '../records.js'
import { streamNames } from '../streams.js'

/** The parts of JSON Schema that the schemas use. */
interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly oneOf?: readonly Schema[]
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly items?: Schema
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: boolean | Schema
  readonly $defs?: Readonly<Record<string, Schema>>
}

/** Text with whatever a source may hold: any plane, control characters, lone surrogates. */
const anyText = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ maxLength: 12, unit: 'binary' }),
  fc.constantFrom('', '__proto__', '\ud800', '\u0000', 'e\u0301', '\u{1F600}', '</p>\n\r\t"\\', '\ufeffx'),
)

/** Small pools, so that records meet: owners, parents and references that are there, and some that are not. */
const pools: Readonly<Record<string, readonly string[]>> = {
  person: ['person:a', 'person:b'],
  group: ['group:a', 'group:b'],
  space: ['space:1', 'space:2', 'space:3'],
  page: ['page:1', 'page:2', 'page:3', 'page:4', 'page:5', 'page:6', 'page:7'],
  comment: ['comment:1', 'comment:2', 'comment:3', 'comment:4'],
  attachment: ['attachment:1', 'attachment:2'],
  template: ['template:1', 'template:2'],
}

/** A record of any stream, valid against its schema, without blobs. */
export function arbitraryRecord(): fc.Arbitrary<StreamRecord> {
  return fc.oneof(...streamNames.map((stream) => recordOf(stream)))
}

/** Records of all streams with different ids. */
export function arbitraryRecords(maxLength: number): fc.Arbitrary<StreamRecord[]> {
  return fc.uniqueArray(arbitraryRecord(), { maxLength, selector: ({ record }) => record.id })
}

function recordOf(stream: StreamName): fc.Arbitrary<StreamRecord> {
  const schema = schemaOf(`${stream}.json`)
  return arbitraryOf(schema).map((value) => ({ stream, record: value as AnyRecord }) as StreamRecord)
}

function schemaOf(file: string): Schema {
  return JSON.parse(schemaTexts[file] ?? '{}') as Schema
}

function arbitraryOf(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? ''
    // A blob must be there before a record may name it.
    if (name === 'digest') return fc.constant(undefined)
    return arbitraryOf(schemaOf('definitions.json').$defs?.[name] ?? {})
  }
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  if (schema.oneOf !== undefined)
    return fc.oneof(...schema.oneOf.filter(({ properties }) => properties?.['blob'] === undefined).map(arbitraryOf))
  switch (schema.type) {
    case 'string':
      return arbitraryText(schema)
    case 'integer':
      return fc.oneof(
        fc.integer({ min: schema.minimum ?? -5, max: 5 }),
        fc.maxSafeNat().map((n) => n + 1),
      )
    case 'boolean':
      return fc.boolean()
    case 'array':
      return fc.array(arbitraryOf(schema.items ?? {}), { maxLength: 3 })
    default:
      return arbitraryObject(schema)
  }
}

function arbitraryObject(schema: Schema): fc.Arbitrary<unknown> {
  if (typeof schema.additionalProperties === 'object')
    return fc.dictionary(anyText, arbitraryOf(schema.additionalProperties), { maxKeys: 3 })
  const required = new Set(schema.required)
  const fields = Object.entries(schema.properties ?? {}).map(([name, inner]) => {
    const present = arbitraryOf(inner)
    return (required.has(name) ? present : fc.option(present, { nil: undefined })).map(
      (value) => [name, value] as const,
    )
  })
  return fc.tuple(...fields).map((entries) => Object.fromEntries(entries.filter(([, value]) => value !== undefined)))
}

function arbitraryText({ pattern, minLength }: Schema): fc.Arbitrary<string> {
  if (pattern === undefined) return minLength === undefined ? anyText : anyText.map((text) => `${text}x`)
  const kinds = /^\^\(?([a-z|[\]-]+)\)?\+?:/.exec(pattern)?.[1]
  if (kinds === undefined) return fc.stringMatching(new RegExp(pattern))
  const prefixes = kinds === '[a-z-]' ? Object.keys(pools) : kinds.split('|')
  return fc.constantFrom(...prefixes).chain((prefix) => {
    const pool = pools[prefix]
    const rest = fc.oneof(
      fc.integer({ min: 1, max: 9 }).map(String),
      anyText.map((text) => `${text.replaceAll('\n', '')}x`),
    )
    return pool === undefined ? rest.map((text) => `${prefix}:${text}`) : fc.constantFrom(...pool)
  })
}
