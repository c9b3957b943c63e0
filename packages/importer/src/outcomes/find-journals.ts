import { ImportError } from '../error.js'
import { readAllRuns } from './read-runs.js'

/** A journal in a work folder. */
export interface FoundJournal {
  readonly dir: string
  /** Site id of the source. */
  readonly source: string
}

/**
 * The journals of all imports into a destination under a work folder, the one that was used last first. Throws
 * `JOURNAL_NOT_FOUND` where there is none.
 */
export async function findJournals(
  workDir: string,
  destination: string,
): Promise<readonly [FoundJournal, ...FoundJournal[]]> {
  const runs = (await readAllRuns(workDir)).filter((run) => run.destination === destination)
  const found = new Map(runs.map(({ journalDir, source }) => [journalDir, { dir: journalDir, source }]))
  const [first, ...others] = found.values()
  if (first !== undefined) return [first, ...others]
  const message = `There is no import into this destination under ${workDir}`
  throw new ImportError('JOURNAL_NOT_FOUND', message, { path: workDir })
}
