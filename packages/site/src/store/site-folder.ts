import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { SiteError, codeOf } from '../error.js'
import type { SiteIdentity } from './site.js'

/** The version of the folder that this code writes, and the newest one that it reads. */
const siteVersion = 1

const marker = 'spacecrate-site'

/** Where the parts of a site lie. */
export interface SiteFolder {
  readonly marker: string
  readonly database: string
  readonly lock: string
  readonly blobs: string
  /** Who may log in; made when somebody may. */
  readonly accounts: string
  /** The index of searches, made of the site alone. */
  readonly search: string
}

/** The paths inside the folder of a site. */
export function siteFolder(dir: string): SiteFolder {
  return {
    marker: join(dir, 'site.json'),
    database: join(dir, 'site.sqlite'),
    lock: join(dir, 'site.lock'),
    blobs: join(dir, 'blobs'),
    accounts: join(dir, 'accounts.sqlite'),
    search: join(dir, 'search.sqlite'),
  }
}

/** The text of `site.json`: it makes a folder a site, and is written last. */
export function encodeMarker(identity: SiteIdentity): string {
  return `${JSON.stringify({ format: marker, version: siteVersion, ...identity }, undefined, 2)}\n`
}

/** Reads who a site is. Throws `SITE_NOT_FOUND`, `SITE_NEWER`, `SITE_INVALID`. */
export async function readMarker(dir: string): Promise<SiteIdentity> {
  const folder = siteFolder(dir)
  const text = await readFile(folder.marker, 'utf8').catch((error: unknown) => {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(codeOf(error))) throw notFound(dir, 'it has no site.json', error)
    throw error
  })
  const value = parseMarker(text)
  if (value['format'] !== marker) throw notFound(dir, 'its site.json is of something else', undefined)
  const { version, siteId, name, administrator } = value
  if (typeof version === 'number' && version > siteVersion) {
    throw new SiteError(
      'SITE_NEWER',
      `The site ${dir} has version ${version}, this program reads up to ${siteVersion}; use a newer Spacecrate`,
      { dir, version, supported: siteVersion },
    )
  }
  const whole = typeof siteId === 'string' && typeof name === 'string' && typeof administrator === 'string'
  const database = await stat(folder.database).catch(() => undefined)
  if (version !== siteVersion || !whole || database?.isFile() !== true) {
    const problem = whole ? 'site.sqlite is missing or the version is wrong' : 'site.json lacks a field'
    throw new SiteError('SITE_INVALID', `The site ${dir} is damaged: ${problem}; restore it from a backup`, {
      dir,
      problem,
    })
  }
  return { siteId, name, administrator }
}

function parseMarker(text: string): { readonly [field: string]: unknown } {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

function notFound(dir: string, why: string, cause: unknown): SiteError<'SITE_NOT_FOUND'> {
  return new SiteError(
    'SITE_NOT_FOUND',
    `The folder ${dir} is not a site: ${why}; give the folder that \`spacecrate site create\` made`,
    { dir },
    { cause },
  )
}
