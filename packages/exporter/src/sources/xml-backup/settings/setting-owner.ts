import { siteId } from '@spacecrate/format'
import type { ReadContext } from '../read-context.js'
import { encodeCell } from '../index/cell.js'

/** Whose a setting is. `contextInKey`: what lies in the context of a class belongs to the site, and the class to the key. */
export type SettingOwner = { readonly contextInKey?: string } & (
  | { readonly kind: 'site' | 'space'; readonly id: string }
  | { readonly kind: 'missing'; readonly name: string; readonly code: 'OWNER_MISSING' | 'OWNER_OMITTED' }
  | { readonly kind: 'unselected' }
)

/** Keys of spaces are letters and digits; those of persons begin with `~` and hold any name. */
const likeSpaceKey = /^(?:~.|[A-Za-z0-9]+$)/

/** Whose setting it is, by its context: the site, a space by its key, or a class of the server, which is the site's. */
export function ownerOfSetting(context: ReadContext, name: string): SettingOwner {
  if (name === '_GLOBAL') return ownerByKey(context, undefined)
  const isKnown = spaceOf(context, name) !== undefined
  if (isKnown || likeSpaceKey.test(name)) return ownerByKey(context, name)
  return { ...ownerByKey(context, undefined), contextInKey: name }
}

/** The owner by the key of a space; the site where there is none. */
export function ownerByKey(context: ReadContext, key: string | undefined): SettingOwner {
  const site = context.wholeSite ? ({ kind: 'site', id: siteId } as const) : ({ kind: 'unselected' } as const)
  if (key === undefined) return site
  const space = spaceOf(context, key)
  if (!space) {
    const name = `the space ${JSON.stringify(key.slice(0, 100))}`
    return context.wholeSite ? { kind: 'missing', code: 'OWNER_MISSING', name } : site
  }
  const fate = context.ledger.fate(space.n)
  if (fate === 'recorded') return { kind: 'space', id: space.record }
  return fate === 'unselected' ? { kind: 'unselected' } : { kind: 'missing', code: 'OWNER_OMITTED', name: space.record }
}

interface SpaceRow {
  readonly n: number
  readonly record: string
}

/** Keys have no letter case; where two spaces differ in nothing else, the exact one counts. */
function spaceOf(context: ReadContext, key: string): SpaceRow | undefined {
  const select = context.query(
    `SELECT s.n, o.record FROM space s JOIN object o ON o.n = s.n
       WHERE s.lower = ? AND o.record IS NOT NULL ORDER BY s.key <> ?, s.n LIMIT 1`,
  )
  return select.get(encodeCell(key.toLowerCase()), encodeCell(key)) as SpaceRow | undefined
}
