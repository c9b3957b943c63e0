/** A text column of a row, or `undefined` where it is null or of another type. */
export function textAt(row: unknown, column: string): string | undefined {
  const value = columnOf(row, column)
  return typeof value === 'string' ? value : undefined
}

/** A number in a row; 0 where there is none. */
export function numberAt(row: unknown, column: string): number {
  const value = columnOf(row, column)
  return typeof value === 'number' ? value : Number(value ?? 0)
}

/** The bytes of a column. The library gives a Buffer for one row and an ArrayBuffer for each of many. */
export function blobAt(row: unknown, column: string): Buffer | undefined {
  const value = columnOf(row, column)
  if (value instanceof ArrayBuffer) return Buffer.from(value)
  return value instanceof Uint8Array ? Buffer.from(value) : undefined
}

function columnOf(row: unknown, column: string): unknown {
  return typeof row === 'object' && row !== null ? Reflect.get(row, column) : undefined
}
