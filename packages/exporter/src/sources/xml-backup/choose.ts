import { takes } from '../../selection.js'
import type { SourceItem } from '../../source.js'
import type { Choice, ChoiceRow } from './choice.js'
import { cutCycles } from './cut-cycles.js'
import type { Fate } from './ledger.js'
import type { OmissionCode } from '../../omission-codes.js'
import { named } from './omissions.js'
import type { ReadContext } from './read-context.js'
import { Neighbours } from './index/neighbours.js'
import { pagesOf, rowsOf } from './index/rows.js'
import { decodeCell } from './index/cell.js'
import { omit } from './items.js'
import { statusWords } from './joined-fields.js'

const columns = 'n, at, class, id, owner_n, parent_n, space_n, root_n, status, mark, record'
/** How far up a comment on a file on a page … is followed. */
const depthLimit = 20

/**
 * Decides for every space and content whether it is taken, from the top down: a space by the selection, a content by its
 * space, kind and status, a comment or file by what it is on, a version by its content. What can't be taken is an
 * omission here; what hangs on it follows at the end.
 */
export function* choose(context: ReadContext, spaces: ReadonlySet<number>): Generator<SourceItem | undefined> {
  const chooser = new Chooser(context, spaces)
  for (const row of rowsOf<ChoiceRow>(
    context.db,
    `SELECT ${columns} FROM object WHERE n > ? AND class = 'Space' ORDER BY n`,
  )) {
    chooser.decideSpace(row)
    yield* chooser.drain()
  }
  const all = `SELECT ${columns} FROM object WHERE n > ? AND +class IN (${context.classes.contents}) ORDER BY n`
  for (const page of pagesOf<ChoiceRow>(context.db, all)) {
    yield undefined
    chooser.fetch(page)
    for (const row of page) chooser.decide(row, 0)
    yield* chooser.drain()
  }
  yield* cutCycles(context)
}

class Chooser implements Choice {
  readonly context: ReadContext
  readonly #spaces: ReadonlySet<number>
  readonly #others: Neighbours<ChoiceRow>
  #items: SourceItem[] = []

  constructor(context: ReadContext, spaces: ReadonlySet<number>) {
    this.context = context
    this.#spaces = spaces
    const select = `SELECT n AS of, ${columns} FROM object WHERE n IN (SELECT value FROM json_each(?)) ORDER BY n`
    this.#others = new Neighbours(context.db, select)
  }

  *drain(): Generator<SourceItem> {
    if (this.#items.length === 0) return
    yield* this.#items
    this.#items = []
  }

  /** Fetches what these are on or of, and what that is of. */
  fetch(rows: readonly ChoiceRow[]): void {
    this.#others.forget()
    const found = this.#others.fetch(rows.flatMap(({ owner_n, parent_n, root_n }) => [owner_n ?? parent_n, root_n]))
    this.#others.fetch(found.map(({ root_n }) => root_n))
  }

  decideSpace(row: ChoiceRow): void {
    if (row.mark === 'twin' || row.mark === 'broken') return
    const known = this.context.query('SELECT 1 FROM space WHERE n = ?').get(row.n) !== undefined
    if (!known) this.omit(row, 'SPACE_KEY_MISSING')
    else this.context.ledger.set(row.n, this.#spaces.has(row.n) ? 'taken' : 'unselected')
  }

  /** The fate of a content; `none` where the end of the reading explains it. */
  decide(row: ChoiceRow, depth: number): Fate {
    const { ledger } = this.context
    const before = ledger.fate(row.n)
    if (before !== 'none' || row.mark === 'twin' || row.mark === 'broken') return before
    // A group or a space that a comment says it is on is decided elsewhere, and not by what hangs on it.
    if (depth > depthLimit || this.context.classes.get(row.class)?.isContent !== true) return 'none'
    const fate =
      row.root_n === row.n
        ? (this.context.classes.of(row.class).choose?.(this, row, depth) ?? 'none')
        : this.#decideVersion(row, depth)
    if (fate !== 'none' && ledger.fate(row.n) === 'none') ledger.set(row.n, fate)
    return ledger.fate(row.n)
  }

  #decideVersion(row: ChoiceRow, depth: number): Fate {
    if (row.root_n === null) return this.omit(row, 'VERSION_ORPHAN')
    const known = this.context.ledger.fate(row.root_n)
    const fate = known === 'none' ? this.fateOf(row.root_n, depth) : known
    if (fate === 'taken' && !takes(this.context.selection, 'history')) return 'unselected'
    return fate === 'omitted' ? this.omit(row, 'OWNER_OMITTED') : fate
  }

  bySpace(row: ChoiceRow): Fate {
    if (row.space_n === null) return this.omit(row, 'SPACE_MISSING')
    const space = this.context.ledger.fate(row.space_n)
    if (space === 'omitted') return this.omit(row, 'SPACE_MISSING')
    return space === 'unselected' ? 'unselected' : this.byStatus(row)
  }

  byStatus(row: ChoiceRow): Fate {
    const { selection } = this.context
    switch (statusWords[row.status ?? 0]) {
      case 'archived':
        return takes(selection, 'archived') ? 'taken' : 'unselected'
      case 'trashed':
        return takes(selection, 'trash') ? 'taken' : 'unselected'
      case 'draft':
        return takes(selection, 'drafts') ? 'taken' : 'unselected'
      case 'unknown':
        return this.omit(row, 'STATUS_UNKNOWN')
      case 'current':
      case undefined:
        return 'taken'
      default:
        return 'none'
    }
  }

  fateOfOwner(n: number, depth: number): Fate {
    const owner = this.rowOf(n)
    if (owner?.class === 'Space') return this.context.ledger.fate(n)
    const ofSpace = owner?.class === 'SpaceDescription' ? owner.space_n : null
    return ofSpace === null ? this.fateOf(n, depth) : this.context.ledger.fate(ofSpace)
  }

  fateOf(n: number, depth: number): Fate {
    const row = this.rowOf(n)
    if (!row) return 'none'
    if (row.root_n !== null && row.root_n !== n) return this.fateOf(row.root_n, depth + 1)
    return this.decide(row, depth + 1)
  }

  rowOf(n: number): ChoiceRow | undefined {
    return this.#others.of(n)[0]
  }

  omit(row: ChoiceRow, code: OmissionCode): 'omitted' {
    const id = row.root_n === row.n || row.class === 'Space' ? (row.record ?? undefined) : undefined
    const what = named(row.class, row.id === null ? undefined : decodeCell(row.id))
    this.#items.push(omit(code, { kind: row.class, what, id, offset: row.at }))
    this.context.ledger.set(row.n, 'omitted')
    return 'omitted'
  }
}
