import type { Cut } from '../store/catalog.js'

/** A piece of a list, and the last of it where something comes behind it. */
export interface Piece<Row> {
  readonly rows: readonly Row[]
  /** Absent: this is the end. */
  readonly next: string | undefined
}

const perBatch = 100

/**
 * A piece of a list with what a visitor may see and nothing else: what is hidden fills no place, is no place to go on
 * from, and makes no list longer. Other requests have their turn between the batches.
 */
export async function seen<Row extends { readonly id: string }>(
  read: (cut: Cut) => readonly Row[],
  isSeen: (row: Row) => boolean,
  {
    after,
    limit,
    batch = perBatch,
  }: { readonly after?: string | undefined; readonly limit: number; readonly batch?: number },
): Promise<Piece<Row>> {
  const rows: Row[] = []
  let from = after
  for (let size = Math.min(limit + 1, batch); ; size = Math.min(4 * size, batch)) {
    const found = read({ ...(from === undefined ? {} : { after: from }), limit: size })
    for (const row of found) {
      if (!isSeen(row)) continue
      if (rows.length === limit) return { rows, next: rows.at(-1)?.id }
      rows.push(row)
    }
    from = found.at(-1)?.id
    if (from === undefined || found.length < size) return { rows, next: undefined }
    await turn()
  }
}

/** Lets other requests have their turn. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
