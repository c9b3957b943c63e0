import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type OpenSource, siteSource, xmlBackup } from '@spacecrate/exporter'

/** Where a source is, and what it doesn't say itself. */
export interface SourcePlace {
  /** What `--from` named. */
  readonly from: string
  /** Base URLs of the source. */
  readonly sourceUrls: readonly string[]
  /** Zone of times without one. */
  readonly zone?: string | undefined
}

/** A folder with the mark of an embedded site is one; everything else has to be a backup. */
export function sourceAt({ from, sourceUrls, zone }: SourcePlace): OpenSource {
  if (existsSync(join(from, 'site.json'))) return siteSource({ dir: from, sourceUrls })
  return xmlBackup({ path: from, sourceUrls, ...(zone !== undefined && { zone }) })
}
