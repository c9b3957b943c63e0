import { describe, expect, it } from 'vitest'
import { printable, shorten } from './printable.js'

describe(printable, () => {
  it.each([
    ['\u001B[31mred\u001B[0m', '\uFFFD[31mred\uFFFD[0m'],
    ['two\r\nlines', 'two lines'],
    ['\u202Egnp.exe', '\uFFFDgnp.exe'],
    ['\u009B31m', '\uFFFD31m'],
    ['lone \uD83D', 'lone \uFFFD'],
    ['Glazes 🏺 für Öfen', 'Glazes 🏺 für Öfen'],
  ])('%j', (text, safe) => expect(printable(text)).toBe(safe))
})

describe(shorten, () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['👩‍👩‍👧🏺🏺', 3, '👩‍👩‍👧🏺🏺'],
    ['👩‍👩‍👧🏺🏺🏺', 3, '👩‍👩‍👧🏺…'],
  ])('%s to %d', (text, limit, short) => expect(shorten(text, limit)).toBe(short))
})
