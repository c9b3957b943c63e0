import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type OpenSource, siteSource, xmlBackup } from '@spacecrate/exporter'
import { printable } from '@spacecrate/report/words'
import { CommandError } from '../run/command-error.js'

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

/**
 * A folder with the mark of an embedded site is one; everything else has to be a backup, or several.
 *
 * @throws CommandError USAGE where a site is one of several
 */
export function sourceAt({ from, sourceUrls, zone, oneSite = false }: SourcePlace): OpenSource {
  const site = from.find((path) => existsSync(join(path, 'site.json')))
  if (site !== undefined) {
    if (from.length === 1) return siteSource({ dir: site, sourceUrls })
    const message = `The embedded site ${printable(site)} can't be one of several sources: only native backups make a set; export it alone`
    throw new CommandError('USAGE', message, {})
  }
  return xmlBackup({ path: from, sourceUrls, oneSite, ...(zone !== undefined && { zone }) })
}
