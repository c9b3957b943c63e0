import { openDatabase } from '@spacecrate/disk'
import { describe, expect, it } from 'vitest'
import { Neighbours } from './neighbours.js'

const select = `SELECT owner AS of, n FROM row WHERE owner IN (SELECT value FROM json_each(?)) ORDER BY owner, n`

describe(Neighbours, () => {
  it('has all rows of each number, however many one of them has, fetched together or not', () => {
    const db = openDatabase(':memory:')
    db.exec(`
      CREATE TABLE row (n INTEGER PRIMARY KEY, owner INTEGER NOT NULL);
      WITH RECURSIVE count(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM count WHERE n < 25003)
        INSERT INTO row SELECT n, CASE WHEN n <= 2 THEN 5 WHEN n <= 25002 THEN 6 ELSE 7 END FROM count;
    `)
    const rows = new Neighbours<{ readonly n: number }>(db, select)
    const counts = (): number[] => [4, 5, 6, 7].map((n) => rows.of(n).length)
    expect(rows.fetch([7, 6, 5, 4, undefined, null, 6]).map(({ n }) => n)).toEqual([1, 2])
    expect(counts()).toEqual([0, 2, 25_000, 1])
    expect(rows.fetch([5, 6])).toEqual([])
    rows.forget()
    expect(counts()).toEqual([0, 2, 25_000, 1])
    db.close()
  })
})
