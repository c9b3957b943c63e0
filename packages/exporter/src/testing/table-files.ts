/** Cells of one row by column; an absent one is null. */
export type TableCells = Readonly<Record<string, string>>

/** A table with its columns, separated by spaces. */
export interface TableText {
  readonly name: string
  readonly columns: string
  readonly rows: readonly TableCells[]
}

/** A CSV file as Cloud writes one for a table. */
export function csvTable(columns: string, rows: readonly TableCells[]): string {
  const names = columns.split(' ')
  const quoted = (cell: string | undefined): string => (cell === undefined ? '' : `"${cell.replaceAll('"', '""')}"`)
  return [names, ...rows.map((row) => names.map((name) => row[name]))]
    .map((cells) => `${cells.map(quoted).join(',')}\r\n`)
    .join('')
}

/** The XML that Data Center writes of the tables of its apps. */
export function aoTables(tables: readonly TableText[]): string {
  const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const data = tables.map(({ name, columns, rows }) => {
    const names = columns.split(' ')
    const cell = (text: string | undefined): string =>
      text === undefined ? '<string xsi:nil="true"/>' : `<string>${escape(text)}</string>`
    const lines = rows.map((row) => `<row>${names.map((column) => cell(row[column])).join('')}</row>`)
    return `<data tableName="${name}">${names.map((column) => `<column name="${column}"/>`).join('')}${lines.join('\n')}</data>`
  })
  return `<?xml version='1.0' encoding='UTF-8'?>
<backup xmlns="http://www.atlassian.com/ao" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<database><meta key="database.name" value="PostgreSQL"/></database>
${data.join('\n')}
</backup>`
}
