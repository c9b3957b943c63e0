import type { Selection } from '../../selection.js'
import { SourceError, type SpaceChoice } from '../../source-error.js'
import { kindOf, spaceStatusOf } from './read-spaces.js'
import { decodeCell } from './staging/cell.js'
import type { Sqlite } from './staging/staging-file.js'

interface SpaceRow {
  readonly n: number
  readonly key: string
  readonly name: string | null
  readonly kind: string | null
  readonly status: string | null
}

const shown = 100
const statusNames: ReadonlySet<string> = new Set(['current', 'archived', 'trashed'])

/** The spaces of a backup that a selection takes, with their row numbers. */
export interface SelectedSpaces {
  readonly rows: ReadonlySet<number>
  readonly choices: readonly (SpaceChoice & { readonly n: number })[]
}

/**
 * Picks the spaces. Types and states are two questions: a space must fit one of the types, if any is named, and one of
 * the states, if any is named. Letter case of keys doesn't count.
 *
 * @throws SourceError SPACE_UNKNOWN, SELECTION_EMPTY
 */
export function selectSpaces(db: Sqlite, selection: Selection): SelectedSpaces {
  const all = (db.prepare('SELECT n, key, name, kind, status FROM space ORDER BY lower, n').all() as SpaceRow[]).map(
    choiceOf,
  )
  if (selection.spaces) refuseUnknown(all, selection.spaces)
  const keys = selection.spaces && new Set(selection.spaces.map((key) => key.toLowerCase()))
  const words = selection.spaceTypes?.map((word) => word.toLowerCase())
  const states = words?.filter((word) => statusNames.has(word))
  const kinds = words?.filter((word) => !statusNames.has(word))
  const fits = (choice: SpaceChoice): boolean =>
    (keys?.has(choice.key.toLowerCase()) ?? true) &&
    (!kinds || kinds.length === 0 || kinds.includes(choice.kind)) &&
    (!states || states.length === 0 || states.includes(choice.status))
  const choices = all.filter(fits)
  if (choices.length === 0 && (keys !== undefined || words !== undefined)) {
    throw new SourceError('SELECTION_EMPTY', 'No space of the backup fits the selection', {
      spaces: all.slice(0, shown).map(withoutRow),
      count: all.length,
    })
  }
  return { rows: new Set(choices.map(({ n }) => n)), choices }
}

function choiceOf(row: SpaceRow): SpaceChoice & { readonly n: number } {
  const key = decodeCell(row.key)
  const kind = kindOf(row.kind === null ? undefined : decodeCell(row.kind).toLowerCase(), key)
  const status = spaceStatusOf(row.status === null ? undefined : decodeCell(row.status))
  return { n: row.n, key, name: row.name === null ? '' : decodeCell(row.name), kind, status }
}

function withoutRow({ key, name, kind, status }: SpaceChoice): SpaceChoice {
  return { key, name, kind, status }
}

function refuseUnknown(all: readonly SpaceChoice[], wanted: readonly string[]): void {
  const known = new Set(all.map(({ key }) => key.toLowerCase()))
  const keys = wanted.filter((key) => !known.has(key.toLowerCase()))
  if (keys.length === 0) return
  const near = all.filter((choice) => keys.some((key) => isNear(key.toLowerCase(), choice)))
  const list = keys.map((key) => JSON.stringify(key)).join(', ')
  throw new SourceError('SPACE_UNKNOWN', `The backup has no space ${list}; it has ${all.length} spaces`, {
    keys,
    near: (near.length > 0 ? near : all).slice(0, shown).map(withoutRow),
    count: all.length,
  })
}

/** Near enough to be meant: part of key or name, or two letters off. */
function isNear(wanted: string, choice: SpaceChoice): boolean {
  const key = choice.key.toLowerCase()
  if (key.includes(wanted) || wanted.includes(key) || choice.name.toLowerCase().includes(wanted)) return true
  return wanted.length <= 64 && key.length <= 64 && distance(wanted, key) <= 2
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
