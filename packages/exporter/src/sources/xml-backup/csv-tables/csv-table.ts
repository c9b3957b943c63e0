/** What a cell of a table becomes in the object that its row stands for. */
export type CellUse =
  | { readonly as: 'text'; readonly property: string }
  /** Yes or no, in whatever way a database writes it: `true` or `false`, as in entities.xml. */
  | { readonly as: 'choice'; readonly property: string }
  /** A number that names an object, of this class or of any content. */
  | { readonly as: 'reference'; readonly property: string; readonly class: string }
  /** One part of an id that has several. */
  | { readonly as: 'part'; readonly property: string }

/** How a kind of row becomes an object. */
export interface RowKind {
  /** The class, as in entities.xml. */
  readonly class: string
  /** By the name of the column in lower case. */
  readonly columns: ReadonlyMap<string, CellUse>
  /** Properties that all rows of the kind have, and no column says. */
  readonly constants?: Readonly<Record<string, string>>
}

/**
 * What is known of one table of a CSV export: which class its rows are, and which columns are which properties. All that is
 * known of the class itself stands with the class.
 */
export interface CsvTable {
  /** In lower case, as the file is named. */
  readonly name: string
  /** The column with the id; absent where the id has several parts. */
  readonly id?: string
  /** The column that says of which kind a row is, where a table holds several. */
  readonly kindColumn?: string
  /** By the cell of `kindColumn` in upper case; a table of one kind has it under the empty name. */
  readonly kinds: ReadonlyMap<string, RowKind>
  /** What of it nobody has seen in a real export. */
  readonly believed?: string
}

/** A table whose rows are counted and not read. */
export interface CountedTable {
  readonly name: string
  /** `derived` is made anew by a site; `omitted` is left out, with an omission. */
  readonly fate: 'derived' | 'omitted'
  /** The class by which the certificate counts it; its own name where there is none. */
  readonly class?: string
  readonly why?: string
}

const anyContent = 'ContentEntityObject'
const account = 'ConfluenceUserImpl'

/**
 * The columns of a kind of row, separated by blanks: `column=property` for a text, `column>property` for the id of a
 * content, `column>property:Class` for that of an object of another class, `column@property` for a user key, `column?property`
 * for yes or no, and `column#part` for a part of the id.
 */
export function columns(text: string): ReadonlyMap<string, CellUse> {
  return new Map(text.split(/\s+/).filter(Boolean).map(columnOf))
}

function columnOf(word: string): readonly [string, CellUse] {
  const match = /^(\w+)([=>@#?])(\w+)(?::(\w+))?$/.exec(word)
  const [, column, sign, property, className] = match ?? []
  if (column === undefined || property === undefined) throw new Error(`No column is written ${word}`)
  switch (sign) {
    case '=':
      return [column, { as: 'text', property }]
    case '?':
      return [column, { as: 'choice', property }]
    case '#':
      return [column, { as: 'part', property }]
    case '@':
      return [column, { as: 'reference', property, class: account }]
    default:
      return [column, { as: 'reference', property, class: className ?? anyContent }]
  }
}

/** A table whose rows are all of one class. */
export function tableOf(
  name: string,
  className: string,
  id: string,
  text: string,
  about: Pick<CsvTable, 'believed'> = {},
): CsvTable {
  return { name, id, kinds: new Map([['', { class: className, columns: columns(text) }]]), ...about }
}
