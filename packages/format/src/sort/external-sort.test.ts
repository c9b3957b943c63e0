import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { ExternalSort } from './external-sort.js'

describe('ExternalSort', () => {
  const folder = mkdtempSync(join(tmpdir(), 'external-sort-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('gives back what was added, by key and then by value, whatever the size of its runs', () => {
    const bytes = fc.uint8Array({ minLength: 6, maxLength: 40 })
    const alike = fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 300 })).map(([one, other]) => {
      const key = Buffer.alloc(14, one)
      key.writeUInt32BE(other, 9)
      return new Uint8Array(key)
    })
    const row = fc.tuple(fc.oneof(bytes, alike, fc.constant(new Uint8Array(8))), fc.uint8Array({ maxLength: 30 }))
    fc.assert(
      fc.property(fc.array(row, { maxLength: 200 }), fc.integer({ min: 1, max: 4000 }), (rows, runBytes) => {
        using sort = new ExternalSort(folder, 'rows', runBytes)
        for (const [n, [key, value]] of rows.entries())
          sort.add(n % 2 === 0 ? key : Buffer.from(key).toString('latin1'), value)
        const actual: string[] = []
        for (const { key, value } of sort.sorted()) actual.push(`${key.toString('hex')} ${value.toString('hex')}`)
        const expected = rows
          .map(([key, value]) => [Buffer.from(key), Buffer.from(value)] as const)
          .sort((a, b) => a[0].compare(b[0]) || a[1].compare(b[1]))
          .map(([key, value]) => `${key.toString('hex')} ${value.toString('hex')}`)
        expect(actual).toEqual(expected)
      }),
    )
  })

  it('leaves no file behind', () => {
    {
      using sort = new ExternalSort(folder, 'rows')
      sort.add(Buffer.from('abcdef'), Buffer.alloc(0))
    }
    expect(readdirSync(folder)).toEqual([])
  })
})
