import type { Row, RowGroup } from './row.js'
import { contentRows } from './rows/content-rows.js'
import { peopleRows } from './rows/people-rows.js'
import { appRows, siteRows } from './rows/site-rows.js'
import { spaceRows, spaceTypeRows } from './rows/space-rows.js'
import { withTableGoals } from './table-goals.js'

/** The carry list, in its order. ✱: left behind by the vendor's own copy between Cloud sites. */
export const rowGroups: readonly RowGroup[] = [
  peopleRows,
  spaceTypeRows,
  spaceRows,
  contentRows,
  siteRows,
  appRows,
].map(withTableGoals)

/** Every row. */
export const rows: readonly Row[] = rowGroups.flatMap((group) => group.rows)

/** The row of an id. Throws for an id that no row has. */
export function rowOf(id: string): Row {
  const row = rows.find((one) => one.id === id)
  if (row === undefined) throw new Error(`The carry list has no row ${id}`)
  return row
}

/** Streams that are no row, and why. */
export const notRows: Readonly<Record<string, string>> = {
  site: "the site's own record: every site has its own, so it is read and never written",
}
