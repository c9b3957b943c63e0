import { mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BulkInsert } from './bulk-insert.js'
import { fromJsonColumn, fromSortedColumn, toJsonColumn, toSortedColumn } from './column-text.js'
import {
  closeDatabase,
  type Database,
  inTransaction,
  openDatabase,
  preparedOnce,
  removeDatabase,
  setPragmas,
} from './database.js'
import { blobAt, numberAt, textAt } from './row.js'
import { textBytes, textOfBytes } from './text-bytes.js'

let dir: string
let db: Database
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'database-'))
  db = openDatabase(join(dir, 'test.sqlite'), { journal_mode: 'WAL' })
  db.exec('CREATE TABLE texts (text, PRIMARY KEY (text)) WITHOUT ROWID')
})
afterEach(async () => {
  db.close()
  await rm(dir, { recursive: true, force: true })
})

describe(openDatabase, () => {
  it('makes the settings that it is given', () => {
    setPragmas(db, { cache_size: -123, busy_timeout: 7, synchronous: 'OFF', temp_store: 'FILE' })
    const said = ['journal_mode', 'cache_size', 'busy_timeout', 'synchronous', 'temp_store'].map(
      (name) => db.prepare(`PRAGMA ${name}`).raw().get() as readonly unknown[],
    )
    expect(said.flat()).toEqual(['wal', -123, 7, 0, 1])
  })

  it('follows a link only where that is asked for', async () => {
    const link = join(dir, 'link.sqlite')
    await symlink(join(dir, 'test.sqlite'), link)
    expect(() => openDatabase(link)).toThrow(expect.objectContaining({ code: 'WORK_FOLDER_FOREIGN' }))
    const followed = openDatabase(link, {}, { followLinks: true })
    expect(followed.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all()).toEqual([{ name: 'texts' }])
    followed.close()
  })

  it('leaves a file of something else as it is', async () => {
    const letter = join(dir, 'letter')
    await writeFile(letter, 'x'.repeat(5_000))
    expect(() => openDatabase(letter, { journal_mode: 'WAL' })).toThrow(
      expect.objectContaining({ code: 'SQLITE_NOTADB' }),
    )
    expect((await stat(letter)).size).toBe(5_000)
  })
})

describe(closeDatabase, () => {
  it('folds the log into the file, and may be called again', async () => {
    db.prepare('INSERT INTO texts VALUES (?)').run('kept')
    expect((await stat(join(dir, 'test.sqlite-wal'))).size).toBeGreaterThan(0)
    closeDatabase(db)
    closeDatabase(db)
    for (const name of await readdir(dir)) if (name !== 'test.sqlite') await rm(join(dir, name))
    db = openDatabase(join(dir, 'test.sqlite'))
    expect(db.prepare('SELECT text FROM texts').all()).toEqual([{ text: 'kept' }])
  })
})

describe(removeDatabase, () => {
  it('removes the file with what lies beside it, and nothing else', async () => {
    closeDatabase(db)
    for (const end of ['-wal', '-shm', '-letter']) await writeFile(join(dir, `test.sqlite${end}`), 'left there')
    await removeDatabase(join(dir, 'test.sqlite'))
    expect(await readdir(dir)).toEqual(['test.sqlite-letter'])
    await removeDatabase(join(dir, 'test.sqlite'))
  })
})

describe(inTransaction, () => {
  it.each(['IMMEDIATE', 'DEFERRED'] as const)('keeps nothing of work that throws (%s)', (begin) => {
    const add = db.prepare('INSERT INTO texts VALUES (?)')
    const work = (): void => {
      add.run(['one'])
      throw new Error('no')
    }
    expect(() => inTransaction(db, work, begin)).toThrow('no')
    expect(inTransaction(db, () => add.run(['two']).changes, begin)).toBe(1)
    expect(db.prepare('SELECT text FROM texts').all()).toEqual([{ text: 'two' }])
  })

  it('says what SQLite said where a full disk has rolled back by itself', () => {
    setPragmas(db, { cache_size: 1 })
    db.exec('PRAGMA max_page_count = 10')
    const add = db.prepare('INSERT INTO texts VALUES (?)')
    expect(() => inTransaction(db, () => add.run('x'.repeat(100_000)))).toThrow(
      expect.objectContaining({ code: 'SQLITE_FULL' }),
    )
    expect([db.inTransaction, db.prepare('SELECT count(*) FROM texts').raw().get()]).toEqual([false, [0]])
  })
})

describe(preparedOnce, () => {
  it('gives one statement for one text', () => {
    const prepared = preparedOnce(db)
    expect(prepared('SELECT 1')).toBe(prepared('SELECT 1'))
    expect(prepared('SELECT 2').raw().get()).toEqual([2])
  })
})

describe(BulkInsert, () => {
  it.each([0, 1, 15, 16, 17, 40])('inserts %i rows, each once', (count) => {
    db.exec('CREATE TABLE pairs (a INTEGER, b TEXT)')
    const rows = Array.from({ length: count }, (_, i) => [i, `row ${i}`] as const)
    new BulkInsert(db, 'INTO pairs (a, b)', 2).run(rows)
    expect(db.prepare('SELECT a, b FROM pairs ORDER BY a').raw().all()).toEqual(rows)
  })
})

const spellings: readonly [string, (text: string) => string | Buffer, (row: unknown) => string][] = [
  ['bytes', textBytes, (row) => textOfBytes(blobAt(row, 'text') ?? Buffer.alloc(0))],
  ['JSON', toJsonColumn, (row) => fromJsonColumn(textAt(row, 'text') ?? '')],
  ['the sortable spelling', toSortedColumn, (row) => fromSortedColumn(textAt(row, 'text') ?? '')],
]

describe('a text of others in a column', () => {
  it.each(spellings)('comes back as it was from %s: U+0000, lone surrogates, quotes', (_name, to, from) => {
    setPragmas(db, { synchronous: 'OFF' })
    const add = db.prepare('INSERT OR REPLACE INTO texts VALUES (?)')
    const find = db.prepare('SELECT text FROM texts WHERE text = ?')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 0, max: 0xffff }), (text, unit) => {
        for (const one of [text, `${text}\u0000${String.fromCharCode(unit)}"\\`]) {
          add.run([to(one)])
          expect(from(find.get([to(one)]))).toBe(one)
        }
      }),
    )
  })
})

describe(numberAt, () => {
  it('is 0 where there is none, and takes columns of other types for none or for what they say', () => {
    const row: unknown = db.prepare("SELECT 3 AS three, NULL AS none, '4' AS four, x'05' AS five").get()
    expect([numberAt(row, 'three'), numberAt(row, 'none'), numberAt(row, 'four'), numberAt(row, 'six')]).toEqual([
      3, 0, 4, 0,
    ])
    expect([textAt(row, 'three'), textAt(row, 'four'), blobAt(row, 'five'), blobAt(undefined, 'five')]).toEqual([
      undefined,
      '4',
      Buffer.from([5]),
      undefined,
    ])
  })
})
