import { seen } from '../../serve/seen.js'
import type { Cut } from '../../store/catalog.js'
import { type Answer, ok } from '../answer.js'
import type { Call } from '../call.js'
import { limitParam, startParam } from '../query.js'

/** A piece of a list by numbers, and whether something comes behind it. */
export interface NumberedPiece<Row> {
  readonly rows: readonly Row[]
  readonly isLast: boolean
}

/** Rows from a place on, of those that the caller may see: the ones before are walked and not counted by anybody. */
export async function piece<Row extends { readonly id: string }>(
  call: Call,
  read: (cut: Cut) => readonly Row[],
  isSeen: (row: Row) => boolean,
  withBody = false,
): Promise<NumberedPiece<Row>> {
  const limit = limitParam(call, withBody)
  let skip = startParam(call)
  let after: string | undefined
  while (skip > 0) {
    const found = await seen(read, isSeen, { after, limit: Math.min(skip, 500) })
    skip -= found.rows.length
    if (found.next === undefined) return { rows: [], isLast: true }
    after = found.next
  }
  if (limit === 0) return { rows: [], isLast: true }
  const { rows, next } = await seen(read, isSeen, { after, limit })
  return { rows, isLast: next === undefined }
}

/** A page of a list by numbers, as v1 and Data Center have it. */
export function startPage(call: Call, results: readonly unknown[], isLast: boolean, withBody = false): Answer {
  const start = startParam(call)
  const limit = limitParam(call, withBody)
  const query = new URLSearchParams(call.query)
  query.delete('start')
  query.delete('limit')
  const self = `${call.base}${call.pathWith(query).slice(call.context.length)}`
  query.set('limit', String(limit))
  query.set('start', String(start + results.length))
  const next = isLast ? {} : { next: call.pathWith(query).slice(call.context.length) }
  const links = { base: call.base, context: call.context, ...next, self }
  return ok({ results, start, limit, size: results.length, _links: links })
}
