import type { Database } from '@spacecrate/disk'
import type { Selection } from '../../selection.js'
import { chooseSpaces } from '../../space-choice.js'
import type { SpaceChoice } from '../../source-error.js'
import { kindOfSpace, statusOfSpace } from './space-words.js'
import { decodeCell } from './index/cell.js'

interface SpaceRow {
  readonly n: number
  readonly key: string
  readonly name: string | null
  readonly kind: string | null
  readonly status: string | null
}

/** The spaces of a backup that a selection takes, with their row numbers. */
export interface SelectedSpaces {
  readonly rows: ReadonlySet<number>
  readonly choices: readonly (SpaceChoice & { readonly n: number })[]
}

/** Picks the spaces of a backup. Throws what `chooseSpaces` throws. */
export function selectSpaces(db: Database, selection: Selection): SelectedSpaces {
  const rows = db.prepare('SELECT n, key, name, kind, status FROM space ORDER BY lower, n').all() as SpaceRow[]
  const choices = chooseSpaces(rows.map(choiceOf), selection)
  return { rows: new Set(choices.map(({ n }) => n)), choices }
}

function choiceOf(row: SpaceRow): SpaceChoice & { readonly n: number } {
  const key = decodeCell(row.key)
  const kind = kindOfSpace(row.kind === null ? undefined : decodeCell(row.kind).toLowerCase(), key)
  const status = statusOfSpace(row.status === null ? undefined : decodeCell(row.status))
  return { n: row.n, key, name: row.name === null ? '' : decodeCell(row.name), kind, status }
}
