import type { Attachment, Content, Person, Setting, Space, StreamName, StreamRecords } from '@spacecrate/format'
import { encodeColumn, foldName } from './column-text.js'
import type { Value } from './connection.js'
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

  /** Current pages, folders and so on right below a content, or at the root of a space, in their order. */
  treeChildren(space: string, parent: string | undefined, { after, limit }: Cut): Content[] {
    const scope = [columnId(space), columnId(parent)]
    const place = this.placeOf('content', after)
    const where = `owner = ? AND parent = ? AND ${inTree}`
    const rows = this.rows.content
    return place === undefined
      ? rows.select(`${where} ORDER BY rank, id LIMIT ?`, ...scope, limit)
      : rows.select(`${where} AND (rank, id) > (?, ?) ORDER BY rank, id LIMIT ?`, ...scope, ...place, limit)
  }

  /** Those that come right before a content among its siblings, in their order. */
  treeBefore(content: Content, limit: number): Content[] {
    const place = this.placeOf('content', content.id)
    if (place === undefined) return []
    return this.rows.content
      .select(
        `owner = ? AND parent = ? AND ${inTree} AND (rank, id) < (?, ?) ORDER BY rank DESC, id DESC LIMIT ?`,
        columnId(content.space),
        columnId(content.parent),
        ...place,
        limit,
      )
      .reverse()
  }

  hasTreeChildren(content: Content): boolean {
    const query = this.rows.content.query(`SELECT 1 FROM # WHERE owner = ? AND parent = ? AND ${inTree} LIMIT 1`)
    return query.first(columnId(content.space), columnId(content.id)) !== undefined
  }

  /** Posts of a space, the newest first. */
  posts(space: string, { after, limit }: Cut): Content[] {
    const rows = this.rows.content
    const where = "owner = ? AND shelf = 'current blogpost'"
    const place =
      after === undefined ? undefined : rows.query('SELECT posted, id FROM # WHERE id = ?').first(columnId(after))
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
    const place =
      after === undefined ? undefined : rows.query('SELECT title, id FROM # WHERE id = ?').first(columnId(after))
    return place === undefined
      ? rows.select(`${where} ORDER BY title, id LIMIT ?`, ...scope, limit)
      : rows.select(`${where} AND (title, id) > (?, ?) ORDER BY title, id LIMIT ?`, ...scope, ...place, limit)
  }

  /** Drafts of a published content. */
  draftsOf(content: string): Content[] {
    return this.rows.content.select('draft_of = ? ORDER BY id LIMIT 20', columnId(content))
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
    const place = this.placeOf(stream, after)
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
    const place = this.placeOf(stream, after)
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
    const place =
      after === undefined
        ? ['', '', '']
        : (rows.query('SELECT parent, rank, id FROM # WHERE id = ?').first(columnId(after)) ?? ['', '', ''])
    const where = 'owner = ? AND (parent, rank, id) > (?, ?, ?) ORDER BY parent, rank, id LIMIT ?'
    return rows.select(where, columnId(owner), ...place, limit)
  }

  /** The first row of an owner that has this rank: kinds that are ranked by their name are found by it. */
  ofRank<Name extends StreamName>(stream: Name, owner: string, rank: string): StreamRecords[Name] | undefined {
    return this.rows[stream].select(
      "owner = ? AND parent = '' AND rank = ? ORDER BY id LIMIT 1",
      columnId(owner),
      encodeColumn(rank),
    )[0]
  }

  /** A piece of the settings of an owner in one area, by key. */
  settingsOf(owner: string, area: Setting['area'], { after, limit }: Cut): Setting[] {
    const from = this.placeOf('settings', after) ?? [`${area} `, '']
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
      encodeColumn(fileId),
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

  /** Contents whose title holds the words as they stand, the likeliest first; `skip` of them left out. */
  searchTitles(words: string, skip: number, limit: number): Content[] {
    const folded = encodeColumn(foldName(words))
    return this.rows.content.select(
      'instr(title, ?) > 0 ORDER BY title <> ?, instr(title, ?) <> 1, title, id LIMIT ? OFFSET ?',
      folded,
      folded,
      folded,
      limit,
      skip,
    )
  }

  searchPeople(words: string, limit: number): Person[] {
    const folded = encodeColumn(foldName(words))
    return this.rows.people.select('instr(display_name, ?) > 0 ORDER BY display_name, id LIMIT ?', folded, limit)
  }

  /** Spaces of which key or name holds the words. A site has few enough spaces to look at each. */
  searchSpaces(words: string, limit: number): Space[] {
    const folded = foldName(words)
    const found: Space[] = []
    for (const space of this.spaces()) {
      if (foldName(`${space.key} ${space.name ?? ''}`).includes(folded)) found.push(space)
      if (found.length === limit) break
    }
    return found
  }

  /** Every space by key, lazily. */
  *spaces(): Generator<Space> {
    let last: readonly Value[] = ['', '']
    for (;;) {
      const rows = this.rows.spaces
        .query('SELECT key, id FROM # WHERE key IS NOT NULL AND (key, id) > (?, ?) ORDER BY key, id LIMIT 100')
        .all(...last)
      for (const row of rows) {
        const space = this.rows.spaces.get(String(row[1]))
        if (space !== undefined) yield space
      }
      const end = rows.at(-1)
      if (end === undefined) return
      last = end.slice(0, 2)
    }
  }

  /** Groups by id. */
  groups({ after, limit }: Cut): StreamRecords['groups'][] {
    return this.rows.groups.select('id > ? ORDER BY id LIMIT ?', columnId(after), limit)
  }

  /** Ids of the groups that a member is in directly. */
  directGroups(member: string, limit: number): StreamRecords['memberships'][] {
    return this.rows.memberships.select('member = ? ORDER BY owner LIMIT ?', columnId(member), limit)
  }

  private placeOf(stream: StreamName, id: string | undefined): readonly Value[] | undefined {
    return id === undefined
      ? undefined
      : this.rows[stream].query('SELECT rank, id FROM # WHERE id = ?').first(columnId(id))
  }
}
