import { type Piece, seen } from '../../serve/seen.js'
import type { Cut } from '../../store/catalog.js'
import { type Answer, ok } from '../answer.js'
import type { Call } from '../call.js'
import { limitParam } from '../query.js'
import { wrongType } from '../rest-error.js'

/** The place that the cursor of a request stands for; `undefined` at the beginning. Refuses a cursor that is none of ours. */
export function placeOf(call: Call): string | undefined {
  const cursor = call.query.get('cursor')
  if (cursor === null || cursor === '') return undefined
  const place = call.cursors.open(listOf(call), cursor)
  if (place === undefined) throw wrongType('cursor', cursor, 'cursor')
  return place
}

/** A page of a list by cursor: with `next` where it goes on, in the body and in the `Link` header. */
export function cursorPage(call: Call, results: readonly unknown[], next: string | undefined): Answer {
  const base = { base: call.base }
  if (next === undefined) return ok({ results, _links: base })
  const query = new URLSearchParams(call.query)
  query.set('cursor', call.cursors.seal(listOf(call), next))
  const link = call.pathWith(query)
  return ok({ results, _links: { next: link, ...base } }, { link: `<${link}>; rel="next", <${call.base}>; rel="base"` })
}

/** How a list is read and shown. */
export interface ListedRows<Row> {
  /** A piece of the rows behind one of them. */
  readonly read: (cut: Cut) => readonly Row[]
  /** What the caller may not see fills no place in a page. */
  readonly isSeen: (row: Row) => boolean
  readonly show: (row: Row) => unknown
  /** Bodies are asked for. */
  readonly withBody?: boolean
}

/** A page of a list of rows. */
export async function listRows<Row extends { readonly id: string }>(
  call: Call,
  { read, isSeen, show, withBody = false }: ListedRows<Row>,
): Promise<Answer> {
  const limit = limitParam(call, withBody)
  const piece: Piece<Row> = await seen(read, isSeen, { after: placeOf(call), limit })
  const results: unknown[] = []
  for (const row of piece.rows) results.push(await show(row))
  return cursorPage(call, results, piece.next)
}

/** A list is the path: a cursor of one is none of another. */
function listOf(call: Call): string {
  return call.pathWith(new URLSearchParams())
}
