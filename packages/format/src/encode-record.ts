import { maxDepth } from './limits.js'

/**
 * The one form in which a value is written: JSON without spaces, object keys sorted by their UTF-16 code units, numbers and
 * strings as `JSON.stringify` writes them. That is RFC 8785; a lone surrogate, which that RFC forbids, is written as an
 * escape. So equal content has equal bytes, and an equal digest.
 *
 * Throws a `RangeError` for a value nested deeper than a record may be.
 */
export function encodeValue(value: unknown): string {
  return isSorted(value, 0) ? (JSON.stringify(value) ?? 'null') : encode(value, 0)
}

/**
 * True if the keys of all objects ascend and nothing is nested too deep: then `JSON.stringify` writes this form as well, in
 * one native call.
 */
function isSorted(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (depth >= maxDepth) return false
  if (Array.isArray(value)) return value.every((item) => isSorted(item, depth + 1))
  let before: string | undefined
  for (const key of Object.keys(value)) {
    if (before !== undefined && key <= before) return false
    before = key
    const inner: unknown = Reflect.get(value, key)
    if (typeof inner === 'object' && !isSorted(inner, depth + 1)) return false
  }
  return true
}

/** The same form for people: a line for each field and each item, two spaces a level. */
export function encodeLaidOut(value: unknown): string {
  return layOut(value, 0)
}

function layOut(value: unknown, depth: number): string {
  if (typeof value !== 'object' || value === null) return encode(value, depth)
  if (depth >= maxDepth) throw new RangeError(`Nested deeper than ${maxDepth} levels`)
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  const inside = Array.isArray(value)
    ? value.map((item) => layOut(item, depth + 1))
    : Object.keys(value)
        .sort()
        .map((key) => [key, Reflect.get(value, key) as unknown] as const)
        .filter(([, inner]) => inner !== undefined)
        .map(([key, inner]) => `${quote(key)}: ${layOut(inner, depth + 1)}`)
  if (inside.length === 0) return `${open}${close}`
  const feed = `\n${'  '.repeat(depth)}`
  return `${open}${feed}  ${inside.join(`,${feed}  `)}${feed}${close}`
}

function encode(value: unknown, depth: number): string {
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  if (depth >= maxDepth) throw new RangeError(`Nested deeper than ${maxDepth} levels`)
  if (Array.isArray(value)) return `[${value.map((item) => encode(item, depth + 1)).join(',')}]`
  let text = '{'
  for (const key of Object.keys(value).sort()) {
    const inner: unknown = Reflect.get(value, key)
    if (inner !== undefined) text += `${text === '{' ? '' : ','}${quote(key)}:${encode(inner, depth + 1)}`
  }
  return `${text}}`
}

/** Quoted names of fields: there are few of them, and each is written often. */
const quoted = new Map<string, string>()

function quote(key: string): string {
  const known = quoted.get(key)
  if (known !== undefined) return known
  const text = JSON.stringify(key)
  if (quoted.size < 500) quoted.set(key, text)
  return text
}
