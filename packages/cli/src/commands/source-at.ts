import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type OpenSource, siteSource, xmlBackup } from '@spacecrate/exporter'

/** Where a source is, and what it doesn't say itself. */
export interface SourcePlace {
  /** What `--from` named: several are exports of one site. */
  readonly from: readonly string[]
  /** Base URLs of the source. */
  readonly sourceUrls: readonly string[]
  /** Zone of times without one. */
  readonly zone?: string | undefined
  /** The exports are of one site, though they look like several. */
  readonly oneSite?: boolean
}

/** A folder with the mark of an embedded site is one; everything else has to be a backup, or several. */
export function sourceAt({ from, sourceUrls, zone, oneSite = false }: SourcePlace): OpenSource {
  const [first = '', ...others] = from
  if (others.length === 0 && existsSync(join(first, 'site.json'))) return siteSource({ dir: first, sourceUrls })
  return xmlBackup({ path: from, sourceUrls, oneSite, ...(zone !== undefined && { zone }) })
}
