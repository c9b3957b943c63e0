import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { existsSync } from 'node:fs'
import { fromColumn, numberAt, textAt } from '../database.js'
import { openToRead } from './read-journal.js'

/** An import that a work folder knows of. */
export interface KnownRun {
  /** Folder of the journal: of a pair of source and destination. */
  readonly journalDir: string
  /** Its number in that journal. */
  readonly id: number
  /** Archive id. */
  readonly archive: string
  readonly planDir: string
  /** ISO 8601 in UTC. */
  readonly started: string
  readonly finished: boolean
}

const listed = 1_000

/** The imports under a work folder, or those of one journal; the newest first, at most a thousand of each journal. */
export async function readKnownRuns(dir: string): Promise<KnownRun[]> {
  const names = await readdir(dir).catch(() => [])
  const dirs = [dir, ...names.map((name) => join(dir, name))].filter((one) => existsSync(join(one, 'journal.sqlite')))
  return dirs.flatMap(runsOf).sort((a, b) => (a.started < b.started ? 1 : -1))
}

function runsOf(journalDir: string): KnownRun[] {
  const db = openToRead(journalDir)
  try {
    const rows: readonly unknown[] = db.prepare(`SELECT * FROM runs ORDER BY id DESC LIMIT ${listed}`).all([])
    return rows.map((row) => ({
      journalDir,
      id: numberAt(row, 'id'),
      archive: textAt(row, 'archive') ?? '',
      planDir: fromColumn(textAt(row, 'plan_dir') ?? '""'),
      started: textAt(row, 'started') ?? '',
      finished: textAt(row, 'finished') !== undefined,
    }))
  } finally {
    db.close()
  }
}
