import { fieldsOf, isStreamName, type StreamName, type StreamRule, streamRules } from '@spacecrate/format'
import { columnsOf } from '@spacecrate/site'

/**
 * What becomes of a field. `mapped`: it is carried, in the record of its row or in the manifest; `derived`: it says again what
 * something else says, and is made anew; `verbatim`: carried as the source of the site said it, where no field has a place for it;
 * `excluded`: left out on purpose.
 */
export type FieldFate = 'mapped' | 'derived' | 'verbatim' | 'excluded'

/** What becomes of a field, with a word why. */
export interface FieldContract {
  readonly fate: FieldFate
  readonly why: string
}

const rowIds = { fate: 'derived', why: 'Ids of rows, which their tables hold' } as const
const provenance = {
  fate: 'excluded',
  why: 'Of which record of which archive an import made it: of this site alone',
} as const

const takenOut = {
  fate: 'excluded',
  why: 'A row that an undo took out of its table: kept aside, and in force nowhere',
} as const

/** The tables that a site has beside those of the streams, and its `site.json`: column by column. */
export const siteTables: Readonly<Record<string, Readonly<Record<string, FieldContract>>>> = {
  rows: {
    id: rowIds,
    stream: { fate: 'derived', why: 'In which table the row stands' },
    source: provenance,
    record: provenance,
    archive: provenance,
  },
  origins: { number: provenance, name: provenance },
  withdrawn: { id: rowIds, source: provenance, record: provenance, archive: provenance },
  taken_out: {
    number: takenOut,
    stream: takenOut,
    id: takenOut,
    source: takenOut,
    record: takenOut,
    archive: takenOut,
    json: takenOut,
  },
  former_names: {
    name: { fate: 'excluded', why: 'Keys and titles at sites that imports came from: they serve old addresses here' },
    id: rowIds,
  },
  changes: {
    number: { fate: 'excluded', why: 'What the index of searches has still to look at' },
    id: { fate: 'excluded', why: 'What the index of searches has still to look at' },
  },
  closed: { id: { fate: 'excluded', why: 'What an import has not finished is left out, with an omission for each' } },
  counter: { next: { fate: 'excluded', why: 'The next free number of an id' } },
  'site.json': {
    format: { fate: 'derived', why: 'Marks the folder as a site' },
    version: { fate: 'derived', why: 'Version of the folder' },
    siteId: { fate: 'mapped', why: 'Identity of the source in the manifest' },
    name: {
      fate: 'mapped',
      why: 'Name of the source in the manifest, and of the record of the site where it has none',
    },
    administrator: { fate: 'excluded', why: 'Who administers is a matter of each site' },
  },
}

/** The columns of the table of each stream; every other one (to find rows by a name) is derived from the record as well. */
export const rowColumns: Readonly<Record<string, FieldContract>> = {
  id: { fate: 'derived', why: 'The id in the record' },
  owner: { fate: 'derived', why: 'What the record belongs to, by the rule of its stream' },
  parent: { fate: 'derived', why: 'What the record stands under, by the rule of its stream' },
  rank: { fate: 'derived', why: 'Where the record stands among its siblings, by the rule of its stream' },
  json: { fate: 'mapped', why: 'The record itself: see its fields' },
}

const lookup: FieldContract = { fate: 'derived', why: 'A text of the record, by which rows are found' }

/** What becomes of a column; `undefined` for one that this version knows nothing of. */
export function columnContract(table: string, column: string): FieldContract | undefined {
  if (Object.hasOwn(siteTables, table)) return ownOf(siteTables[table], column)
  if (!isStreamName(table)) return undefined
  return ownOf(rowColumns, column) ?? (columnsOf(table).includes(column) ? lookup : undefined)
}

/** What becomes of a field of a record; it follows from the rule of its stream. `undefined` for one that its schema does not name. */
export function fieldContract(stream: StreamName, field: string): FieldContract | undefined {
  if (!fieldsOf(stream).has(field)) return undefined
  const rule: StreamRule<never> = streamRules[stream]
  const isIn = (paths: readonly string[]): boolean =>
    paths.some((path) => path === field || path.startsWith(`${field}.`))
  if (field === 'id' && rule.deriveId) return { fate: 'derived', why: 'Made from what the record points to' }
  if (field === 'extra') return { fate: 'verbatim', why: 'What a source said and no other field has a place for' }
  if (isIn(rule.blobs)) return { fate: 'mapped', why: 'With its bytes or its text' }
  if (isIn(rule.references)) return { fate: 'mapped', why: 'An id of another record' }
  return { fate: 'mapped', why: 'As it is' }
}

function ownOf(
  columns: Readonly<Record<string, FieldContract>> | undefined,
  column: string,
): FieldContract | undefined {
  return columns !== undefined && Object.hasOwn(columns, column) ? columns[column] : undefined
}
