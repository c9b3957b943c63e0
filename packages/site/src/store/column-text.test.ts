import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeColumn, encodeColumn, foldName } from './column-text.js'

/** Strings of any UTF-16 code units, with a liking for those that SQLite can't hold. */
const anyText = fc
  .array(fc.oneof(fc.nat(0xffff), fc.constantFrom(0, 1, 2, 3, 0xd800, 0xdfff, 0xfffd, 0x41)))
  .map((units) => String.fromCharCode(...units))

describe(encodeColumn, () => {
  it('is undone by decodeColumn, whatever the text', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(decodeColumn(encodeColumn(text))).toBe(text)
      }),
    )
  })

  it('leaves nothing that SQLite would cut or replace', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(encodeColumn(text)).not.toMatch(/\u0000|\p{Surrogate}/u)
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
        expect(compare(encodeColumn(a), encodeColumn(b))).toBe(compare(a, b))
      }),
    )
  })
})

describe(foldName, () => {
  it.each([
    ['  Kiln Room ', 'kiln room'],
    ['Ｋ', 'ｋ'],
    ['A\u030A', 'å'],
    ['İ', 'i\u0307'],
  ])('compares %j as %j', (name, folded) => {
    expect(foldName(name)).toBe(folded)
  })
})
