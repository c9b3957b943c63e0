import { createHash } from 'node:crypto'
import type { Descriptor } from '@spacecrate/confluence'
import type { Manifest } from '@spacecrate/format'
import type { Sqlite } from './staging/staging-file.js'
import type { Zone } from './zone.js'

/** Marks that the first pass found in the file. */
export interface Traits {
  /** Something that only Cloud writes. */
  readonly cloud: boolean
  /** Classes that Cloud never exports. */
  readonly server: boolean
  /** User names in place of keys: before 5.3. */
  readonly names: boolean
}

type Product = Manifest['source']['product']

/** Which product wrote the backup: what the descriptor says, else what the file looks like. */
export function productOf(descriptor: Descriptor | undefined, traits: Traits): Product {
  const source = descriptor?.source?.toLowerCase()
  if (source === 'cloud' || descriptor?.version?.startsWith('1000.') === true) return 'cloud'
  if (source === 'server') return 'data-center'
  if (descriptor) return traits.cloud ? 'cloud' : 'server'
  if (traits.cloud) return 'cloud'
  if (traits.names) return 'server'
  return traits.server ? 'data-center' : 'unknown'
}

/**
 * Who the source is. A backup has no id of its site, and only a site export of Data Center may say a URL, which a space
 * export of the same site lacks. So the site is known by its base URL where the caller gives one; else by its oldest space: id, key and time of creation to the
 * millisecond stay the same over all exports, and no other site has them. Two space exports of one site come to two
 * sites by that, unless the caller gives the URL.
 */
export function identityOf(
  db: Sqlite,
  descriptor: Descriptor | undefined,
  traits: Traits,
  zone: Zone,
  sourceUrls: readonly string[],
): Manifest['source'] {
  const version = descriptor?.version
  const build = descriptor?.createdByBuildNumber ?? descriptor?.buildNumber
  const given = sourceUrls.map(plainUrl).filter((url) => url !== '')
  const baseUrls = [...new Set([...given, ...saidBaseUrls(db)])]
  return {
    adapter: 'xml-backup',
    product: productOf(descriptor, traits),
    siteId: siteIdOf(db, descriptor, given[0]),
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
function saidBaseUrls(db: Sqlite): string[] {
  const row = db.prepare("SELECT value FROM meta WHERE key = 'baseUrl'").get() as { readonly value: string } | undefined
  return row === undefined ? [] : [plainUrl(String(JSON.parse(row.value)))]
}

function siteIdOf(db: Sqlite, descriptor: Descriptor | undefined, url: string | undefined): string {
  if (url !== undefined) return `url:${url.replace(/^[a-z]+:\/\//i, '').toLowerCase()}`
  const oldest: unknown = db
    .prepare(
      `SELECT o.id, s.key, s.created FROM space s JOIN object o ON o.n = s.n
         ORDER BY s.created IS NULL, s.created, length(o.id), o.id LIMIT 1`,
    )
    .raw()
    .get()
  const traces = oldest ?? [...(descriptor?.properties ?? [])].sort(([a], [b]) => (a < b ? -1 : 1))
  return `backup:${createHash('sha256').update(JSON.stringify(traces)).digest('hex').slice(0, 32)}`
}
