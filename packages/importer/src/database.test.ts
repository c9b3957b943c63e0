import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromColumn, inTransaction, openDatabase, toColumn, type WorkDatabase } from './database.js'

let dir: string
let db: WorkDatabase
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'database-'))
  db = openDatabase(join(dir, 'test.sqlite'))
  db.exec('CREATE TABLE texts (text TEXT PRIMARY KEY) WITHOUT ROWID')
})
afterAll(async () => {
  db.close()
  await rm(dir, { recursive: true, force: true })
})

describe(toColumn, () => {
  it('keeps any text in SQLite: U+0000, lone surrogates, quotes', () => {
    const add = db.prepare('INSERT OR REPLACE INTO texts VALUES (?)')
    const find = db.prepare('SELECT text FROM texts WHERE text = ?')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 0, max: 0xffff }), (text, unit) => {
        const odd = `${text}\u0000${String.fromCharCode(unit)}"\\`
        for (const one of [text, odd]) {
          add.run([toColumn(one)])
          const row: unknown = find.get([toColumn(one)])
          expect(fromColumn(String(Reflect.get(Object(row), 'text')))).toBe(one)
        }
      }),
    )
  })
})

describe(inTransaction, () => {
  it('keeps nothing of work that throws', () => {
    const add = db.prepare('INSERT INTO texts VALUES (?)')
    const work = (): void => {
      add.run(['one'])
      throw new Error('no')
    }
    expect(() => inTransaction(db, work)).toThrow('no')
    expect(db.prepare('SELECT text FROM texts WHERE text = ?').get(['one'])).toBeUndefined()
  })
})
