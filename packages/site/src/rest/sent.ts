import { badRequest } from './rest-error.js'

/** An object of JSON that a client sent; nothing is known of its fields. */
export type Sent = Readonly<Record<string, unknown>>

const invalid = { code: 'INVALID_REQUEST_PARAMETER' }

/** What was sent, as an object. */
export function sentObject(value: unknown, name = 'The request body'): Sent {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Sent
  throw badRequest(`${name} must be an object`, invalid)
}

/** A field that is an object, or absent. */
export function objectField(sent: Sent, name: string): Sent | undefined {
  const value = sent[name]
  return value === undefined || value === null ? undefined : sentObject(value, `'${name}'`)
}

/** A field that is a list, or absent. */
export function listField(sent: Sent, name: string): readonly unknown[] | undefined {
  const value = sent[name]
  if (value === undefined || value === null) return undefined
  if (Array.isArray(value)) return value
  throw badRequest(`'${name}' must be a list`, invalid)
}

/** A field that is a text, or absent. */
export function textField(sent: Sent, name: string): string | undefined {
  const value = sent[name]
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return value
  throw badRequest(`'${name}' must be a string`, invalid)
}

/** A field that is the number of a thing: a text of digits, or a number. */
export function idField(sent: Sent, name: string): string | undefined {
  const value = sent[name]
  if (value === undefined || value === null) return undefined
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value
  if (typeof text === 'string' && /^\d{1,19}$/.test(text)) return text
  throw badRequest(`Provided value for '${name}' is not the correct type. Expected type is long.`, invalid)
}

/** A field that is a whole number, or absent. */
export function numberField(sent: Sent, name: string): number | undefined {
  const value = sent[name]
  if (value === undefined || value === null) return undefined
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value
  throw badRequest(`'${name}' must be an integer`, invalid)
}

/** A field that must be there. */
export function needed<Value>(value: Value | undefined, name: string): Value {
  if (value !== undefined) return value
  throw badRequest(`'${name}' must be provided`, invalid)
}
