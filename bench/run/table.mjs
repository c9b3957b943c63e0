/** Lines of a table: the first row is the head, columns but the first are set to the right. */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)))
  const line = (row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ')
  return [line(rows[0]), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.slice(1).map(line)]
}

export const seconds = (value) => `${value.toFixed(value < 10 ? 2 : 1)} s`
export const mebibytes = (bytes) => `${(bytes / 2 ** 20).toFixed(0)} MiB`
export const ratio = (value) => `${value.toFixed(2)} ×`
