import type { Document } from './sub-command.js'

/** The value at a path such as `total.created` of a document. */
export function valueAt(document: Document, path: string): unknown {
  let value: unknown = document
  for (const step of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined
    value = Reflect.get(value, step)
  }
  return value
}

/** The number at a path; 0 where there is none. */
export function numberAt(document: Document, path: string): number {
  const value = valueAt(document, path)
  return typeof value === 'number' ? value : 0
}

/** The text at a path; empty where there is none. */
export function textAt(document: Document, path: string): string {
  const value = valueAt(document, path)
  return typeof value === 'string' ? value : ''
}
