import { toSortedColumn } from '@spacecrate/disk'
import type { Attachment, Content, Person, Setting, Space, StreamName, StreamRecords } from '@spacecrate/format'
import { foldName } from './fold-name.js'
import type { Value } from './connection.js'
import { contentsByTitle, postsByTitle, spacesByKey } from './row-search.js'
import { type AllRows, columnId } from './stream-rows.js'

/** Where a page of a long list begins: after the row of this id. */
export interface Cut {
  readonly after?: string
  readonly limit: number
}

// The plus keeps SQLite from using an index for these, which would make it sort all the siblings.
const inTree = "+shelf GLOB 'current *' AND +posted IS NULL"

/** Look-ups that the pages of a site need beyond the store: bounded pieces of lists, and numbers. */
export class Catalog {
  private readonly rows: AllRows

  constructor(rows: AllRows) {
    this.rows = rows
  }

  /** All spaces that the key may mean, the likeliest first. */
  spacesByKey(key: string): Space[] {
    return spacesByKey(this.rows, key)
  }

  /** All contents that the title may mean in a space, the likeliest first. */
  contentsByTitle(space: string, title: string, postingDay?: string): Content[] {
    return contentsByTitle(this.rows, space, title, postingDay)
  }

  /** The current posts of a title, whatever their day and spelling. */
  postsByTitle(space: string, title: string): readonly Content[] {
    return postsByTitle(this.rows, space, title)
  }

  /** Current pages, folders and so on right below a content, or at the root of a space, in their order. */
  treeChildren(space: string, parent: string | undefined, { after, limit }: Cut): Content[] {
    const scope = [columnId(space), columnId(parent)]
    const place = this.placeOf('content', space, after)
    const where = `owner = ? AND parent = ? AND ${inTree}`
    const rows = this.rows.content
    return place === undefined
      ? rows.select(`${where} ORDER BY rank, id LIMIT ?`, ...scope, limit)
      : rows.select(`${where} AND (rank, id) > (?, ?) ORDER BY rank, id LIMIT ?`, ...scope, ...place, limit)
  }

  /** Those that come right before one of them, the nearest first. */
  treeBefore(space: string, parent: string | undefined, { after, limit }: Cut): Content[] {
    const place = this.placeOf('content', space, after)
    if (place === undefined) return []
    return this.rows.content.select(
      `owner = ? AND parent = ? AND ${inTree} AND (rank, id) < (?, ?) ORDER BY rank DESC, id DESC LIMIT ?`,
      columnId(space),
      columnId(parent),
      ...place,
      limit,
    )
  }

  /** Posts of a space, the newest first. */
  posts(space: string, { after, limit }: Cut): Content[] {
    const rows = this.rows.content
    const where = "owner = ? AND shelf = 'current blogpost'"
    const place = this.placeOf('content', space, after, 'posted')
    return place === undefined
      ? rows.select(`${where} ORDER BY posted DESC, id DESC LIMIT ?`, columnId(space), limit)
      : rows.select(
          `${where} AND (posted, id) < (?, ?) ORDER BY posted DESC, id DESC LIMIT ?`,
          columnId(space),
          ...place,
          limit,
        )
  }

  /** Content of a space in a state other than current, by title. */
  shelf(space: string, status: Content['status'], { after, limit }: Cut): Content[] {
    const rows = this.rows.content
    const scope = [columnId(space), `${status} `, `${status}!`]
    const where = 'owner = ? AND shelf > ? AND shelf < ?'
    const place = this.placeOf('content', space, after, 'title')
    return place === undefined
      ? rows.select(`${where} ORDER BY title, id LIMIT ?`, ...scope, limit)
      : rows.select(`${where} AND (title, id) > (?, ?) ORDER BY title, id LIMIT ?`, ...scope, ...place, limit)
  }

  /** A piece of the drafts of a published content. */
  draftsOf(content: string, { after, limit }: Cut): Content[] {
    return this.rows.content.select(
      'draft_of = ? AND id > ? ORDER BY id LIMIT ?',
      columnId(content),
      columnId(after),
      limit,
    )
  }

  /** How many contents of each status and kind a space has: `current page` to number. */
  shelfSizes(space: string): ReadonlyMap<string, number> {
    const query = this.rows.content.query(
      'SELECT shelf, count(*) FROM # WHERE owner = ? AND shelf IS NOT NULL GROUP BY shelf',
    )
    return new Map(query.all(columnId(space)).map((row) => [String(row[0]), Number(row[1])]))
  }

  /** A piece of the rows of an owner and parent, in canonical order. */
  siblings<Name extends StreamName>(
    stream: Name,
    owner: string,
    { parent, after, limit }: Cut & { readonly parent?: string },
  ): StreamRecords[Name][] {
    const rows: AllRows[Name] = this.rows[stream]
    const place = this.placeOf(stream, owner, after)
    const places = rows.siblings(
      columnId(owner),
      columnId(parent),
      place === undefined ? undefined : { rank: String(place[0]), id: String(place[1]), row: 0 },
      limit,
    )
    return places.flatMap((found) => rows.at(found.row) ?? [])
  }

  /** A piece of the rows of an owner from the last one backwards. */
  backwards<Name extends StreamName>(stream: Name, owner: string, { after, limit }: Cut): StreamRecords[Name][] {
    const rows: AllRows[Name] = this.rows[stream]
    const place = this.placeOf(stream, owner, after)
    const where = "owner = ? AND parent = ''"
    return place === undefined
      ? rows.select(`${where} ORDER BY rank DESC, id DESC LIMIT ?`, columnId(owner), limit)
      : rows.select(
          `${where} AND (rank, id) < (?, ?) ORDER BY rank DESC, id DESC LIMIT ?`,
          columnId(owner),
          ...place,
          limit,
        )
  }

  /** The last row of an owner: of versions the current one. */
  last<Name extends StreamName>(stream: Name, owner: string): StreamRecords[Name] | undefined {
    return this.backwards(stream, owner, { limit: 1 })[0]
  }

  countOf(stream: StreamName, owner: string): number {
    return this.rows[stream].countOf(columnId(owner))
  }

  /** A piece of all rows of a stream, whoever owns them, in order of id. */
  everywhere<Name extends StreamName>(stream: Name, { after, limit }: Cut): StreamRecords[Name][] {
    const rows: AllRows[Name] = this.rows[stream]
    return rows.everywhere(columnId(after), limit).flatMap((found) => rows.at(found.row) ?? [])
  }

  /** A piece of the rows of an owner, those below others too: level by level. */
  ofOwner<Name extends StreamName>(stream: Name, owner: string, { after, limit }: Cut): StreamRecords[Name][] {
    const rows: AllRows[Name] = this.rows[stream]
    const place = this.placeOf(stream, owner, after, 'parent, rank') ?? ['', '', '']
    const where = 'owner = ? AND (parent, rank, id) > (?, ?, ?) ORDER BY parent, rank, id LIMIT ?'
    return rows.select(where, columnId(owner), ...place, limit)
  }

  /** The first row of an owner that has this rank: kinds that are ranked by their name are found by it. */
  ofRank<Name extends StreamName>(stream: Name, owner: string, rank: string): StreamRecords[Name] | undefined {
    return this.rows[stream].select(
      "owner = ? AND parent = '' AND rank = ? ORDER BY id LIMIT 1",
      columnId(owner),
      toSortedColumn(rank),
    )[0]
  }

  /** A piece of the settings of an owner in one area, by key. */
  settingsOf(owner: string, area: Setting['area'], { after, limit }: Cut): Setting[] {
    const from = this.placeOf('settings', owner, after) ?? [`${area} `, '']
    return this.rows.settings.select(
      "owner = ? AND parent = '' AND (rank, id) > (?, ?) AND rank < ? ORDER BY rank, id LIMIT ?",
      columnId(owner),
      ...from,
      `${area}!`,
      limit,
    )
  }

  /** How many settings an owner has in each area. */
  settingAreas(owner: string): ReadonlyMap<string, number> {
    const query = this.rows.settings.query(
      "SELECT substr(rank, 1, instr(rank, ' ') - 1), count(*) FROM # WHERE owner = ? AND parent = '' GROUP BY 1",
    )
    return new Map(query.all(columnId(owner)).map((row) => [String(row[0]), Number(row[1])]))
  }

  /** The file of a content that the source's media store knows by this id. */
  fileByMediaId(content: string, fileId: string): Attachment | undefined {
    return this.rows.attachments.select(
      "owner = ? AND json_extract(json, '$.fileId') = ? ORDER BY id LIMIT 1",
      columnId(content),
      toSortedColumn(fileId),
    )[0]
  }

  /** People by name. */
  people({ after, limit }: Cut): Person[] {
    const rows = this.rows.people
    const place =
      after === undefined ? undefined : rows.query('SELECT display_name, id FROM # WHERE id = ?').first(columnId(after))
    return place === undefined
      ? rows.select('display_name IS NOT NULL ORDER BY display_name, id LIMIT ?', limit)
      : rows.select(
          'display_name IS NOT NULL AND (display_name, id) > (?, ?) ORDER BY display_name, id LIMIT ?',
          ...place,
          limit,
        )
  }

  /** Contents whose title holds the words as they stand, the likeliest first: a piece behind one of them. */
  searchTitles(words: string, { after, limit }: Cut): Content[] {
    const folded = toSortedColumn(foldName(words))
    const place = 'title <> ?, instr(title, ?) <> 1, title, id'
    const rows = this.rows.content
    const from =
      after === undefined
        ? undefined
        : rows
            .query(`SELECT ${place} FROM # WHERE id = ? AND instr(title, ?) > 0`)
            .first(folded, folded, columnId(after), folded)
    return from === undefined
      ? rows.select(`instr(title, ?) > 0 ORDER BY ${place} LIMIT ?`, folded, folded, folded, limit)
      : rows.select(
          `instr(title, ?) > 0 AND (${place}) > (?, ?, ?, ?) ORDER BY ${place} LIMIT ?`,
          folded,
          folded,
          folded,
          ...from,
          folded,
          folded,
          limit,
        )
  }

  searchPeople(words: string, limit: number): Person[] {
    const folded = toSortedColumn(foldName(words))
    return this.rows.people.select('instr(display_name, ?) > 0 ORDER BY display_name, id LIMIT ?', folded, limit)
  }

  /** A piece of all spaces, by key. */
  spaces({ after, limit }: Cut): Space[] {
    const rows = this.rows.spaces
    const place = (after === undefined
      ? undefined
      : rows.query('SELECT key, id FROM # WHERE id = ?').first(columnId(after))) ?? ['', '']
    return rows.select('key IS NOT NULL AND (key, id) > (?, ?) ORDER BY key, id LIMIT ?', ...place, limit)
  }

  /** Groups by id. */
  groups({ after, limit }: Cut): StreamRecords['groups'][] {
    return this.rows.groups.select('id > ? ORDER BY id LIMIT ?', columnId(after), limit)
  }

  /** Ids of the groups that a member is in directly. */
  directGroups(member: string, limit: number): StreamRecords['memberships'][] {
    return this.rows.memberships.select('member = ? ORDER BY owner LIMIT ?', columnId(member), limit)
  }

  /** Where a row stands in a list of its owner. A row of another owner stands nowhere in it: it would tell of itself. */
  private placeOf(
    stream: StreamName,
    owner: string,
    id: string | undefined,
    columns: 'rank' | 'posted' | 'title' | 'parent, rank' = 'rank',
  ): readonly Value[] | undefined {
    return id === undefined
      ? undefined
      : this.rows[stream]
          .query(`SELECT ${columns}, id FROM # WHERE id = ? AND owner = ?`)
          .first(columnId(id), columnId(owner))
  }
}
