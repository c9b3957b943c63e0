import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NameTable } from './name-table.js'

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

describe(NameTable, () => {
  it('sorts and finds whatever names it got', () => {
    const names = fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1 }), { maxLength: 50 })
    fc.assert(
      fc.property(names, fc.string(), (all, other) => {
        const table = new NameTable()
        for (const name of all) table.add(name)
        expect(table.sort()).toBeUndefined()
        expect([...table.names()]).toEqual([...all].sort(byBytes))
        all.forEach((name, index) => expect(table.find(name)).toBe(index))
        expect(table.find(other)).toBe(all.includes(other) ? all.indexOf(other) : undefined)
      }),
    )
  })

  it('names what was added twice', () => {
    const table = new NameTable()
    for (const name of ['b', 'a', 'c', 'a']) table.add(name)
    expect(table.sort()).toBe('a')
  })

  it('holds more names than fit into one piece of memory', () => {
    const table = new NameTable()
    const nameOf = (index: number): string => `attachments/${(index * 7919) % 100_003}/${'x'.repeat(20)}/1`
    for (let index = 0; index < 60_000; index++) table.add(nameOf(index))
    expect(table.sort()).toBeUndefined()
    for (let index = 0; index < 60_000; index += 997) expect(table.find(nameOf(index))).toBe(index)
    expect(table.find('attachments/1')).toBeUndefined()
  })
})
