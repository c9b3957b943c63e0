import { createHash } from 'node:crypto'
import { join } from 'node:path'

/** Where an import keeps its state. */
export interface WorkPaths {
  /** Folder of the pair of source site and destination: journal and lock. */
  readonly pair: string
  /** Folder of one archive in it. */
  readonly run: string
  readonly plan: string
  readonly planSummary: string
  readonly index: string
}

/** The folders of an import. Ids of others are no safe names: one that isn't plain is named by its digest. */
export function workPaths(workDir: string, ids: { source: string; destination: string; archive: string }): WorkPaths {
  const pair = join(workDir, `${folderName(ids.source)}--${folderName(ids.destination)}`)
  const run = join(pair, folderName(ids.archive))
  return {
    pair,
    run,
    plan: join(run, 'plan.ndjson'),
    planSummary: join(run, 'plan.json'),
    index: join(run, 'index.sqlite'),
  }
}

function folderName(id: string): string {
  return /^[a-z0-9][a-z0-9._-]{0,63}$/.test(id) && !id.includes('--')
    ? id
    : createHash('sha256').update(id).digest('hex').slice(0, 32)
}
