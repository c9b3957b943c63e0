import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { closeSync, existsSync, openSync } from 'node:fs'
import { type Database, closeDatabase, openDatabase, storageCode } from '@spacecrate/disk'
import { SiteError } from '../error.js'
import { siteFolder } from '../store/site-folder.js'

/** A token as it is listed: nobody can tell from this what it is. */
export interface TokenRow {
  readonly name: string
  /** Id of the person who has it. */
  readonly person: string
  /** ISO 8601. */
  readonly created: string
  readonly expires: string | undefined
}

/** What a new token is made for. */
export interface NewToken {
  readonly name: string
  readonly person: string
  readonly expires?: Date | undefined
}

const sql = `
  CREATE TABLE IF NOT EXISTS tokens (
    hash BLOB PRIMARY KEY, name TEXT NOT NULL UNIQUE, person TEXT NOT NULL, created TEXT NOT NULL, expires TEXT
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
`

/** Begins every token, so that whoever finds one knows what it is. */
const prefix = 'sct_'

/**
 * Who may log in to a site, and its own secrets: a file beside its database, which no export reads. Of a token only the
 * digest is kept; it is random enough that nothing slower is needed.
 */
export class AccountsFile {
  private readonly db: Database

  private constructor(db: Database) {
    this.db = db
  }

  /** Opens the file of a site, or makes it for its owner alone. On a disk that is read-only, what is there or nothing. */
  static open(dir: string): AccountsFile {
    const path = siteFolder(dir).accounts
    try {
      if (!existsSync(path)) closeSync(openSync(path, 'ax', 0o600))
      return AccountsFile.over(openDatabase(path, { busy_timeout: 5000, synchronous: 'FULL' }, { followLinks: true }))
    } catch (error) {
      if (!isReadOnly(error)) throw error
      if (!existsSync(path)) return AccountsFile.over(openDatabase(':memory:'))
      return new AccountsFile(openDatabase(path, { query_only: 'ON' }, { followLinks: true }))
    }
  }

  private static over(db: Database): AccountsFile {
    db.exec(sql)
    return new AccountsFile(db)
  }

  /** Makes a token and tells it, this once. Throws `TOKEN_EXISTS` for a name that another one has. */
  make({ name, person, expires }: NewToken): string {
    const token = prefix + randomBytes(32).toString('base64url')
    const made = this.db
      .prepare('INSERT OR IGNORE INTO tokens (hash, name, person, created, expires) VALUES (?, ?, ?, ?, ?)')
      .run([digestOf(token), name, person, new Date().toISOString(), expires?.toISOString() ?? null]).changes
    if (made === 1) return token
    throw new SiteError(
      'TOKEN_EXISTS',
      `There is a token ${JSON.stringify(name)} already; revoke it, or choose another name`,
      {
        name,
      },
    )
  }

  /** All tokens, by name. */
  list(): readonly TokenRow[] {
    const rows: unknown[] = this.db
      .prepare('SELECT name, person, created, expires FROM tokens ORDER BY name')
      .raw()
      .all()
    return (rows as (string | null)[][]).map(([name, person, created, expires]) => ({
      name: name ?? '',
      person: person ?? '',
      created: created ?? '',
      expires: expires ?? undefined,
    }))
  }

  /** Takes a token back: from now on it opens nothing. Throws `TOKEN_UNKNOWN`. */
  revoke(name: string): void {
    if (this.db.prepare('DELETE FROM tokens WHERE name = ?').run([name]).changes > 0) return
    throw new SiteError('TOKEN_UNKNOWN', `There is no token ${JSON.stringify(name)}`, { name })
  }

  /** Id of the person who has this token, if it is one and still good. */
  personOf(token: string): string | undefined {
    if (!token.startsWith(prefix) || token.length > 200) return undefined
    const digest = digestOf(token)
    const row: unknown = this.db.prepare('SELECT hash, person, expires FROM tokens WHERE hash = ?').raw().get([digest])
    if (!Array.isArray(row)) return undefined
    const [hash, person, expires]: unknown[] = row
    if (!Buffer.isBuffer(hash) || typeof person !== 'string' || !timingSafeEqual(hash, digest)) return undefined
    return typeof expires === 'string' && Date.parse(expires) <= Date.now() ? undefined : person
  }

  /** 32 bytes that only this site has, the same each time. */
  secret(name: string): Buffer {
    const read = (): unknown => this.db.prepare('SELECT value FROM secrets WHERE name = ?').raw().get([name])
    const known = read()
    if (Array.isArray(known) && Buffer.isBuffer(known[0])) return known[0]
    const made = randomBytes(32)
    try {
      this.db.prepare('INSERT OR IGNORE INTO secrets (name, value) VALUES (?, ?)').run([name, made])
    } catch (error) {
      // Where nothing can be written, it lasts as long as the process.
      if (!isReadOnly(error)) throw error
      return made
    }
    const kept = read()
    return Array.isArray(kept) && Buffer.isBuffer(kept[0]) ? kept[0] : made
  }

  close(): void {
    closeDatabase(this.db)
  }
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

function isReadOnly(error: unknown): boolean {
  const code = storageCode(error)
  return code === 'SQLITE_READONLY' || code === 'SQLITE_CANTOPEN' || code === 'EROFS' || code === 'EACCES'
}
