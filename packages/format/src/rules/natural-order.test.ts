import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { naturalOrder } from './natural-order.js'

/** Titles in the order that their bytes give. */
function sorted(titles: readonly string[]): string[] {
  return [...titles].sort((a, b) => Buffer.compare(Buffer.from(naturalOrder(a)), Buffer.from(naturalOrder(b))))
}

describe(naturalOrder, () => {
  it.each([
    [['Lap 1', 'Lap 2', 'Lap 9', 'Lap 10', 'lap 11', 'Lap 100']],
    [['almond', 'Barley', 'cumin', 'Dill', 'zest']],
    [['2.1 Wood', '2.9 Metal', '2.10 Glass', '10.1 Stone']],
    [['Ahorn', '\u00C4rmel', 'Birke', 'E\u0301clair', 'Ecru', 'Zaun']],
    [['\u0391\u03AC\u03B1', '\u0391\u03B1\u03B2', '\u03B2\u03B1\u03C3']],
    [
      [
        '\u0410\u0437\u0431\u0443\u043A\u0430',
        '\u0431\u0443\u043A\u0432\u0430',
        '\u0412\u0435\u0440\u0430',
        '\u0438\u0432\u0430',
        '\u0439\u043E\u0434',
      ],
    ],
    [['', 'a', 'A b', 'ab', 'a\u4E2D']],
    [['No 123456789', 'No 1234567890', 'No 12345678901', 'No 99999999999999999999999']],
  ])('sorts %j', (titles) => {
    expect(sorted(titles.toReversed())).toEqual(titles)
  })

  it('tells titles apart that differ in case, accents or zeros only', () => {
    expect(sorted(['note 1', 'N\u00F4te 1', 'Note 01', 'Note 1'])).toEqual([
      'Note 01',
      'Note 1',
      'N\u00F4te 1',
      'note 1',
    ])
  })

  it('takes two forms of one title for the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (title) => {
        expect(naturalOrder(title.normalize('NFD'))).toBe(naturalOrder(title.normalize('NFC')))
      }),
    )
  })

  it('sorts numbers of any length by value', () => {
    const digits = fc.bigInt({ min: 0n, max: 10n ** 40n })
    fc.assert(
      fc.property(digits, digits, (a, b) => {
        fc.pre(a !== b)
        expect(sorted([`x${a}`, `x${b}`])).toEqual(a < b ? [`x${a}`, `x${b}`] : [`x${b}`, `x${a}`])
      }),
    )
  })
})
