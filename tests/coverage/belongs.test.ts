import { readFileSync } from 'node:fs'
import path from 'node:path'
import { streamNames } from '@spacecrate/format'
import { describe, expect, it } from 'vitest'
import { siteTables } from '../../packages/exporter/src/sources/site/contract.js'
import { backupClasses } from '../../packages/exporter/src/sources/xml-backup/backup-classes.js'
import { createInProcess } from '../testing/in-process.js'
import { temporaryFolder } from '../testing/places.js'
import { openRawSite, tablesOf } from '../testing/raw-site.js'
import { root } from '../testing/run-command.js'
import { streamsOf } from './row.js'
import { notRows, rows } from './rows.js'

const inRows = new Set<string>(rows.flatMap(streamsOf))

describe('the carry list', () => {
  const place = temporaryFolder()

  it('has each row once', () => {
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  })

  it.each(streamNames)('has a row for the stream %s, or says why not', (stream) => {
    expect(inRows.has(stream)).toBe(notRows[stream] === undefined)
  })

  it('names no row of a stream that there is not', () => {
    expect(Object.keys(notRows).filter((stream) => !streamNames.some((name) => name === stream))).toEqual([])
  })

  it('has a row for every area of settings', () => {
    const schema: unknown = JSON.parse(readFileSync(path.join(root, 'schemas/settings.json'), 'utf8'))
    const { area } = (schema as { readonly properties: { readonly area: { readonly enum: readonly string[] } } })
      .properties
    const missing = area.enum.filter(
      (name) =>
        !['site:source', 'space:1'].some((owner) =>
          rows.some(({ shows }) => shows.settings?.({ id: 'setting:1', owner, area: name as 'general', key: 'key' })),
        ),
    )
    expect(missing).toEqual([])
  })

  it('has a row for every table of an embedded site, or the contract of the site says what the table is', async () => {
    await createInProcess(place.at('site'))
    const db = openRawSite(place.at('site'))
    const tables = tablesOf(db)
    db.close()
    expect(tables.length).toBeGreaterThan(streamNames.length)
    const missing = tables.filter(
      (table) => !inRows.has(table) && notRows[table] === undefined && siteTables[table] === undefined,
    )
    expect(missing).toEqual([])
  })

  it.each([...backupClasses.all()].map(({ name, rows }) => [name, rows] as const))(
    'has the rows of the class or table %s of a native backup: %s',
    (_name, ofClass) => {
      // What belongs to no row says why.
      if (ofClass.startsWith('–')) expect(ofClass.length).toBeGreaterThan(10)
      else expect(ofClass.split(' ').filter((id) => !rows.some((row) => row.id === id))).toEqual([])
    },
  )

  it('has a class or table of a native backup for every row that is read from one', () => {
    const read = new Set([...backupClasses.all()].flatMap((contract) => contract.rows.split(' ')))
    const missing = rows.filter(({ id, goals }) => ['F', 'P'].includes(goals['read-xml'].aim) && !read.has(id))
    expect(missing.map(({ id }) => id)).toEqual([])
  })
})
