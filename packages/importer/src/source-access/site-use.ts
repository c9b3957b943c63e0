import { type Database, inTransaction, numberAt, type Statement, toJsonColumn } from '@spacecrate/disk'
import { isAccountInUse, letsUseSite } from '@spacecrate/confluence'
import type { Archive, Content, Subject } from '@spacecrate/format'
import type { CallOptions } from '../destination.js'
import type { Restricted } from './restricted.js'

/**
 * Who could use the source site at all. In Confluence that is a permission on the whole site, beside those in spaces:
 * somebody without it sees no space, whatever that grants, and a space is public only if those who are not logged in have
 * both (https://confluence.atlassian.com/spaces/CONF42/pages/295309011/Setting+Up+Public+Access). The embedded site has no
 * such permission: whoever may read a space may come in. So an import gives nothing to those who had no use of it.
 */
export interface SiteUse {
  /** What is taken for granted where the archive does not say it. Then nobody is shut out for it. */
  readonly assumed?: string
  /** Somebody who is not logged in. */
  readonly anonymous: boolean
  /** Everybody who had an account there. */
  readonly everyone: boolean
  readonly has: (person: string) => boolean
}

/** Nobody is shut out. */
export const openSiteUse: SiteUse = { anonymous: true, everyone: true, has: () => true }
const rowsPerBatch = 1_000

/**
 * Where one of these is, that to use the site is told of as well: it guards them. On Cloud it is no permission any more but
 * a matter of products and licences, which no backup holds.
 */
const wordsBesideUse: ReadonlySet<string> = new Set([
  'ADMINISTRATECONFLUENCE',
  'CREATESPACE',
  'PERSONALSPACE',
  'SYSTEMADMINISTRATOR',
  'UPDATEUSERSTATUS',
])

/** Reads who could use the site: people, groups, and who was in those, directly or through other groups. */
export async function scanSiteUse(
  archive: Archive,
  db: Database,
  restricted: Pick<Restricted, 'lostPermissionWhy'>,
  options: CallOptions = {},
): Promise<SiteUse> {
  const { source, streams } = archive.manifest
  if (source.product === 'embedded') return openSiteUse
  const count = (stream: string): number => streams.find(({ name }) => name === stream)?.records ?? 0
  const tables = new UseTables(db)
  const types = new Set<Subject['type']>()
  let isTold = restricted.lostPermissionWhy('site') !== undefined
  for await (const { record } of archive.records('permissions', options)) {
    isTold ||= letsUseSite(record) || (source.product !== 'cloud' && wordsBesideUse.has(record.native))
    if (!letsUseSite(record)) continue
    const { subject } = record
    types.add(subject.type)
    if (subject.type === 'user' || subject.type === 'group') tables.add('site_use', [subject.id])
  }
  if (!isTold) {
    const whoever = 'everybody who has a permission in a space is taken to'
    return { ...openSiteUse, assumed: `the archive does not say who could use the source site: ${whoever}` }
  }
  const anonymous = types.has('anonymous')
  // What anybody may, those who are logged in may as well.
  if (anonymous || types.has('everyone')) return { ...openSiteUse, anonymous }
  if (count('memberships') === 0 && types.has('group')) {
    const assumed =
      'the archive does not say who was in the groups that could use the source site: everybody is taken to'
    return { ...openSiteUse, anonymous, assumed }
  }
  for await (const { record } of archive.records('memberships', options)) {
    tables.add('site_members', [record.group, record.member])
  }
  tables.close()
  let everyone = true
  for await (const { record } of archive.records('people', options)) {
    everyone &&= !isAccountInUse(record) || tables.has(record.id)
  }
  return { anonymous, everyone, has: (person) => tables.has(person) }
}

/** Why a draft is for nobody: those whose it is could not use the site. */
export function whyDraftOfNoUse({ status, created, owner }: Content, use: SiteUse): string | undefined {
  const without =
    status === 'draft' ? [created?.by, owner].find((one) => one !== undefined && !use.has(one)) : undefined
  return without === undefined ? undefined : `it is a draft of ${without}, who could not use the source site`
}

/** Why a subject had nothing of what it was given at the source. */
export function whyNoUse(subject: Subject, use: SiteUse): string | undefined {
  switch (subject.type) {
    case 'user':
      return use.has(subject.id) ? undefined : `${subject.id} could not use the source site`
    case 'anonymous':
      return use.anonymous ? undefined : 'nobody could use the source site without an account'
    case 'everyone':
      return use.everyone ? undefined : 'not everybody who has an account could use the source site'
    // Of a group those count who are in it, and of a role those who have it.
    case 'group':
    case 'role':
    case 'app':
      return undefined
    default:
      return subject satisfies never
  }
}

class UseTables {
  readonly #db: Database
  readonly #find: Statement
  #waiting: { readonly table: string; readonly rows: (readonly string[])[] } = { table: 'site_use', rows: [] }

  constructor(db: Database) {
    db.exec(`
      CREATE TABLE IF NOT EXISTS site_use (id TEXT PRIMARY KEY) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS site_members (member_of TEXT, member TEXT, PRIMARY KEY (member_of, member)) WITHOUT ROWID
    `)
    this.#db = db
    this.#find = db.prepare('SELECT count(*) AS found FROM site_use WHERE id = ?')
  }

  add(table: 'site_use' | 'site_members', row: readonly string[]): void {
    if (this.#waiting.table !== table || this.#waiting.rows.length >= rowsPerBatch) {
      this.flush()
      this.#waiting = { table, rows: [] }
    }
    this.#waiting.rows.push(row.map(toJsonColumn))
  }

  flush(): void {
    const { table, rows } = this.#waiting
    const [first] = rows
    if (first === undefined) return
    const columns = first.map((_, at) => `value ->> ${at}`).join(', ')
    const insert = this.#db.prepare(`INSERT OR IGNORE INTO ${table} SELECT ${columns} FROM json_each(?)`)
    inTransaction(this.#db, () => insert.run([JSON.stringify(rows)]))
    this.#waiting = { table, rows: [] }
  }

  /** Everybody who is in a group that is in, over whatever groups. */
  close(): void {
    this.flush()
    this.#db.exec(`
      INSERT OR IGNORE INTO site_use
        WITH RECURSIVE inside (id) AS (
          SELECT id FROM site_use UNION SELECT m.member FROM inside JOIN site_members m ON m.member_of = inside.id
        )
        SELECT id FROM inside
    `)
  }

  has(id: string): boolean {
    return numberAt(this.#find.get([toJsonColumn(id)]), 'found') > 0
  }
}
