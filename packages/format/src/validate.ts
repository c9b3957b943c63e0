import { type SchemaProblem, validators } from '#validators'
import { maxInlineBodyBytes } from './limits.js'
import { blobPathsOf } from './record-references.js'
import type { StreamName } from './records.js'

/** What a look at a value against its schema found. */
export interface ValidationResult {
  /** What is wrong, each with the JSON pointer of the place; empty if nothing is. */
  readonly problems: readonly string[]
  /** JSON pointers of the fields that the schema doesn't know and that were let pass; only with `tolerant`. */
  readonly unknown: readonly string[]
}

/** Options of `validateRecord`. */
export interface ValidateOptions {
  /**
   * Let fields pass that the schema doesn't know, and list them: for a record of a newer minor version. A writer never
   * sets this. @default false
   */
  readonly tolerant?: boolean
  /** Let bodies of any size pass: of a record that is still to be written. @default false */
  readonly anySize?: boolean
}

const fine: ValidationResult = { problems: [], unknown: [] }

/** Checks a record against the schema of its stream and the limits of a record. Never throws. */
export function validateRecord(stream: StreamName, record: unknown, options: ValidateOptions = {}): ValidationResult {
  const result = validateValue(stream, record, options)
  if (result.problems.length > 0 || options.anySize === true) return result
  const problems = bodyProblems(stream, record)
  return problems.length > 0 ? { ...result, problems } : result
}

/** Checks a value against one of the schemas by name: `manifest`, `packing`, `seal`, `omission`, a stream. */
export function validateValue(schema: string, value: unknown, options: ValidateOptions = {}): ValidationResult {
  const validate = Object.hasOwn(validators, schema) ? validators[schema] : undefined
  if (validate === undefined) return { problems: [`There is no schema of that name: ${schema}`], unknown: [] }
  if (validate(value)) return fine
  const errors = validate.errors ?? []
  if (options.tolerant === true) {
    const unknown = unknownFields(errors)
    if (unknown.length > 0 && validate(withoutFields(value, unknown))) return { problems: [], unknown }
  }
  const problems = new Set<string>()
  for (const error of errors) if (problems.add(describe(error)).size >= 20) break
  return { problems: [...problems], unknown: [] }
}

function describe(problem: SchemaProblem): string {
  const extra = problem.params['additionalProperty']
  const named = typeof extra === 'string' ? ` (${shorten(extra)})` : ''
  const place = problem.instancePath === '' ? '/' : shorten(problem.instancePath)
  return `${place} ${problem.message ?? problem.keyword}${named}`
}

/** A text of others as a message has it: what comes from an archive may be as long as a line. */
export function shorten(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 199)}…`
}

/**
 * Fields that no schema of their object knows. An object that may have one of several shapes is reported once by each
 * shape, so a field is unknown only if every shape that complains of fields there complains of this one.
 */
function unknownFields(errors: readonly SchemaProblem[]): string[] {
  const shapes = new Map<string, Map<string, Set<string>>>()
  for (const error of errors) {
    const field = error.params['additionalProperty']
    if (error.keyword !== 'additionalProperties' || typeof field !== 'string') continue
    const ofPlace = shapes.get(error.instancePath) ?? new Map<string, Set<string>>()
    shapes.set(error.instancePath, ofPlace)
    const shape = String(Reflect.get(error, 'schemaPath'))
    ofPlace.set(shape, (ofPlace.get(shape) ?? new Set()).add(field))
  }
  return [...shapes].flatMap(([place, byShape]) => {
    const [first, ...others] = byShape.values()
    return [...(first ?? [])]
      .filter((field) => others.every((fields) => fields.has(field)))
      .map((field) => `${place}/${field.replaceAll('~', '~0').replaceAll('/', '~1')}`)
  })
}

/** A copy of a value without the fields that these JSON pointers lead to. */
export function withoutFields(value: unknown, pointers: readonly string[]): unknown {
  const copy: unknown = structuredClone(value)
  for (const pointer of pointers) {
    const steps = pointer
      .split('/')
      .slice(1)
      .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    const last = steps.pop() ?? ''
    const holder = steps.reduce<unknown>(own, copy)
    if (typeof holder === 'object' && holder !== null) Reflect.deleteProperty(holder, last)
  }
  return copy
}

function own(holder: unknown, step: string): unknown {
  return typeof holder === 'object' && holder !== null
    ? Object.getOwnPropertyDescriptor(holder, step)?.value
    : undefined
}

function bodyProblems(stream: StreamName, record: unknown): readonly string[] {
  let problems = none
  for (const path of blobPathsOf(stream)) {
    const value = path.reduce<unknown>(own, record)
    if (value === undefined) continue
    const bodies: readonly unknown[] = Array.isArray(value) ? value : [value]
    if (bodies.some(isTooLong))
      problems = [
        ...problems,
        `/${path.join('/')} must be a blob: a body inside a record has at most ${maxInlineBodyBytes} bytes`,
      ]
  }
  return problems
}

const none: readonly string[] = []

function isTooLong(body: unknown): boolean {
  const text = own(body, 'value')
  return (
    typeof text === 'string' && text.length * 3 > maxInlineBodyBytes && Buffer.byteLength(text) > maxInlineBodyBytes
  )
}
