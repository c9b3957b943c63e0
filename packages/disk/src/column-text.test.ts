import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromSortedColumn, toSortedColumn } from './column-text.js'

/** Strings of any UTF-16 code units, with a liking for those that SQLite can't hold. */
const anyText = fc
  .array(fc.oneof(fc.nat(0xffff), fc.constantFrom(0, 1, 2, 3, 0xd800, 0xdfff, 0xfffd, 0x41)))
  .map((units) => String.fromCharCode(...units))

describe(toSortedColumn, () => {
  it('is undone by fromSortedColumn, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fromSortedColumn(toSortedColumn(text))).toBe(text)
      }),
    )
  })

  it('leaves nothing that SQLite would cut or replace', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(toSortedColumn(text)).not.toMatch(/\u0000|\p{Surrogate}/u)
      }),
    )
  })

  it('keeps the order of UTF-8 bytes of texts that are well formed', () => {
    const point = fc.oneof(fc.constantFrom(0, 1, 2, 0x41, 0xfffd), fc.nat(0x10ffff))
    const text = fc
      .array(
        point.filter((p) => p < 0xd800 || p > 0xdfff),
        { maxLength: 6 },
      )
      .map((points) => String.fromCodePoint(...points))
    const compare = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(compare(toSortedColumn(a), toSortedColumn(b))).toBe(compare(a, b))
      }),
    )
  })
})
