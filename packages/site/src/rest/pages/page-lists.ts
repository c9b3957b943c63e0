import { toSortedColumn } from '@spacecrate/disk'
import type { Content } from '@spacecrate/format'
import type { Cut } from '../../store/catalog.js'
import { foldName } from '../../store/fold-name.js'
import { columnId } from '../../store/stream-rows.js'
import type { Call } from '../call.js'

/** States that pages and posts are listed by. */
export type ListedStatus = Content['status']

/** Which contents a list has. */
export interface ContentFilter {
  readonly kind: 'page' | 'blogpost'
  /** Ids of records. */
  readonly ids?: readonly string[] | undefined
  readonly spaces?: readonly string[] | undefined
  readonly statuses: readonly ListedStatus[]
  readonly title?: string | undefined
  readonly sort?: string | undefined
}

const prefixes = { page: 'page', blogpost: 'post' } as const

/** Orders of contents that clients ask for. */
export const contentSorts = [
  'id',
  '-id',
  'created-date',
  '-created-date',
  'modified-date',
  '-modified-date',
  'title',
  '-title',
] as const

/** SQL for the orders of contents that clients ask for, beside that of id. */
export const contentOrders: Readonly<Record<string, string>> = {
  'created-date': "coalesce(json_extract(json, '$.created.at.at'), '')",
  'modified-date': `coalesce((SELECT json_extract(v.json, '$.at.at') FROM versions v WHERE v.owner = content.id AND v.parent = '' ORDER BY v.rank DESC, v.id DESC LIMIT 1), '')`,
  title: "coalesce(title, '')",
}

/**
 * Reads a list of pages or posts piece by piece. In order of id it costs what the piece costs; in another order all that the
 * filter lets through is sorted, as there is no index by date.
 */
export function readContents(call: Call, filter: ContentFilter): (cut: Cut) => readonly Content[] {
  const { kind, ids, spaces, statuses, title } = filter
  const { sort = 'id' } = filter
  const rows = call.store.rows.content
  const passes = (content: Content): boolean =>
    content.kind === kind &&
    statuses.includes(content.status) &&
    (spaces === undefined || spaces.includes(content.space)) &&
    (title === undefined || foldName(content.title) === foldName(title))
  if (ids !== undefined || title !== undefined) {
    const found = (
      ids === undefined ? titled(call, filter) : [...new Set(ids)].flatMap((id) => rows.get(columnId(id)) ?? [])
    )
      .filter(passes)
      .sort((one, other) => (one.id < other.id ? -1 : 1))
    if (sort.startsWith('-')) found.reverse()
    return ({ after, limit }) => {
      const from = after === undefined ? 0 : found.findIndex(({ id }) => id === after) + 1
      return found.slice(from, from + limit)
    }
  }
  const descending = sort.startsWith('-')
  const by = contentOrders[sort.replace(/^-/, '')]
  const shelves = statuses.map((status) => `${status} ${kind}`)
  if (by !== undefined || descending) {
    const inSpaces = spaces === undefined ? '' : 'AND owner IN (SELECT value FROM json_each(?))'
    const values = [JSON.stringify(shelves), ...(spaces === undefined ? [] : [JSON.stringify(spaces.map(columnId))])]
    const where = `shelf IN (SELECT value FROM json_each(?)) ${inSpaces}`
    return ({ after, limit }) => rows.ordered(where, values, { by: by ?? 'id', descending, after, limit })
  }
  if (spaces === undefined) {
    const [from, to] = [`${prefixes[kind]}:`, `${prefixes[kind]};`]
    return ({ after, limit }) =>
      rows.select(
        'id > ? AND id < ? AND shelf IN (SELECT value FROM json_each(?)) ORDER BY id LIMIT ?',
        after === undefined ? from : columnId(after),
        to,
        JSON.stringify(shelves),
        limit,
      )
  }
  return ({ after, limit }) => merged(call, spaces, shelves, kind, { after: after ?? '', limit })
}

/** The first of several shelves together, in order of id: each shelf is read from its own place in the index. */
function merged(
  call: Call,
  spaces: readonly string[],
  shelves: readonly string[],
  kind: ContentFilter['kind'],
  { after, limit }: { readonly after: string; readonly limit: number },
): readonly Content[] {
  const rows = call.store.rows.content
  // Pages have no day, so their part of the index is in order of id; that of posts is in order of the day first.
  const place = kind === 'page' ? 'AND posted IS NULL' : ''
  const query = rows.query(
    `SELECT id, rowid FROM # WHERE owner = ? AND shelf = ? ${place} AND id > ? ORDER BY id LIMIT ?`,
  )
  const found = spaces.flatMap((space) =>
    shelves.flatMap((shelf) => query.all(columnId(space), shelf, columnId(after), limit)),
  )
  found.sort((one, other) => (String(one[0]) < String(other[0]) ? -1 : 1))
  return found.slice(0, limit).flatMap(([, row]) => rows.at(Number(row)) ?? [])
}

function titled(call: Call, { spaces, title = '' }: ContentFilter): readonly Content[] {
  const rows = call.store.rows.content
  const folded = toSortedColumn(foldName(title))
  if (spaces !== undefined) {
    return spaces.flatMap((space) =>
      rows.select('owner = ? AND title = ? ORDER BY id LIMIT 1000', columnId(space), folded),
    )
  }
  return rows.select('owner IN (SELECT id FROM spaces) AND title = ? ORDER BY id LIMIT 1000', folded)
}
