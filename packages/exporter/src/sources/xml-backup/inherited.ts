import { viewAt } from './read-class.js'
import type { PlacedRow, ObjectContext } from './read-context.js'
import { elementsOf, textOf, viewOf } from './view.js'
import { restrictionSet } from './classes/restriction-set.js'
import { encodeCell } from './index/cell.js'
import { statusWords } from './joined-fields.js'

/** A content, or what one hangs on, as far as it decides what is inherited through it. */
interface Ancestor extends PlacedRow {
  readonly class: string
  readonly status: number | null
  readonly owner: string | null
  readonly owner_n: number | null
  readonly parent: string | null
  readonly parent_n: number | null
  readonly original_n: number | null
  readonly root_n: number | null
}

/** Longer than any branch: what is deeper was made to keep us busy, and counts as restricted. */
const depthLimit = 10_000

const columns = 'n, at, size, class, status, owner, owner_n, parent, parent_n, original_n, root_n'

/** Sets may hang on an earlier version; see `readRestrictions`. */
const setsOf = `SELECT s.n, s.at, s.size FROM object o INDEXED BY object_root
  JOIN object s ON s.owner_n = o.n AND s.class = 'ContentPermissionSet' WHERE o.root_n = ? LIMIT 100`

const setOfContent = `SELECT 1 FROM object s JOIN object o ON o.n = s.owner_n
  WHERE s.id = ? AND s.class = 'ContentPermissionSet' AND o.root_n = ?`

/**
 * True if what stands above a content restricts who may see it, or may do so, since something above it is not in the
 * backup. It looks along the parents that the backup names, whatever space or state they are in.
 */
export function mayInherit(context: ObjectContext, n: number): boolean {
  const start = ancestor(context, n)
  if (start === undefined) return true
  const path = new Set<number>()
  const found = isRestrictedAbove(context, start, path)
  // In a circle nobody can say what is above what.
  if (found !== 'circle') for (const one of path) context.ledger.mark(one, found === 'yes' ? 'restricts' : 'free')
  return found === 'yes'
}

/** True if a set of restrictions on this very content says who may see it, or may say so. */
export function mayRestrict(context: ObjectContext, n: number): boolean {
  const row = ancestor(context, n)
  if (row === undefined) return true
  const sets = context.query(setsOf).all(row.n) as PlacedRow[]
  // Who may edit is nobody's who is below.
  if (sets.some((set) => textOf(viewAt(context, set, restrictionSet), 'type')?.toLowerCase() !== 'edit')) return true
  const isThere = context.query(setOfContent)
  return elementsOf(viewOf<'contentPermissionSets'>(context.read(row)), 'contentPermissionSets').some(
    ({ id }) => isThere.get(encodeCell(id), row.n) === undefined,
  )
}

function isRestrictedAbove(context: ObjectContext, start: Ancestor, path: Set<number>): 'yes' | 'no' | 'circle' {
  const { ledger } = context
  for (let step = above(start); ;) {
    if (step === 'end') return 'no'
    const row = step === 'missing' ? undefined : ancestor(context, step)
    if (row === undefined || ledger.has(row.n, 'restricts') || path.size > depthLimit) return 'yes'
    if (ledger.has(row.n, 'free') || row.class === 'Space' || row.class === 'SpaceDescription') return 'no'
    if (row.n === start.n || path.has(row.n)) return 'circle'
    path.add(row.n)
    const published = statusWords[row.status ?? 0] === 'draft' ? row.original_n : null
    if (mayRestrict(context, row.n) || (published !== null && mayRestrict(context, published))) return 'yes'
    step = above(row)
  }
}

/** What is above: an object, nothing, or one that the backup does not hold. */
type Step = number | 'end' | 'missing'

function above(row: Ancestor): Step {
  const hangs = row.class !== 'Page' && row.class !== 'BlogPost' && row.class !== 'Draft'
  const [first, second] =
    row.class === 'Comment' ? [row.owner_n, row.parent_n] : [row.parent_n, hangs ? row.owner_n : null]
  const next = first ?? second
  if (next !== null) return next
  return row.parent !== null || (hangs && row.owner !== null) ? 'missing' : 'end'
}

/** The current object of a history, which is what restricts. */
function ancestor(context: ObjectContext, n: number): Ancestor | undefined {
  const find = context.query(`SELECT ${columns} FROM object WHERE n = ?`)
  const row = find.get(n) as Ancestor | undefined
  if (row === undefined || row.class === 'Space' || row.root_n === n) return row
  return row.root_n === null ? undefined : (find.get(row.root_n) as Ancestor | undefined)
}
