import { textWidth } from './terminal.js'

/** Where the text of a column stands. */
export type Align = 'left' | 'right'

/** Rows with aligned columns, indented by two spaces; no blanks at the end of a line. */
export function alignColumns(rows: readonly (readonly string[])[], aligns: readonly Align[] = []): string {
  const widths: number[] = []
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, textWidth(cell))
  }
  return rows
    .map((row) => {
      const cells = row.map((cell, column) => {
        const blanks = ' '.repeat((widths[column] ?? 0) - textWidth(cell))
        return aligns[column] === 'right' ? blanks + cell : cell + blanks
      })
      return `  ${cells.join('  ')}`.trimEnd() + '\n'
    })
    .join('')
}
