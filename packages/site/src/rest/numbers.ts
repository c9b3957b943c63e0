import type { StreamRecords } from '@spacecrate/format'
import type { SqliteStore } from '../store/sqlite-store.js'

/** A stream whose rows have numbers. */
export type Numbered =
  | 'content'
  | 'spaces'
  | 'comments'
  | 'attachments'
  | 'templates'
  | 'properties'
  | 'space-permissions'
  | 'labels'
  | 'tasks'
  | 'states'
  | 'space-states'
  | 'audit-records'

/** Kinds that clients know by a number, each with a slot that is never given to another, and the prefixes of their own ids. */
const kinds: { readonly [Name in Numbered]: { readonly slot: number; readonly prefixes: readonly string[] } } = {
  content: { slot: 1, prefixes: ['page', 'post', 'folder', 'whiteboard', 'database', 'embed', 'custom'] },
  spaces: { slot: 2, prefixes: ['space'] },
  comments: { slot: 3, prefixes: ['comment'] },
  attachments: { slot: 4, prefixes: ['attachment'] },
  templates: { slot: 5, prefixes: ['template'] },
  properties: { slot: 6, prefixes: [] },
  'space-permissions': { slot: 7, prefixes: [] },
  labels: { slot: 8, prefixes: [] },
  tasks: { slot: 9, prefixes: [] },
  states: { slot: 10, prefixes: [] },
  'space-states': { slot: 11, prefixes: [] },
  'audit-records': { slot: 12, prefixes: [] },
}

const slotSize = 2 ** 40

/**
 * The number by which clients know a row. It is that of its id where the id has one; else (ids that somebody wrote by hand, or
 * that are made of others) it stands for the place of the row in its table, far above all numbers of ids. `undefined` for a
 * row that isn't there.
 */
export function numberOf(store: SqliteStore, stream: Numbered, id: string): string | undefined {
  const { slot, prefixes } = kinds[stream]
  const own = numberIn(id, prefixes)
  if (own !== undefined) return own
  const row = store.rows[stream].numberOf(id)
  return row === undefined ? undefined : String(slot * slotSize + row)
}

/** The row of a number. */
export function findByNumber<Name extends Numbered>(
  store: SqliteStore,
  stream: Name,
  number: string,
): StreamRecords[Name] | undefined {
  if (!/^[1-9]\d{0,15}$/.test(number)) return undefined
  const value = Number(number)
  const { slot, prefixes } = kinds[stream]
  if (value < slotSize) {
    for (const prefix of prefixes) {
      const found = store.get(stream, `${prefix}:${number}`)
      if (found !== undefined) return found
    }
    return undefined
  }
  if (Math.floor(value / slotSize) !== slot) return undefined
  const found: StreamRecords[Name] | undefined = store.rows[stream].at(value % slotSize)
  return found !== undefined && numberIn(found.id, prefixes) === undefined ? found : undefined
}

function numberIn(id: string, prefixes: readonly string[]): string | undefined {
  const colon = id.indexOf(':')
  const digits = id.slice(colon + 1)
  if (!/^[1-9]\d{0,12}$/.test(digits) || Number(digits) >= slotSize) return undefined
  return prefixes.includes(id.slice(0, colon)) ? digits : undefined
}
