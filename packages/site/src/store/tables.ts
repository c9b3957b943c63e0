import { toSortedColumn } from '@spacecrate/disk'
import { type StreamName, type StreamRecords, type StreamRule, streamNames, streamRules } from '@spacecrate/format'
import { foldName } from './fold-name.js'

type Lookups<Name extends StreamName> = {
  readonly [column: string]: (record: StreamRecords[Name]) => string | undefined
}

/** Columns beyond owner, parent and rank that rows are found by. Everything else about a table follows from `streamRules`. */
const lookups: { readonly [Name in StreamName]?: Lookups<Name> } = {
  people: {
    account: (r) => r.accountId,
    user_key: (r) => r.userKey,
    user_name: (r) => fold(r.userName),
    email: (r) => fold(r.email),
    display_name: (r) => fold(r.displayName ?? r.userName ?? r.id),
  },
  groups: { name: (r) => fold(r.name) },
  memberships: { member: (r) => r.member },
  spaces: { key: (r) => fold(r.key) },
  content: {
    title: (r) => fold(r.title),
    // What a link by title means: a space has one current page of a title, and one post of a title for each day.
    current: (r) =>
      r.status === 'current' ? `${r.kind === 'blogpost' ? (r.postingDay ?? '-') : ''} ${fold(r.title)}` : undefined,
    shelf: (r) => `${r.status} ${r.kind}`,
    draft_of: (r) => r.draftOf,
    posted: (r) => (r.kind === 'blogpost' ? (r.postingDay ?? r.created?.at?.at ?? '') : undefined),
  },
  labels: { name: (r) => fold(r.name) },
}

/** Indexes over the lookup columns; those that start with `owner` find rows within one space. */
const indexes: { readonly [Name in StreamName]?: readonly string[] } = {
  people: ['account', 'user_key', 'user_name', 'email', 'display_name, id'],
  groups: ['name'],
  memberships: ['member'],
  spaces: ['key'],
  content: ['owner, current', 'owner, shelf, posted, id', 'owner, title', 'draft_of'],
  labels: ['name, id'],
}

/** The column by which a thing with an id of its own is found again, of a kind that has such a text. */
export const sameColumn = 'same_as'

function lookupsOf<Name extends StreamName>(stream: Name): Lookups<Name> {
  const rule: StreamRule<Name> = streamRules[stream]
  const { sameAs } = rule
  return { ...lookups[stream], ...(sameAs === undefined ? {} : { [sameColumn]: sameAs }) }
}

function indexesOf(stream: StreamName): readonly string[] {
  return [...(indexes[stream] ?? []), ...(streamRules[stream].sameAs === undefined ? [] : [sameColumn])]
}

function fold(text: string | undefined): string | undefined {
  return text === undefined ? undefined : foldName(text)
}

/** How the rows of one stream lie in SQLite. */
export interface Table<Name extends StreamName> {
  readonly name: string
  readonly lookupColumns: readonly string[]
  /** Values of owner, parent, rank and the lookup columns, in this order, spelled for columns. */
  readonly columnsOf: (record: StreamRecords[Name]) => (string | null)[]
}

/** The table of a stream. Rows without owner or parent have the empty text there, so that one index serves every order. */
export function tableOf<Name extends StreamName>(stream: Name): Table<Name> {
  const rule: StreamRule<Name> = streamRules[stream]
  const extra: Lookups<Name> = lookupsOf(stream)
  const readers = Object.values(extra)
  return {
    name: `"${stream}"`,
    lookupColumns: Object.keys(extra),
    columnsOf: (record) => [
      toSortedColumn(rule.owner(record) ?? ''),
      toSortedColumn(rule.parent?.(record) ?? ''),
      toSortedColumn(rule.rank(record)),
      ...readers.map((read) => {
        const text = read(record)
        return text === undefined ? null : toSortedColumn(text)
      }),
    ],
  }
}

/** The columns of the table of a stream: all but `json` say again what the record in that says. */
export function columnsOf(stream: StreamName): readonly string[] {
  return ['id', 'owner', 'parent', 'rank', ...tableOf(stream).lookupColumns, 'json']
}

/** Where the provenance of rows goes that an undone import made, and whole rows of kinds that have no trash. */
const withdrawnSql = `
  CREATE TABLE IF NOT EXISTS withdrawn (id TEXT PRIMARY KEY, source INTEGER, record TEXT, archive INTEGER) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS taken_out (
    number INTEGER PRIMARY KEY, stream TEXT NOT NULL, id TEXT NOT NULL, source INTEGER, record TEXT, archive INTEGER, json TEXT NOT NULL
  );
`

const formerNamesSql =
  'CREATE TABLE IF NOT EXISTS former_names (name TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (name, id)) WITHOUT ROWID;'

/** Streams that a search looks at, with the column that says which of the things that are found a row is about. */
const searched: { readonly [Name in StreamName]?: 'id' | 'owner' } = {
  people: 'id',
  spaces: 'id',
  content: 'id',
  comments: 'id',
  attachments: 'id',
  versions: 'owner',
  'comment-versions': 'owner',
  'attachment-versions': 'owner',
  labels: 'owner',
  watches: 'owner',
}

/**
 * What an index of searches cannot see by the numbers of rows: that one was changed or taken away. It is noted from the first
 * index on, which puts a first line into the table; until then a write costs nothing more.
 */
function changesSql(): string {
  const triggers = Object.entries(searched).flatMap(([stream, column]) =>
    [
      ['UPDATE', 'OLD'],
      ['DELETE', 'OLD'],
    ].map(
      ([event, row]) =>
        `CREATE TRIGGER IF NOT EXISTS "${stream} ${event}" AFTER ${event} ON "${stream}" WHEN EXISTS (SELECT 1 FROM changes)
         BEGIN INSERT INTO changes (id) VALUES (${row}.${column}); END;`,
    ),
  )
  return `CREATE TABLE IF NOT EXISTS changes (number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL);\n${triggers.join('\n')}`
}

/** SQL that makes the table of every stream that has none yet: also for a site that is older than a stream. */
export function streamSql(): string {
  const tables = streamNames.map((stream) => {
    const table = tableOf(stream)
    const columns = table.lookupColumns.map((column) => `${column} TEXT, `).join('')
    const order = `CREATE INDEX IF NOT EXISTS "${stream} order" ON ${table.name} (owner, parent, rank, id);`
    const others = indexesOf(stream).map((columnList) => {
      const first = columnList.split(', ').find((column) => column !== 'owner') ?? 'id'
      return `CREATE INDEX IF NOT EXISTS "${stream} ${first}" ON ${table.name} (${columnList}) WHERE ${first} IS NOT NULL;`
    })
    return [
      `CREATE TABLE IF NOT EXISTS ${table.name} (id TEXT NOT NULL UNIQUE, owner TEXT NOT NULL, parent TEXT NOT NULL, rank TEXT NOT NULL, ${columns}json TEXT NOT NULL);`,
      order,
      ...others,
    ].join('\n')
  })
  return `${tables.join('\n')}\n${withdrawnSql}\n${formerNamesSql}\n${changesSql()}`
}

/** SQL that gives a connection which only reads an empty table for each stream that a site of an older version has none of. */
export function absentSql(present: ReadonlySet<string>): string {
  return streamNames
    .filter((stream) => !present.has(stream))
    .map((stream) => `CREATE TEMP TABLE ${tableOf(stream).name} (${columnsOf(stream).join(', ')});`)
    .join('\n')
}

/** SQL that makes the tables which every site has beside its streams. */
export const baseSql: string = `
  CREATE TABLE rows (id TEXT PRIMARY KEY, stream TEXT NOT NULL, source INTEGER, record TEXT, archive INTEGER) WITHOUT ROWID;
  CREATE UNIQUE INDEX "rows provenance" ON rows (source, record) WHERE record IS NOT NULL;
  CREATE TABLE origins (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE closed (id TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE counter (next INTEGER NOT NULL);
  INSERT INTO counter VALUES (65537);
`
