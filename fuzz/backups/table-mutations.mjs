// Changes to the tables of a CSV export: to their cells and columns, which leave a table that says clearly what it says, and to
// their bytes, behind which nobody can tell for sure.

const odd = [
  '',
  ' ',
  '0',
  '-1',
  '99999999999999999999',
  '=HYPERLINK("https://kiln.example")',
  'a "quoted", word',
  'line\nline\r\nline',
  '"',
  '9.83E+06',
  'true',
  'NULL',
  '\u00e9\u{1f525}',
  '2024-02-30 99:99:99.99',
]

function pickRow(random, tables) {
  const table = random.pick(tables.filter(({ rows }) => rows.length > 0))
  return { table, at: random.below(table.rows.length) }
}

/** Each changes tables, and says what it did. */
export const cellMutations = {
  'odd cell': (random, tables) => {
    const { table, at } = pickRow(random, tables)
    const column = random.below(table.columns.length)
    table.rows[at][column] = random.pick(odd)
    return `${table.name} row ${at + 2} ${table.columns[column]} ${JSON.stringify(table.rows[at][column])}`
  },
  'cell of another row': (random, tables) => {
    const { table, at } = pickRow(random, tables)
    const column = random.below(table.columns.length)
    const from = random.below(table.rows.length)
    table.rows[at][column] = table.rows[from][column] ?? ''
    return `${table.name} row ${at + 2} ${table.columns[column]} of row ${from + 2}`
  },
  'row gone': (random, tables) => {
    const { table, at } = pickRow(random, tables)
    table.rows.splice(at, 1)
    return `${table.name} row ${at + 2}`
  },
  'row twice': (random, tables) => {
    const { table, at } = pickRow(random, tables)
    table.rows.splice(random.below(table.rows.length + 1), 0, [...table.rows[at]])
    return `${table.name} row ${at + 2}`
  },
  'rows swapped': (random, tables) => {
    const { table, at } = pickRow(random, tables)
    const other = random.below(table.rows.length)
    ;[table.rows[at], table.rows[other]] = [table.rows[other], table.rows[at]]
    return `${table.name} rows ${at + 2} and ${other + 2}`
  },
  'fewer cells': (random, tables) => {
    const { table, at } = pickRow(random, tables)
    const count = random.below(table.columns.length)
    table.rows[at] = table.rows[at].slice(0, Math.max(1, count))
    return `${table.name} row ${at + 2}: ${count}`
  },
  'more cells': (random, tables) => {
    const { table, at } = pickRow(random, tables)
    table.rows[at].push('', 'surplus')
    return `${table.name} row ${at + 2}`
  },
  'column gone': (random, tables) => {
    const table = random.pick(tables)
    const column = random.below(table.columns.length)
    const [name] = table.columns.splice(column, 1)
    for (const row of table.rows) row.splice(column, 1)
    return `${table.name} ${name}`
  },
  'column renamed': (random, tables) => {
    const table = random.pick(tables)
    const column = random.below(table.columns.length)
    const name = table.columns[column]
    table.columns[column] = `kiln_${name}`
    return `${table.name} ${name}`
  },
  'column more': (random, tables) => {
    const table = random.pick(tables)
    const at = random.below(table.columns.length + 1)
    table.columns.splice(at, 0, 'kiln_more')
    for (const row of table.rows) row.splice(at, 0, 'of nobody')
    return `${table.name} at ${at}`
  },
  'columns swapped': (random, tables) => {
    const table = random.pick(tables)
    const [a, b] = [random.below(table.columns.length), random.below(table.columns.length)]
    for (const row of [table.columns, ...table.rows]) [row[a], row[b]] = [row[b] ?? '', row[a] ?? '']
    return `${table.name} ${table.columns[a]} and ${table.columns[b]}`
  },
  'column in capitals': (random, tables) => {
    const table = random.pick(tables)
    table.shown = table.columns.map((name) => name.toUpperCase())
    return table.name
  },
}

const put = (bytes, at, more) => Buffer.concat([bytes.subarray(0, at), Buffer.from(more), bytes.subarray(at)])
const without = (bytes, at) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])

function pickByte(random, bytes, wanted) {
  const found = [...bytes.keys()].filter((at) => bytes[at] === wanted.charCodeAt(0))
  return found.length === 0 ? undefined : random.pick(found)
}

/** Each gives other bytes of a table. */
export const byteMutations = {
  'cut off': (random, bytes) => bytes.subarray(0, random.below(bytes.length)),
  'a quote more': (random, bytes) => put(bytes, random.below(bytes.length), '"'),
  'a quote less': (random, bytes) => {
    const at = pickByte(random, bytes, '"')
    return at === undefined ? bytes : without(bytes, at)
  },
  'a line end more': (random, bytes) => put(bytes, random.below(bytes.length), '\n'),
  'a line end less': (random, bytes) => without(bytes, pickByte(random, bytes, '\n') ?? 0),
  'a comma more': (random, bytes) => put(bytes, random.below(bytes.length), ','),
  'a comma less': (random, bytes) => without(bytes, pickByte(random, bytes, ',') ?? 0),
  'a byte that is no UTF-8': (random, bytes) => put(bytes, random.below(bytes.length), [0xff]),
  'U+0000': (random, bytes) => put(bytes, random.below(bytes.length), [0]),
  'the columns once more': (random, bytes) => put(bytes, 0, bytes.subarray(0, bytes.indexOf('\n') + 1)),
  'without the columns': (random, bytes) => bytes.subarray(bytes.indexOf('\n') + 1),
  'UTF-16': (random, bytes) => Buffer.from(`\ufeff${bytes.toString('utf8')}`, 'utf16le'),
  empty: () => Buffer.alloc(0),
}

/** Each gives other bytes of a table that say the same. */
export const harmless = {
  'CR LF': (bytes) => {
    const outside = (text, index) => (index % 2 === 0 ? text.replaceAll('\n', '\r\n') : text)
    return Buffer.from(bytes.toString('utf8').split('"').map(outside).join('"'))
  },
  'byte order mark': (bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
  'empty lines at the end': (bytes) => Buffer.concat([bytes, Buffer.from('\n\n')]),
  'no line end': (bytes) => bytes.subarray(0, bytes.length - 1),
}
