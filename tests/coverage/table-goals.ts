import type { Goal, Row, RowGroup } from './row.js'

/** Rows that no table of a CSV space export holds: what is of the whole site, of Data Center alone, or in no backup. */
export const notInTables: ReadonlySet<string> = new Set(
  `U3 U4 S10 S12 S14 S15 S18 S19 C12 C13 C19 C20 C25 C28 G1 G2 G3 G4 G5 G6 G7 G8 G9 G10 G11 G12 G13 G14 G15 G16 G17`.split(
    ' ',
  ),
)

/** Rows of which the tables hold a part, and what they lack. */
export const partlyInTables: Readonly<Record<string, string>> = {
  U1: 'Names and addresses of people, which are in no table',
  U2: 'Groups that no permission names, and what a group says beside its name',
  S9: 'How the sidebar as a whole looks: of it the tables have no more than its entries',
  A1: 'Files and properties of apps beyond content, which are in no space export',
}

/** What a CSV export must come to follows from what an XML backup must, and from what its tables hold. */
export function withTableGoals(group: RowGroup): RowGroup {
  return { ...group, rows: group.rows.map((row) => ({ ...row, goals: { ...row.goals, 'read-csv': goalOf(row) } })) }
}

function goalOf({ id, goals }: Row): Goal {
  if (notInTables.has(id)) return { aim: 'O' }
  return id in partlyInTables ? { aim: 'P' } : goals['read-xml']
}
