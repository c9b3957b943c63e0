import type { Database } from '@spacecrate/disk'
import type { HistoryRow } from '../history.js'
import type { PlacedRow } from '../read-context.js'
import { Neighbours } from './neighbours.js'

/** The current object that a structural reference to another one leads to. */
export interface TargetRow {
  readonly n: number
  readonly class: string
  readonly id: string | null
  readonly record: string | null
  readonly space_n: number | null
  readonly status: number | null
  readonly owner_n: number | null
  readonly parent_n: number | null
}

/** An object that hangs on another one: a body, a property, custom content. */
export interface HangingRow extends PlacedRow {
  readonly class: string
  readonly id: string | null
  readonly mark: string | null
  readonly root_n: number | null
  readonly version: number | null
}

/** A row whose neighbours will be asked for. */
export interface Place {
  readonly n: number
  readonly owner_n?: number | null
  readonly parent_n?: number | null
}

const histories = `SELECT root_n AS of, n, at, size, version, stamp, status, root_n, owner, owner_n
  FROM object INDEXED BY object_root WHERE root_n IN (SELECT value FROM json_each(?)) ORDER BY root_n, n`

const hanging = `SELECT owner_n AS of, n, at, size, class, id, mark, root_n, version
  FROM object INDEXED BY object_owner
  WHERE owner_n IN (SELECT value FROM json_each(?))
    AND class IN ('BodyContent', 'ContentProperty', 'CustomContentEntityObject') ORDER BY owner_n, n`

const targets = `SELECT o.n AS of, r.n, r.class, r.id, r.record, r.space_n, r.status, r.owner_n, r.parent_n
  FROM object o JOIN object r ON r.n = o.root_n WHERE o.n IN (SELECT value FROM json_each(?)) ORDER BY o.n`

/**
 * The neighbours of objects in the index: their histories, what hangs on them, and what they lead to. Those of a whole page
 * of rows are fetched at once; whatever is asked for besides is fetched alone, and forgotten with the page.
 */
export class Near {
  readonly #histories: Neighbours<HistoryRow>
  readonly #hanging: Neighbours<HangingRow>
  readonly #targets: Neighbours<TargetRow>

  constructor(db: Database) {
    this.#histories = new Neighbours(db, histories)
    this.#hanging = new Neighbours(db, hanging)
    this.#targets = new Neighbours(db, targets)
  }

  /** Fetches the histories of these objects, what hangs on all of their versions, and what those hang on. */
  fetch(rows: readonly Place[]): void {
    this.#forget()
    const versions = this.#histories.fetch(rows.map(({ n }) => n))
    const places = [...rows, ...versions]
    this.#hanging.fetch(places.map(({ n }) => n))
    this.#targets.fetch(places.flatMap(({ owner_n, parent_n }: Place) => [owner_n, parent_n]))
  }

  /** Fetches what hangs on these objects, and of the custom content among it (JSON properties) what hangs on that. */
  fetchHanging(rows: readonly Pick<Place, 'n'>[]): void {
    this.#forget()
    const found = this.#hanging.fetch(rows.map(({ n }) => n))
    const custom = found.filter((row) => row.class === 'CustomContentEntityObject').map(({ n }) => n)
    this.#histories.fetch(custom)
    this.#hanging.fetch(custom)
  }

  /** All objects of a history in the order of the file. */
  history(root: number): readonly HistoryRow[] {
    return this.#histories.of(root)
  }

  /** Bodies, properties and custom content on the object `n`, in the order of the file. */
  hangingOn(n: number): readonly HangingRow[] {
    return this.#hanging.of(n)
  }

  /** The current object of the history of `n`. */
  target(n: number): TargetRow | undefined {
    return this.#targets.of(n)[0]
  }

  #forget(): void {
    for (const neighbours of [this.#histories, this.#hanging, this.#targets]) neighbours.forget()
  }
}
