import { fromSortedColumn, toSortedColumn } from '@spacecrate/disk'
import type { Attachment, Content, Group, Person, Space, StreamName } from '@spacecrate/format'
import { streamRules } from '@spacecrate/format'
import { foldName } from './fold-name.js'
import { type AllRows, columnId } from './stream-rows.js'
import { sameColumn } from './tables.js'

/** The space of a key; letter case doesn't count, but the same case comes first, and a space that is not in the trash. */
export function findSpaceByKey(rows: AllRows, key: string): Space | undefined {
  return spacesByKey(rows, key)[0]
}

/** All that the key may mean, the likeliest first. */
export function spacesByKey(rows: AllRows, key: string): Space[] {
  const unlikely = (space: Space): number => (space.key === key ? 0 : 2) + (space.status === 'trashed' ? 1 : 0)
  return rows.spaces
    .select('key = ? ORDER BY id LIMIT 100', folded(key))
    .sort((one, other) => unlikely(one) - unlikely(other))
}

/**
 * The current page of a title; with a day, the current post of that day. A page comes before a folder of that title, and the
 * very spelling before another one.
 */
export function findContentByTitle(
  rows: AllRows,
  space: string,
  title: string,
  postingDay?: string,
): Content | undefined {
  return contentsByTitle(rows, space, title, postingDay)[0]
}

/** All that the title may mean, the likeliest first. */
export function contentsByTitle(rows: AllRows, space: string, title: string, postingDay?: string): Content[] {
  const key = toSortedColumn(`${postingDay ?? ''} ${foldName(title)}`)
  // A page of another spelling comes before a folder of this one.
  const unlikely = (one: Content): number => (one.kind === 'page' ? 0 : 2) + (one.title === title ? 0 : 1)
  return rows.content
    .select('owner = ? AND current = ? ORDER BY id LIMIT 100', columnId(space), key)
    .sort((one, other) => unlikely(one) - unlikely(other))
}

/** The current posts of a title, whatever their day: of the very spelling, if there are such. */
export function findPosts(rows: AllRows, space: string, title: string): readonly Content[] {
  return spelled(postsByTitle(rows, space, title), (content) => content.title, title)
}

/** The current posts of a title, whatever their day and spelling. */
export function postsByTitle(rows: AllRows, space: string, title: string): readonly Content[] {
  return rows.content.select(
    "owner = ? AND title = ? AND shelf = 'current blogpost' ORDER BY id LIMIT 100",
    columnId(space),
    folded(title),
  )
}

/** Those of the very spelling; all of them where there are none. */
export function spelled<Row>(
  rows: readonly Row[],
  nameOf: (row: Row) => string | undefined,
  name: string,
): readonly Row[] {
  const exact = rows.filter((row) => nameOf(row) === name)
  return exact.length > 0 ? exact : rows
}

/** The person of an alias: by account id, then user key, then user name, then e-mail. */
export function findPerson(
  rows: AllRows,
  alias: {
    readonly accountId?: string
    readonly userKey?: string
    readonly userName?: string
    readonly email?: string
  },
): Person | undefined {
  const by = (column: string, text: string | undefined): Person | undefined =>
    text === undefined || text === '' ? undefined : rows.people.select(`${column} = ? ORDER BY id LIMIT 1`, text)[0]
  const byName = (name: string): Person | undefined =>
    spelled(
      rows.people.select('user_name = ? ORDER BY id LIMIT 100', folded(name)),
      (person) => person.userName,
      name,
    )[0]
  return (
    by('account', alias.accountId && toSortedColumn(alias.accountId)) ??
    by('user_key', alias.userKey && toSortedColumn(alias.userKey)) ??
    (alias.userName ? byName(alias.userName) : undefined) ??
    by('email', alias.email && folded(alias.email))
  )
}

/** The group of a name; letter case doesn't count, as in the directories of Confluence, but the same case comes first. */
export function findGroupByName(rows: AllRows, name: string): Group | undefined {
  const groups = rows.groups.select('name = ? ORDER BY id LIMIT 100', folded(name))
  return spelled(groups, (group) => group.name, name)[0]
}

/**
 * Ids of the rows that the rule of their stream takes for the same, by its text (`sameAs`). One statement for all of them:
 * a call costs more than a look-up.
 */
export function findSame(rows: AllRows, stream: StreamName, texts: readonly string[]): ReadonlyMap<string, string> {
  if (texts.length === 0 || streamRules[stream].sameAs === undefined) return new Map()
  const found = rows[stream]
    .query(
      `SELECT asked.key, min(t.id) FROM json_each(?) AS asked CROSS JOIN # AS t
       WHERE t.${sameColumn} = asked.value AND t.${sameColumn} IS NOT NULL GROUP BY asked.key`,
    )
    .all(JSON.stringify(texts.map(toSortedColumn)))
  return new Map(found.map(([at, id]) => [texts[Number(at)] ?? '', fromSortedColumn(String(id))]))
}

/** Ids of all groups that a member is in, itself or through other groups; a circle of groups ends by itself. */
export function groupsOf(rows: AllRows, member: string): ReadonlySet<string> {
  const found = new Set<string>()
  const waiting = [member]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const row of rows.memberships.query('SELECT owner FROM # WHERE member = ?').all(columnId(next))) {
      const group = fromSortedColumn(String(row[0]))
      if (found.has(group)) continue
      found.add(group)
      waiting.push(group)
    }
  }
  return found
}

const states: readonly Attachment['status'][] = ['current', 'archived', 'draft', 'trashed']

/** The files of a name on a container, current ones first; of those the ones of the very spelling. */
export function findAttachments(rows: AllRows, container: string, name: string): readonly Attachment[] {
  return rows.attachments
    .select(
      "owner = ? AND parent = '' AND rank = ? ORDER BY id LIMIT 1000",
      columnId(container),
      toSortedColumn(name.normalize('NFC')),
    )
    .sort(
      (a, b) =>
        states.indexOf(a.status) - states.indexOf(b.status) || Number(b.name === name) - Number(a.name === name),
    )
}

function folded(text: string): string {
  return toSortedColumn(foldName(text))
}
