import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { textBytes, textOfBytes } from './text-bytes.js'

/** Any UTF-16 code units, lone surrogates among them. */
const units = fc
  .array(fc.oneof(fc.integer({ min: 0xd7f0, max: 0xe010 }), fc.integer({ min: 0, max: 0xffff })), { maxLength: 20 })
  .map((codes) => String.fromCharCode(...codes))

describe('textBytes', () => {
  it('is UTF-8 for all that UTF-8 can say', () => {
    expect(textBytes('aé€\u{1F600}\0')).toEqual(Buffer.from('aé€\u{1F600}\0', 'utf8'))
  })

  it('tells a lone surrogate from the character that replaces it in UTF-8', () => {
    expect(textBytes('a\ud800').toString('hex')).toBe('61eda080')
    expect(textBytes('a\ufffd').toString('hex')).toBe('61efbfbd')
  })

  it('keeps every text', () => {
    fc.assert(
      fc.property(units, (text) => {
        expect(textOfBytes(textBytes(text))).toBe(text)
      }),
    )
  })

  it('sorts bytes like code points', () => {
    expect(textBytes('\uffff').compare(textBytes('\u{10000}'))).toBe(-1)
  })
})
