import { takes } from '../../selection.js'
import type { SourceItem } from '../../source.js'
import type { ReadContext } from './read-context.js'
import { isCarried } from './read-class.js'
import { rowsOf } from './index/rows.js'
import { decodeCell } from './index/cell.js'
import { omit } from './items.js'
import type { LinkName } from './joined-fields.js'

interface AstrayRow {
  readonly n: number
  readonly parent: number
  readonly link: LinkName
  readonly child_class: string
  readonly child: string
  readonly child_n: number | null
  readonly at: number
  readonly class: string
  readonly record: string | null
}

const astray = `SELECT a.n, a.parent, a.link, a.child_class, a.child, a.child_n, p.at, p.class, p.record
  FROM astray a JOIN object p ON p.n = a.parent WHERE a.n > ? ORDER BY a.n`

/** So many are named in one line; the rest are counted. */
const namedLimit = 5

/**
 * What carried objects list and did not get, one omission for each kind of thing that one of them lists: what the backup
 * does not hold, and what says itself that it belongs to something else.
 */
export function* readAstray(context: ReadContext): Generator<SourceItem> {
  let group: AstrayRow[] = []
  let count = 0
  for (const row of rowsOf<AstrayRow>(context.db, astray)) {
    const first = group[0]
    if (first && !isSameGroup(first, row)) {
      yield* omissionsOf(context, group, count)
      group = []
      count = 0
    }
    count++
    if (group.length < namedLimit) group.push(row)
  }
  yield* omissionsOf(context, group, count)
}

function isSameGroup(a: AstrayRow, b: AstrayRow): boolean {
  const isMissing = (row: AstrayRow): boolean => row.child_n === null
  return a.parent === b.parent && a.link === b.link && a.child_class === b.child_class && isMissing(a) === isMissing(b)
}

function* omissionsOf(context: ReadContext, group: readonly AstrayRow[], count: number): Generator<SourceItem> {
  const [first] = group
  if (!first || !isWanted(context, first)) return
  const kind = decodeCell(first.child_class)
  const ids = group.map(({ child }) => decodeCell(child)).join(', ')
  const more = count > group.length ? ` and ${count - group.length} more` : ''
  const what = `${kind} ${ids}${more}, which ${first.record ?? first.class} lists`
  yield omit(first.child_n === null ? 'TARGET_MISSING' : 'LISTED_ELSEWHERE', { kind, what, count, offset: first.at })
}

function isWanted(context: ReadContext, row: AstrayRow): boolean {
  const { kind } = context.classes.of(decodeCell(row.child_class))
  if (kind !== undefined && !takes(context.selection, kind)) return false
  if (row.link === 'original' && !takes(context.selection, 'history')) return false
  return isCarried(context, row.parent)
}
