/**
 * A text of others as SQLite may hold it: a TEXT column cuts at U+0000 and replaces lone surrogates. Plain ASCII stays
 * as it is, everything else is JSON, so equal texts have equal cells and different ones different cells.
 */
export function encodeCell(text: string): string {
  return /^[\x20-\x21\x23-\x7e][\x20-\x7e]*$/.test(text) ? text : JSON.stringify(text)
}

/** The text of a cell. */
export function decodeCell(cell: string): string {
  if (!cell.startsWith('"')) return cell
  const text: unknown = JSON.parse(cell)
  return typeof text === 'string' ? text : cell
}

/** `encodeCell` for what may be absent. */
export function cellOf(text: string | undefined): string | null {
  return text === undefined ? null : encodeCell(text)
}
