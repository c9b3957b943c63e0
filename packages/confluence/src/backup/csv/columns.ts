import { cellText, csvHeader, type CsvRow } from './csv-row.js'

/**
 * The names of the columns that the first row of a table gives. Empty ones at the end are none; one in between gets a name
 * by its place.
 *
 * @throws BackupError CSV_HEADER
 */
export function columnsOf({ cells, fault }: CsvRow, entry: string): string[] {
  if (fault !== undefined) throw csvHeader(entry, fault)
  const names = cells.map((cell) => cellText(cell).text.trim())
  while (names.at(-1) === '') names.pop()
  const all = names.map((name, index) => (name === '' ? `column ${index + 1}` : name))
  const seen = new Set<string>()
  for (const name of all) {
    if (seen.has(name.toLowerCase())) throw csvHeader(entry, `two columns have the name ${JSON.stringify(name)}`)
    seen.add(name.toLowerCase())
  }
  return all
}

/** True for a row that names the columns once more: somebody put two tables behind each other. */
export function namesColumnsAgain({ cells }: CsvRow, columns: readonly string[]): boolean {
  return (
    cells[0]?.length === columns[0]?.length &&
    columns.every((name, index) => cells[index]?.trim().toLowerCase() === name.toLowerCase())
  )
}
