import { createHash } from 'node:crypto'

/**
 * A record so that it can be compared whatever lies in a blob: a body that stands in the record is told by its digest as
 * well.
 */
export function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable)
  if (typeof value !== 'object' || value === null) return value
  if ('format' in value && 'value' in value && typeof value.value === 'string') {
    const bytes = Buffer.from(value.value)
    return { format: value.format, blob: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length }
  }
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, comparable(inner)]))
}
