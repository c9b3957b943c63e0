import { letsUseSite } from '@spacecrate/confluence'
import type { SqliteStore } from '../store/sqlite-store.js'

interface Known {
  readonly state: string
  readonly lets: boolean
}

const known = new WeakMap<SqliteStore, Known>()

/**
 * True if somebody without an account may use the site at all: where the site has permissions of its own, by those; else if
 * any space is open to everybody. What they see then is for the permissions of each space to say. Looked up once until
 * anything is written.
 */
export function letsAnonymousIn(store: SqliteStore): boolean {
  const { state } = store
  const before = known.get(store)
  if (before?.state === state) return before.lets
  const lets = lookUp(store)
  known.set(store, { state, lets })
  return lets
}

function lookUp(store: SqliteStore): boolean {
  if (store.count('permissions') > 0) {
    for (const permission of store.list('permissions')) {
      if (permission.subject.type === 'anonymous' && letsUseSite(permission)) return true
    }
    return false
  }
  const open = store.rows['space-permissions'].query(
    "SELECT 1 FROM # WHERE json_extract(json, '$.subject.type') = 'anonymous' LIMIT 1",
  )
  return open.first() !== undefined
}
