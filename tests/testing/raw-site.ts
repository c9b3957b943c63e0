import { createRequire } from 'node:module'
import path from 'node:path'
import { type StreamName, streamNames, type StreamRecords } from '@spacecrate/format'
import { root } from './run-command.js'

interface Connection {
  prepare(sql: string): { all(): unknown }
  exec(sql: string): void
  close(): void
}

/** The database of a site, opened by nothing of ours: what stands in it, whatever its store says. */
export function openRawSite(dir: string): Connection {
  const load = createRequire(path.join(root, 'packages/disk/src/index.ts'))
  const Database = load('libsql') as new (path: string) => Connection
  return new Database(path.join(dir, 'site.sqlite'))
}

/** Every record that a site holds, by stream. */
export type HeldRecords = { readonly [Name in StreamName]: readonly StreamRecords[Name][] }

/** Reads every record of a site out of its tables. */
export function readRawSite(dir: string): HeldRecords {
  const db = openRawSite(dir)
  try {
    const entries = streamNames.map((stream) => {
      const rows = db.prepare(`SELECT json FROM "${stream}"`).all() as { readonly json: string }[]
      return [stream, rows.map(({ json }) => JSON.parse(json) as unknown)]
    })
    return Object.fromEntries(entries) as HeldRecords
  } finally {
    db.close()
  }
}

/** Names of the tables of a site. */
export function tablesOf(db: Connection): string[] {
  const rows = db.prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`).all()
  return (rows as { readonly name: string }[]).map(({ name }) => name)
}
