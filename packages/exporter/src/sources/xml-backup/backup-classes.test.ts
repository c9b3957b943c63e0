import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  type BackupFiles,
  entitiesName,
  isAoTables,
  openBackup,
  parseObject,
  readAoTables,
  readCsvTable,
  scanObjects,
  type TableRow,
} from '@spacecrate/confluence'
import { describe, expect, it } from 'vitest'
import { backupClasses, families } from './backup-classes.js'
import { FieldCheck } from './index/field-check.js'

const contracts = new Map([...backupClasses.all()].map((one) => [one.name, one]))

const shared = process.env['SPACECRATE_SHARED'] ?? resolve(import.meta.dirname, '../../../../../../shared')
const fixtures = resolve(import.meta.dirname, '../../../../../fixtures/backups')
const folders = [join(shared, 'corpus', 'xml-backups'), fixtures].filter((path) => existsSync(path))
const backups = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name !== 'LICENSE' && !name.startsWith('.'))
    .map((name) => join(folder, name))
    .filter((path) => path.endsWith('.zip') || existsSync(join(path, entitiesName))),
)

/** Ids of the rows of the carry list: each letter counts from 1. */
const rows: Readonly<Record<string, number>> = { U: 5, S: 22, C: 29, G: 17, A: 2 }

describe('the contract of each class and table', () => {
  it.each([...contracts])('%s belongs to rows of the carry list, or says why to none', (_, { rows: said }) => {
    if (said.startsWith('–')) {
      expect(said).toMatch(/^– \S.{10,}/)
      return
    }
    const wrong = said.split(' ').filter((id) => {
      const [, letter, number] = /^([A-Z])(\d{1,2})$/.exec(id) ?? []
      return !(Number(number) >= 1 && Number(number) <= (rows[letter ?? ''] ?? 0))
    })
    expect(wrong).toEqual([])
  })

  it('leaves no row of the carry list that a backup can hold without its class', () => {
    const named = new Set([...contracts.values()].flatMap((contract) => contract.rows.split(' ')))
    const missing = Object.entries(rows).flatMap(([letter, count]) =>
      Array.from({ length: count }, (_, index) => `${letter}${index + 1}`).filter((id) => !named.has(id)),
    )
    // What no native backup was ever seen to hold.
    const elsewhere = 'S10 S18 S19 C12 C13 C19 C20 C25 C28'.split(' ')
    expect(missing.toSorted()).toEqual(elsewhere.toSorted())
  })

  it.each([...contracts])('%s says one thing of each field', (_, { fields }) => {
    const all = Object.values(fields).flat() as string[]
    expect(all.toSorted()).toEqual([...new Set(all)].toSorted())
  })

  it.each([...contracts].filter(([, { role }]) => role !== 'record'))('%s is left out whole', (_, contract) => {
    const { fields, role, why, rows: said } = contract
    expect([...fields.carried, ...fields.verbatim]).toEqual([])
    if (role === 'derived') expect(why ?? said).toMatch(/\S{3}/)
  })
})

/** Classes and fields of a backup that no contract names. */
async function unnamed(files: BackupFiles): Promise<Set<string>> {
  const found = new Set<string>()
  for await (const { bytes, offset, tooLarge } of scanObjects(files.open(entitiesName))) {
    const object = tooLarge ? undefined : parseObject(bytes, offset)
    if (!object) continue
    const contract = contracts.get(object.class)
    if (!contract) {
      found.add(object.class)
      continue
    }
    const names = new Set(Object.values(contract.fields).flat() as string[])
    const notes = object.notes.flatMap((note) =>
      note.type === 'component' || note.type === 'collection-values' || note.type === 'unknown-element'
        ? [note.name]
        : [],
    )
    for (const name of [...object.properties.keys(), ...object.collections.keys(), ...notes]) {
      if (!names.has(name)) found.add(`${object.class}.${name}`)
    }
  }
  for await (const row of tablesOf(files)) {
    const contract = backupClasses.table(row.table)
    if (!contract) continue
    const names = Object.values(contract.fields).flat() as string[]
    for (const column of row.cells.keys()) if (!names.includes(column)) found.add(`${row.table}.${column}`)
  }
  return found
}

async function* tablesOf(files: BackupFiles): AsyncGenerator<TableRow> {
  for (const name of files.names()) {
    if (name.endsWith('.csv')) yield* readCsvTable(files.open(name), name.slice(0, -4), name)
    else if (name.endsWith('.pdata')) {
      for await (const head of files.open(name)) {
        if (isAoTables(head)) yield* readAoTables(files.open(name), name)
        break
      }
    }
  }
}

describe('every class and every field', () => {
  it.each(backups)('of %s is named by the contract', async (path) => {
    await using files = await openBackup(path)
    expect([...(await unnamed(files))]).toEqual([])
  })

  it('is looked at, for secrets may stand anywhere: an unknown one is told by name', () => {
    const check = new FieldCheck(backupClasses)
    const object = (name: string): Parameters<FieldCheck['look']>[0] => ({
      class: name,
      package: '',
      id: '1',
      compositeId: undefined,
      properties: new Map([['brandNew', { type: 'text', text: 'value' }]]),
      collections: new Map(),
      notes: [],
      offset: 0,
      length: 0,
    })
    for (const name of contracts.keys()) check.look(object(name))
    const told = [...check.omissions()].map(({ kind }) => kind)
    const expected = [...contracts].filter(([, { role }]) => role === 'record')
    expect(told.toSorted()).toEqual(expected.map(([name]) => name).toSorted())
  })
})

describe('the families whose objects threads read', () => {
  it('have nothing between them that is read otherwise: all of them come in one stretch', () => {
    const places = families.flatMap(({ beside }, place) => (beside === undefined ? [] : [place]))
    expect(places.length).toBeGreaterThan(1)
    const stretch = families.slice(places[0], (places.at(-1) ?? 0) + 1)
    expect(stretch.flatMap(({ readings = [] }) => readings)).toEqual([])
  })
})
