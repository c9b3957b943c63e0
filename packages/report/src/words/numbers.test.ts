import { describe, expect, it } from 'vitest'
import { formatBytes, formatCount, formatDuration, formatNoun, formatRate } from './numbers.js'

describe(formatCount, () => {
  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1\u202F000'],
    [1234567, '1\u202F234\u202F567'],
    [-1234, '-1\u202F234'],
  ])('%d', (count, text) => expect(formatCount(count)).toBe(text))
})

describe(formatNoun, () => {
  it.each([
    [0, '0 losses'],
    [1, '1 loss'],
    [2, '2 losses'],
  ])('%d', (count, text) => expect(formatNoun(count, 'loss', 'losses')).toBe(text))
})

describe(formatBytes, () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '0.98 KiB'],
    [1536, '1.50 KiB'],
    [24_536_000, '23.4 MiB'],
    [2 ** 30, '1.00 GiB'],
  ])('%d', (bytes, text) => expect(formatBytes(bytes)).toBe(text))
})

describe(formatDuration, () => {
  it.each([
    [4, '0.00 s'],
    [420, '0.42 s'],
    [9940, '9.9 s'],
    [9960, '10 s'],
    [59_600, '1 min 00 s'],
    [185_000, '3 min 05 s'],
    [3_599_700, '1 h 00 min'],
    [7_440_000, '2 h 04 min'],
  ])('%d', (milliseconds, text) => expect(formatDuration(milliseconds)).toBe(text))
})

describe(formatRate, () => {
  it('is empty before any time has passed', () => expect(formatRate(5, 0)).toBe(''))
  it('counts per second', () => expect(formatRate(1024, 500)).toBe('2.00 KiB/s'))
})
