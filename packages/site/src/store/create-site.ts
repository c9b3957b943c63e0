import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { isDiskFull } from '@spacecrate/disk'
import type { SiteRecord } from '@spacecrate/format'
import { SiteError, codeOf } from '../error.js'
import { Connection, siteFull } from './connection.js'
import { openFolder } from './open-site.js'
import type { Site, SiteIdentity, SiteStore } from './site.js'
import { encodeMarker, type SiteFolder, siteFolder } from './site-folder.js'
import type { SqliteStore } from './sqlite-store.js'
import { baseSql, streamSql } from './tables.js'

/** Options of `createSite`. */
export interface CreateSiteOptions {
  readonly name: string
  /** Name to show of the administrator. @default 'Administrator' */
  readonly administrator?: string
  /** What the record of the site says beyond its name. */
  readonly record?: Partial<Omit<SiteRecord, 'id' | 'name'>>
  /** Fills the site before it can be opened by anybody else. If it throws, nothing is left behind. */
  readonly fill?: (store: SiteStore) => Promise<void>
}

/** Id of the person that every site begins with. Named so that nobody of a source is taken for this account: most backups have an `admin` of their own. */
const administratorId = 'person:site-administrator'

/**
 * Makes a site in a folder that is empty or not there, and opens it to write. It begins with an administrator
 * (`person:site-administrator`) in a group `site-administrators`. Throws `SITE_EXISTS`, `SITE_FULL`; then nothing is left behind.
 */
export async function createSite(dir: string, options: CreateSiteOptions): Promise<Site> {
  const { name, administrator = 'Administrator' } = options
  const made = await mkdir(dir, { recursive: true })
  if ((await readdir(dir)).length > 0) throw exists(dir)
  const identity: SiteIdentity = { siteId: randomUUID(), name, administrator: administratorId }
  const folder = siteFolder(dir)
  // Of two processes that make a site in one folder, only one can make this folder.
  await mkdir(folder.blobs).catch((error: unknown) => {
    throw codeOf(error) === 'EEXIST' ? exists(dir) : error
  })
  try {
    makeTables(dir)
    const site = await openFolder(dir, identity, true)
    try {
      insertFirstRows(site.store, { id: 'site:source', product: 'embedded', ...options.record, name }, administrator)
      await options.fill?.(site.store)
      await writeMarker(dir, identity)
      return site
    } catch (error) {
      await site[Symbol.asyncDispose]()
      throw error
    }
  } catch (error) {
    await removeParts(folder)
    // What somebody else put there meanwhile stays.
    if (made !== undefined) await rmdir(dir).catch(() => undefined)
    throw isDiskFull(error) ? siteFull(dir, error) : error
  }
}

async function removeParts({ marker, database, lock, blobs }: SiteFolder): Promise<void> {
  const files = [marker, `${marker}.new`, ...['', '-wal', '-shm', '-journal'].map((end) => `${database}${end}`)]
  for (const path of [...files, lock, `${lock}-journal`]) await rm(path, { force: true })
  await rm(blobs, { recursive: true, force: true })
}

function makeTables(dir: string): void {
  const connection = new Connection(dir, siteFolder(dir).database, true)
  try {
    connection.transaction(() => connection.exec(baseSql + streamSql()))
  } finally {
    connection.close()
  }
}

function insertFirstRows(store: SqliteStore, record: SiteRecord, administrator: string): void {
  const group = 'group:site-administrators'
  store.transaction(() => {
    store.insert('site', record)
    store.insert('people', {
      id: administratorId,
      userName: 'site-administrator',
      displayName: administrator,
      kind: 'person',
      state: 'active',
    })
    store.insert('groups', { id: group, name: 'site-administrators', system: true })
    store.insert('memberships', { id: `membership:${group}/${administratorId}`, group, member: administratorId })
  })
}

async function writeMarker(dir: string, identity: SiteIdentity): Promise<void> {
  const path = siteFolder(dir).marker
  const file = await open(`${path}.new`, 'wx')
  try {
    await file.writeFile(encodeMarker(identity))
    await file.datasync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
}

function exists(dir: string): SiteError<'SITE_EXISTS'> {
  return new SiteError('SITE_EXISTS', `The folder ${dir} is not empty; choose another one for the new site`, { dir })
}
