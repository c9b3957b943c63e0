import { type Database, openDatabase } from '@spacecrate/disk'

/**
 * Opens or makes a SQLite file for a work folder. Commits survive a killed process; a power cut may take the last ones, and
 * what they said is then found at the destination.
 */
export function openWorkDatabase(path: string): Database {
  return openDatabase(path, { journal_mode: 'WAL', synchronous: 'NORMAL', cache_size: -8000, temp_store: 'FILE' })
}
