import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openDatabase, textAt } from '../database.js'
import { ImportError } from '../error.js'

/** A journal in a work folder. */
export interface FoundJournal {
  readonly dir: string
  /** Site id of the source. */
  readonly source: string
  /** Begin of its last run; ISO 8601 in UTC, empty where it has none. */
  readonly lastRun: string
}

/**
 * The journals of all imports into a destination under a work folder, the one that was used last first. Throws
 * `JOURNAL_NOT_FOUND` where there is none.
 */
export async function findJournals(
  workDir: string,
  destination: string,
): Promise<readonly [FoundJournal, ...FoundJournal[]]> {
  const names = existsSync(workDir) ? await readdir(workDir) : []
  const found = names
    .map((name) => join(workDir, name))
    .filter((dir) => existsSync(join(dir, 'journal.sqlite')))
    .flatMap((dir) => readJournal(dir, destination))
    .sort((one, other) => (one.lastRun < other.lastRun ? 1 : -1))
  const [first, ...others] = found
  if (first !== undefined) return [first, ...others]
  const message = `There is no import into this destination under ${workDir}`
  throw new ImportError('JOURNAL_NOT_FOUND', message, { path: workDir })
}

function readJournal(dir: string, destination: string): FoundJournal[] {
  const db = openDatabase(join(dir, 'journal.sqlite'))
  try {
    const meta = db.prepare('SELECT value FROM meta WHERE key = ?')
    const text = (key: string): unknown => JSON.parse(textAt(meta.get([key]), 'value') ?? 'null')
    const source = text('source')
    if (text('destination') !== destination || typeof source !== 'string') return []
    const run: unknown = db.prepare('SELECT started FROM runs ORDER BY id DESC LIMIT 1').get([])
    return [{ dir, source, lastRun: textAt(run, 'started') ?? '' }]
  } catch {
    // Another file under that name, or one of another version: whoever names it hears why.
    return []
  } finally {
    db.close()
  }
}
