import type { Database } from '@spacecrate/disk'
import type { BackupFiles, Descriptor } from '@spacecrate/confluence'
import type { Manifest } from '@spacecrate/format'
import { encodeCell } from './index/cell.js'
import { digestOf } from './index/site-mark.js'
import type { Zone } from './zone.js'

/** Marks that the first pass found in the file. */
export interface Traits {
  /** Something that only Cloud writes. */
  readonly cloud: boolean
  /** Classes that Cloud never exports. */
  readonly server: boolean
  /** User names in place of keys: before 5.3. */
  readonly names: boolean
  /** Bodies that say their format, and bodies that don't. */
  readonly bodies: { readonly typed: number; readonly untyped: number }
}

type Product = Manifest['source']['product']

/** Which product wrote the backup: what the descriptor says, else what the file looks like. */
export function productOf(
  descriptor: Descriptor | undefined,
  traits: Traits,
  form: BackupFiles['form'] = 'xml',
): Product {
  if (form === 'csv') return 'cloud'
  const source = descriptor?.source?.toLowerCase()
  if (source === 'cloud' || descriptor?.version?.startsWith('1000.') === true) return 'cloud'
  if (source === 'server') return 'data-center'
  if (descriptor) return traits.cloud ? 'cloud' : 'server'
  if (traits.cloud) return 'cloud'
  if (traits.names) return 'server'
  return traits.server ? 'data-center' : 'unknown'
}

/** What tells who the source is. */
interface IdentityFacts {
  readonly db: Database
  readonly form: BackupFiles['form']
  readonly descriptor: Descriptor | undefined
  readonly traits: Traits
  readonly zone: Zone
  readonly sourceUrls: readonly string[]
}

/** Who the source is. */
export function identityOf({ db, form, descriptor, traits, zone, sourceUrls }: IdentityFacts): Manifest['source'] {
  const version = descriptor?.version
  const build = descriptor?.createdByBuildNumber ?? descriptor?.buildNumber
  const given = sourceUrls.map(plainUrl).filter((url) => url !== '')
  const baseUrls = [...new Set([...given, ...saidBaseUrls(db)])]
  return {
    adapter: form === 'csv' ? 'csv-export' : 'xml-backup',
    product: productOf(descriptor, traits, form),
    siteId: siteOf(db, descriptor, given).id,
    ...(version !== undefined && { version }),
    ...(build !== undefined && { build }),
    ...(descriptor?.exportType !== undefined && { exportType: descriptor.exportType }),
    baseUrls,
    timeZone: zone,
  }
}

function plainUrl(url: string): string {
  return url.trim().replace(/\/+$/, '')
}

/** The URL that the general configuration says. */
function saidBaseUrls(db: Database): string[] {
  const url = metaText(db, 'baseUrl')
  return url === undefined ? [] : [plainUrl(url)]
}

/** How the site of a backup is known. */
export interface KnownSite {
  readonly id: string
  /** What tells it: the caller, what the installation got when it was set up, or its oldest spaces, so many of them. */
  readonly by: 'url' | 'installation' | number
}

/**
 * Which site a backup is of. The base URL that the caller gives goes first: it is all that a site export and a space
 * export of one site can share. Then what the installation got when it was set up.
 *
 * A backup without either (of Cloud, of spaces, trimmed) is known by its oldest spaces: id, key, creator and time of
 * creation stay the same over all exports. Of a site export it is the two oldest, since the oldest may be one that comes
 * with Confluence. Of a space export it is the oldest of those that it was made of: two exports of different spaces come
 * to two sites. `assess` and the report say so.
 */
export function siteOf(db: Database, descriptor: Descriptor | undefined, urls: readonly string[]): KnownSite {
  const url = urls.map(plainUrl).find((one) => one !== '')
  if (url !== undefined) return { id: `url:${url.replace(/^[a-z]+:\/\//i, '').toLowerCase()}`, by: 'url' }
  const mark = metaText(db, 'siteMark')
  if (mark !== undefined) return { id: `server:${mark}`, by: 'installation' }
  const spaces = oldestSpaces(db, descriptor)
  // Without any space nothing stays the same over all exports, and two backups must not come to one site by having nothing.
  const made = [metaText(db, 'datetime'), metaText(db, 'count'), ...(descriptor?.properties ?? [])]
  const facts = spaces.length > 0 ? spaces : made
  return { id: `backup:${digestOf(facts)}`, by: spaces.length }
}

function oldestSpaces(db: Database, descriptor: Descriptor | undefined): unknown[] {
  const select = (condition: string): string =>
    `SELECT o.id, s.key, s.created, s.creator FROM space s JOIN object o ON o.n = s.n ${condition}
       ORDER BY s.created IS NULL, s.created, length(o.id), o.id LIMIT ${descriptor?.exportType === 'all' ? 2 : 1}`
  const keys = (descriptor?.spaceKeys ?? []).map((key) => encodeCell(key.toLowerCase()))
  const declared = db
    .prepare(select('WHERE s.lower IN (SELECT value FROM json_each(?))'))
    .raw()
    .all(JSON.stringify(keys))
  return declared.length > 0 ? declared : db.prepare(select('')).raw().all()
}

function metaText(db: Database, key: string): string | undefined {
  const row = db.prepare('SELECT value FROM meta WHERE key = ?').get(key) as { readonly value: string } | undefined
  return row && String(JSON.parse(row.value))
}
