import { describe, expect, it } from 'vitest'
import { foldName } from './fold-name.js'

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
