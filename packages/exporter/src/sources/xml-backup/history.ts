import { takes } from '../../selection.js'
import { bodyTextOf, mergeTexts } from './bodies.js'
import { propertiesOn } from './properties-on.js'
import type { PlacedRow, ObjectContext } from './read-context.js'
import { referenceOf, textOf, type View, viewOf } from './view.js'

/** A row of one object of a history. */
export interface HistoryRow extends PlacedRow {
  readonly version: number | null
  readonly stamp: string | null
  readonly status: number | null
  readonly root_n: number
  /** What this version itself says to hang on, and what that comes to. */
  readonly owner: string | null
  readonly owner_n: number | null
}

/** One version in its place. */
export interface HistoryEntry {
  readonly row: HistoryRow
  /** As the source had it, made whole where it had none. */
  readonly number: number
  /** From 1, without gaps; the last is the current one. */
  readonly order: number
  /** Id of the version record. */
  readonly id: string
}

/**
 * All versions of an object, oldest first and the current one last.
 *
 * Numbers can be wrong in a backup: where two versions share one, dates decide the order. Identical copies of the same
 * number count as one, the higher id of them, which the others are merged into.
 */
export function historyOf(context: ObjectContext, root: number, record: string): HistoryEntry[] {
  const rows = context.near.history(root).filter((row) => row.n === root || context.ledger.isOpen(row.n))
  const current = rows.find((row) => row.n === root)
  if (!current) return []
  const earlier = takes(context.selection, 'history') ? withoutCopies(context, rows, current) : []
  return number(sort(earlier), current, record)
}

function withoutCopies(context: ObjectContext, rows: readonly HistoryRow[], current: HistoryRow): HistoryRow[] {
  const kept = new Map<string, HistoryRow>()
  const counts = new Map<number | null, number>()
  for (const row of rows) counts.set(row.version, (counts.get(row.version) ?? 0) + 1)
  for (const row of rows) {
    const shared = (counts.get(row.version) ?? 0) > 1
    const key = shared ? digestOf(context, row) : `only ${row.n}`
    const before = kept.get(key)
    if (before && before !== current) mergeCopy(context, before.n)
    if (before === current) mergeCopy(context, row.n)
    else kept.set(key, row)
  }
  return [...kept.values()].filter((row) => row !== current)
}

/** A copy counts as merged with its texts, which are the same; its properties are left to the end. */
function mergeCopy(context: ObjectContext, n: number): void {
  context.ledger.set(n, 'merged')
  mergeTexts(context, n)
}

/** What makes two versions of the same number the same: everything a reader sees, of a file its size and type as well. */
function digestOf(context: ObjectContext, row: HistoryRow): string {
  const object = viewOf<Seen>(context.read(row))
  const typed = propertiesOn(context, row.n).filter(({ name }) => ofFile.has(name))
  return JSON.stringify([
    row.version,
    ...seen.map((name) => textOf(object, name)),
    modifierOf(object),
    bodyTextOf(context, row.n),
    typed.map(({ name, value }) => `${name} ${value}`).sort(),
  ])
}

/** What a reader sees of a version of any class. */
const seen = [
  'title',
  'fileName',
  'lastModificationDate',
  'versionComment',
  'comment',
  'contentStatus',
  'fileSize',
  'contentType',
] as const

type Seen = (typeof seen)[number] | 'lastModifier' | 'lastModifierName'

const ofFile: ReadonlySet<string> = new Set(['FILESIZE', 'MEDIA_TYPE'])

function modifierOf(object: View<'lastModifier' | 'lastModifierName'>): string | undefined {
  return referenceOf(object, 'lastModifier')?.id ?? textOf(object, 'lastModifierName')
}

function sort(rows: readonly HistoryRow[]): HistoryRow[] {
  const numbers = rows.map((row) => row.version)
  const clear = !numbers.includes(null) && new Set(numbers).size === numbers.length
  const byNumber = (a: HistoryRow, b: HistoryRow): number => (a.version ?? 0) - (b.version ?? 0)
  const byDate = (a: HistoryRow, b: HistoryRow): number =>
    a.stamp === b.stamp ? 0 : (a.stamp ?? '') < (b.stamp ?? '') ? -1 : 1
  return [...rows].sort((a, b) => (clear ? byNumber(a, b) : byDate(a, b) || byNumber(a, b) || a.n - b.n))
}

function number(earlier: readonly HistoryRow[], current: HistoryRow, record: string): HistoryEntry[] {
  const highest = earlier.reduce((max, row) => Math.max(max, row.version ?? 0), 0)
  const used = new Map<number, number>()
  return [...earlier, current].map((row, index) => {
    const missing = row === current ? highest + 1 : 0
    const given = row.version !== null && row.version >= 0 ? row.version : missing
    const value = row === current ? Math.max(1, given) : given
    const times = (used.get(value) ?? 0) + 1
    used.set(value, times)
    const id = `version:${record}/${value}${times > 1 ? `~${times}` : ''}`
    return { row, number: value, order: index + 1, id }
  })
}
