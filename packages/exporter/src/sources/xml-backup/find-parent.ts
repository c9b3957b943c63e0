import { unknownRestriction } from '@spacecrate/format'
import type { SourceItem } from '../../source.js'
import { mayInherit, mayRestrict } from './inherited.js'
import { type LinkTarget, linkTo } from './link-to.js'
import type { TargetRow } from './index/near.js'
import { omit } from './items.js'
import type { ObjectContext } from './read-context.js'
import { statusWords } from './joined-fields.js'

/** A content whose parent is looked for. */
export interface ChildRow {
  readonly n: number
  readonly class: string
  readonly record: string
  readonly space_n: number | null
  readonly status: number | null
  readonly owner_n: number | null
  readonly parent: string | null
  readonly parent_n: number | null
}

/** Deeper than any tree; see `cutCycles`. */
const depthLimit = 10_000

const staysShut = 'who may see it is decided there as well, so an import leaves it shut'

/**
 * The parent of a content. One that is not there, or in another space, is none: the content stands at the root. What is
 * current goes under what is current: Confluence shows no tree in which a page would stand below one in the trash. So it
 * goes to the nearest content above that is, or to the root. Each has its line; where the way up that is cut may restrict
 * who sees the content, the line names it (see `unknownRestriction`).
 */
export function* findParent(context: ObjectContext, row: ChildRow): Generator<SourceItem, string | undefined> {
  if (isCutOff(context, row.n)) return undefined
  const isCustom = row.class === 'CustomContentEntityObject'
  const parent = isCustom ? (row.parent_n ?? row.owner_n) : row.parent_n
  const what = `The parent of ${row.record}`
  if (parent === null) {
    if (row.parent !== null) yield omit('PARENT_MISSING', { kind: row.class, what, ...cutFrom(context, row) })
    return undefined
  }
  const target = yield* linkTo(context, parent)
  if (!isPlaceFor(row, target)) {
    yield omit('PARENT_ELSEWHERE', { kind: row.class, what, ...cutFrom(context, row) })
    return undefined
  }
  // What hangs on a content is of it, whatever becomes of that.
  if (isCustom || !isCurrent(row.status) || isCurrent(target.status)) return target.record
  return yield* aboveAll(context, row, target)
}

/** The nearest current content above one that isn't. */
function* aboveAll(
  context: ObjectContext,
  row: ChildRow,
  first: LinkTarget,
): Generator<SourceItem, string | undefined> {
  let restricts = false
  let passed: LinkTarget | undefined = first
  let found: LinkTarget | undefined
  for (let depth = 0; passed !== undefined && depth < depthLimit; depth++) {
    restricts ||= mayRestrict(context, passed.n)
    const next: TargetRow | undefined =
      passed.parent_n === null || isCutOff(context, passed.n) ? undefined : context.near.target(passed.parent_n)
    if (!isPlaceFor(row, next)) {
      restricts ||= mayInherit(context, passed.n)
      break
    }
    if (isCurrent(next.status)) {
      found = next
      break
    }
    passed = next
  }
  const place = found === undefined ? 'the root' : found.record
  const why = `it is ${first.record}, and ${row.record} goes to ${place}`
  const shut = { id: unknownRestriction(row.record), why: `${why}; ${staysShut}` }
  yield omit('PARENT_NOT_CURRENT', {
    kind: row.class,
    what: `The parent of ${row.record}`,
    ...(restricts ? shut : { why }),
  })
  return found?.record
}

/** True if the parent of this object is not followed, since it leads round in a circle. */
export function isCutOff(context: ObjectContext, n: number): boolean {
  return context.ledger.has(n, 'cut')
}

/** What the line about a content that loses its parent says beyond that, if it may inherit restrictions from there. */
export function cutFrom(
  context: ObjectContext,
  { n, record }: Pick<ChildRow, 'n' | 'record'>,
): { readonly id: string; readonly why: string } | undefined {
  return mayInherit(context, n) ? { id: unknownRestriction(record), why: staysShut } : undefined
}

function isPlaceFor(row: ChildRow, target: TargetRow | undefined): target is LinkTarget {
  return target?.space_n === row.space_n && /^(page|post|folder|custom):/.test(target.record ?? '')
}

function isCurrent(status: number | null): boolean {
  return statusWords[status ?? 0] === 'current'
}
