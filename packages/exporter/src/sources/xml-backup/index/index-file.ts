import { existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Database, openDatabase, type Pragmas } from '@spacecrate/disk'
import { joinIndexes, readIndexes, tables } from './schema.js'

const finishedName = 'staging.sqlite'
const partName = 'staging.part.sqlite'

/** A crash may leave anything in it, so it is written under another name and nothing in it is synced. */
const building: Pragmas = { journal_mode: 'OFF', synchronous: 'OFF', cache_size: -16384, temp_store: 'FILE' }

/** Where the finished index of a scratch folder lies. */
export function finishedPath(scratch: string): string {
  return join(scratch, finishedName)
}

/** Opens a finished index once more: each thread has a connection of its own. */
export function openFinishedAt(path: string): Database {
  return openDatabase(path, building)
}

/** Opens the finished index of this fingerprint, if the folder has one. */
export function openFinished(scratch: string, fingerprint: string): Database | undefined {
  const path = finishedPath(scratch)
  if (!existsSync(path)) return undefined
  let db: Database | undefined
  try {
    db = openFinishedAt(path)
    const row: unknown = db.prepare("SELECT value FROM meta WHERE key = 'fingerprint'").get()
    if (typeof row === 'object' && row !== null && 'value' in row && row.value === fingerprint) return db
  } catch {
    // A file that is no database, or another version's: it is made anew.
  }
  db?.close()
  return undefined
}

/**
 * Makes an index: `fill` adds the rows, `join` what follows from them. It gets its name once all of it is there, so a
 * half-made one is never taken for whole.
 */
export async function makeIndex(
  scratch: string,
  fingerprint: string,
  fill: (db: Database) => Promise<void>,
  joinRows: (db: Database) => Promise<void>,
): Promise<Database> {
  const part = join(scratch, partName)
  await removeIndex(scratch)
  const db = openDatabase(part, building)
  try {
    db.exec(tables)
    await fill(db)
    db.exec(joinIndexes)
    await joinRows(db)
    db.exec(readIndexes)
    db.prepare("INSERT INTO meta VALUES ('fingerprint', ?)").run(fingerprint)
    await rename(part, finishedPath(scratch))
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** Removes what an index left in the folder. */
export async function removeIndex(scratch: string): Promise<void> {
  for (const name of [finishedName, partName]) await rm(join(scratch, name), { force: true })
}
