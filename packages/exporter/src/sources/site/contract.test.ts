import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openDatabase } from '@spacecrate/disk'
import { fieldsOf, streamNames } from '@spacecrate/format'
import { createSite } from '@spacecrate/site'
import { describe, expect, it } from 'vitest'
import { TempFolder } from '../../testing/export-backup.js'
import { columnContract, fieldContract, siteTables } from './contract.js'

const fates = ['mapped', 'derived', 'verbatim', 'excluded']

async function realColumns(): Promise<{ readonly name: string; readonly column: string }[]> {
  await using folder = await TempFolder.make()
  const dir = join(folder.path, 'site')
  await (await createSite(dir, { name: 'Kiln' }))[Symbol.asyncDispose]()
  const db = openDatabase(join(dir, 'site.sqlite'))
  try {
    const rows: unknown = db
      .prepare(
        `SELECT t.name, c.name AS "column" FROM sqlite_master t JOIN pragma_table_info(t.name) c
         WHERE t.type = 'table' AND t.name NOT GLOB 'sqlite_*'`,
      )
      .all()
    return rows as { readonly name: string; readonly column: string }[]
  } finally {
    db.close()
  }
}

describe('the contract of the embedded site', () => {
  it('names every column of every table that a site has, and no table that it has not', async () => {
    const real = await realColumns()
    expect(real.filter(({ name, column }) => columnContract(name, column) === undefined)).toEqual([])
    const tables = new Set(real.map(({ name }) => name))
    expect([...tables]).toEqual(expect.arrayContaining([...streamNames]))
    expect(Object.keys(siteTables).filter((name) => !tables.has(name))).toEqual(['site.json'])
    for (const [table, columns] of Object.entries(siteTables))
      if (table !== 'site.json')
        expect(Object.keys(columns)).toEqual(real.filter(({ name }) => name === table).map(({ column }) => column))
  })

  it('names every field of the marker of a site', async () => {
    await using folder = await TempFolder.make()
    const dir = join(folder.path, 'site')
    await (await createSite(dir, { name: 'Kiln' }))[Symbol.asyncDispose]()
    const marker: unknown = JSON.parse(await readFile(join(dir, 'site.json'), 'utf8'))
    expect(Object.keys(marker as object).toSorted()).toEqual(Object.keys(siteTables['site.json'] ?? {}).toSorted())
  })

  it.each(streamNames)('says of every field of %s what becomes of it', (stream) => {
    const fields = fieldsOf(stream)
    expect(fields.size).toBeGreaterThan(0)
    for (const name of fields.keys()) expect(fates).toContain(fieldContract(stream, name)?.fate)
    expect(fieldContract(stream, 'glaze')).toBeUndefined()
    expect(columnContract(stream, 'glaze')).toBeUndefined()
  })

  it('knows nothing of a table of a newer version', () => {
    expect(columnContract('kilns', 'id')).toBeUndefined()
    expect(columnContract('constructor', 'name')).toBeUndefined()
    expect(columnContract('rows', 'toString')).toBeUndefined()
  })
})
