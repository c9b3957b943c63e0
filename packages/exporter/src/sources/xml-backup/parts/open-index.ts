import { createHash } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '@spacecrate/disk'
import type { AssessOptions } from '../../../source.js'
import type { ClassTable } from '../class-table.js'
import type { CountedRows } from '../csv-tables/counted-rows.js'
import { makeIndex, openFinished } from '../index/index-file.js'
import { IndexRows } from '../index/index-rows.js'
import { indexTables } from '../index/index-tables.js'
import { joinObjects } from '../index/join-objects.js'
import type { Objects } from '../index/objects.js'
import { SiteTraits } from '../index/site-traits.js'
import { readable } from '../readable.js'
import { openCsvPart } from './csv-part.js'
import { ObjectsOfParts } from './objects-of-parts.js'
import { checkOneSite } from './one-site.js'
import type { Part } from './part.js'
import type { PartIndex } from './part-index.js'
import { openXmlPart } from './xml-part.js'

/** The index of a source, and the objects that it says the places of. */
export interface OpenIndex {
  readonly db: Database
  readonly reader: Objects
  readonly fingerprint: string
}

export interface OpenIndexOptions extends AssessOptions {
  /** The exports of a set are taken to be of one site, though they look like several. */
  readonly oneSite: boolean
}

/**
 * Reads the objects of all parts into one index, each once, or opens that of an earlier run of the same parts.
 *
 * @throws SourceError BACKUP_UNREADABLE, BACKUP_SET_MIXED
 */
export async function openIndex(
  scratch: string,
  parts: readonly Part[],
  classes: ClassTable,
  options: OpenIndexOptions,
): Promise<OpenIndex> {
  await removeCopies(scratch)
  const opened: PartIndex[] = []
  try {
    for (const [number, part] of parts.entries()) {
      opened.push(
        await readable(part.files.path, async () =>
          part.files.form === 'csv' ? openCsvPart(part, scratch, number) : await openXmlPart(part, scratch, options),
        ),
      )
    }
    const fingerprint = fingerprintOf(opened)
    const finished = opened.every(({ isThere }) => isThere) ? openFinished(scratch, fingerprint) : undefined
    const db =
      finished ??
      (await makeIndex(
        scratch,
        fingerprint,
        (fresh) => fill(fresh, opened, classes, options),
        (fresh) => joinObjects(fresh, objectsOf(opened), classes, options),
      ))
    return { db, reader: objectsOf(opened), fingerprint }
  } catch (error) {
    for (const part of opened) await part[Symbol.asyncDispose]()
    throw error
  }
}

/** Fills an index with the objects of all parts and the rows of the tables beside them, and says how many there are. */
async function fill(
  db: Database,
  parts: readonly PartIndex[],
  classes: ClassTable,
  options: OpenIndexOptions,
): Promise<void> {
  const rows = new IndexRows(db, classes)
  const traits = new SiteTraits(db)
  const put = db.prepare('INSERT INTO meta VALUES (?, ?)')
  const begin = db.prepare('INSERT OR IGNORE INTO part VALUES (?)')
  const counted = new Map<string, number>()
  const add = (more: ReadonlyMap<string, number>): void => {
    for (const [name, count] of more) counted.set(name, (counted.get(name) ?? 0) + count)
  }
  const left: CountedRows[] = []
  let base = 0
  for (const one of parts) {
    begin.run(base)
    const filled = await readable(one.part.files.path, () => one.addTo({ db, rows, traits, classes, base, options }))
    traits.endPart()
    add(filled.counted)
    left.push(...(filled.left ?? []))
    base += one.length()
  }
  put.run('objects', String(rows.count))
  for (const { part } of parts) add(await indexTables(db, rows, part, classes, options))
  rows.finish()
  traits.finish()
  if (parts.length > 1 && !options.oneSite) checkOneSite(db, parts, traits.marks)
  put.run('count', String(rows.count))
  put.run('counted', JSON.stringify([...counted]))
  put.run('left', JSON.stringify(left))
}

function objectsOf(parts: readonly PartIndex[]): Objects {
  const [only, ...others] = parts
  if (only !== undefined && others.length === 0) return only.objects()
  let base = 0
  return new ObjectsOfParts(
    parts.map((one) => {
      const placed = { base, prefix: one.part.prefix, objects: one.objects() }
      base += one.length()
      return placed
    }),
  )
}

function fingerprintOf(parts: readonly PartIndex[]): string {
  const [only, ...others] = parts
  if (only !== undefined && others.length === 0) return only.fingerprint
  const hash = createHash('sha256')
  for (const { part, fingerprint } of parts) hash.update(`${part.prefix} ${fingerprint} `)
  return hash.digest('hex')
}

/** Copies of entities.xml that a run left behind when it broke off. */
async function removeCopies(scratch: string): Promise<void> {
  for (const name of await readdir(scratch)) {
    if (name.startsWith('entities-')) await rm(join(scratch, name), { recursive: true, force: true })
  }
}
