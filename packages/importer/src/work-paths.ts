import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Folder of the journal and lock of a pair of source site and destination. */
export function journalDir(workDir: string, ids: { readonly source: string; readonly destination: string }): string {
  return join(workDir, `${folderName(ids.source)}--${folderName(ids.destination)}`)
}

/** Where the plan of an archive lies if nobody says otherwise: beside the journal. */
export function defaultPlanDir(pairDir: string, archive: string): string {
  return join(pairDir, folderName(archive))
}

/** Where the plan of a run lies: the work folder may have been moved since. */
export function planDirOf(pairDir: string, run: { readonly planDir: string; readonly archive: string }): string {
  return existsSync(run.planDir) ? run.planDir : defaultPlanDir(pairDir, run.archive)
}

/** What lies in the folder of a plan. */
export interface PlanPaths {
  readonly dir: string
  /** The steps, one a line. */
  readonly steps: string
  /** The summary: what the plan is bound to, and its numbers. */
  readonly summary: string
  readonly index: string
  /** The references that will stay unresolved, one a line. */
  readonly references: string
  /** Who will gain, lose and keep access, one place a line. */
  readonly access: string
  /** The files in which people decide. */
  readonly mapping: string
  /** What was read from these files, and what the plan before decided. */
  readonly decisions: string
  /** The same, when a plan is checked against the files. */
  readonly checked: string
}

/** The files of a plan. */
export function planPaths(dir: string): PlanPaths {
  return {
    dir,
    steps: join(dir, 'plan.ndjson'),
    summary: join(dir, 'plan.json'),
    index: join(dir, 'index.sqlite'),
    references: join(dir, 'references.ndjson'),
    access: join(dir, 'access.ndjson'),
    mapping: join(dir, 'mapping'),
    decisions: join(dir, 'mapping.sqlite'),
    checked: join(dir, 'mapping-check.sqlite'),
  }
}

/** Ids of others are no safe names: one that isn't plain is named by its digest. */
function folderName(id: string): string {
  return /^[a-z0-9][a-z0-9._-]{0,63}$/.test(id) && !id.includes('--')
    ? id
    : createHash('sha256').update(id).digest('hex').slice(0, 32)
}
