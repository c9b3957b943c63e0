import { statSync } from 'node:fs'
import type { FileLock } from '@spacecrate/disk'
import { BlobFiles } from './blob-files.js'
import { Connection } from './connection.js'
import type { Site, SiteIdentity } from './site.js'
import { readMarker, siteFolder } from './site-folder.js'
import { lockSite } from './site-lock.js'
import { SqliteStore } from './sqlite-store.js'
import { tableNames } from './stored-tables.js'
import { absentSql, streamSql } from './tables.js'

/** Options of `openSite`. */
export interface OpenSiteOptions {
  /** `write` asks for the only right to write; any number of readers may run beside it. */
  readonly mode: 'read' | 'write'
}

/**
 * Opens the site in a folder. Throws `SITE_NOT_FOUND` for a folder that isn't one, `SITE_NEWER`, `SITE_INVALID`, and
 * `SITE_IN_USE` when another process has it open to write.
 */
export async function openSite(dir: string, options: OpenSiteOptions): Promise<Site> {
  const identity = await readMarker(dir)
  return openFolder(dir, identity, options.mode === 'write')
}

/** Opens a folder that is known to be a site. */
export async function openFolder(dir: string, identity: SiteIdentity, writable: boolean): Promise<EmbeddedSite> {
  const folder = siteFolder(dir)
  const lock = writable ? lockSite(dir, folder.lock) : undefined
  let connection: Connection | undefined
  try {
    const blobs = new BlobFiles(dir, folder.blobs)
    if (writable) await blobs.clear()
    connection = new Connection(dir, folder.database, writable)
    connection.exec(writable ? streamSql() : readingSql(connection))
    return new EmbeddedSite(dir, new SqliteStore(identity, connection, blobs), lock)
  } catch (error) {
    connection?.close()
    lock?.[Symbol.dispose]()
    throw error
  }
}

function readingSql(connection: Connection): string {
  const present = new Set(tableNames(connection))
  return `PRAGMA query_only = OFF; ${absentSql(present)} PRAGMA query_only = ON`
}

/** A site in a folder, open. */
export class EmbeddedSite implements Site {
  readonly dir: string
  readonly store: SqliteStore
  private readonly lock: FileLock | undefined
  private readonly file: string

  constructor(dir: string, store: SqliteStore, lock: FileLock | undefined) {
    this.dir = dir
    this.store = store
    this.lock = lock
    this.file = fileOf(dir)
  }

  isInPlace(): boolean {
    return this.file !== '' && fileOf(this.dir) === this.file
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.store.end()
    } finally {
      this.lock?.[Symbol.dispose]()
    }
  }
}

/** Which file is the database of a folder; the empty text where there is none. */
function fileOf(dir: string): string {
  const found = statSync(siteFolder(dir).database, { bigint: true, throwIfNoEntry: false })
  return found === undefined ? '' : `${found.dev} ${found.ino}`
}
