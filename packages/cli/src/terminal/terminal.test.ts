import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { formatBytes, formatCount, formatDuration, formatNoun, formatRate } from './numbers.js'
import { printable, shorten } from './printable.js'
import { alignColumns } from './table.js'
import { createTerminal } from './terminal.js'

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

describe(alignColumns, () => {
  it('pads to the widest cell and leaves no blanks at the end', () => {
    const rows = [
      ['name', 'n', ''],
      ['é\u001B[1mb\u001B[22m', '12', ''],
    ]
    expect(alignColumns(rows, ['left', 'right'])).toBe('  name   n\n  é\u001B[1mb\u001B[22m    12\n')
  })
})

describe(createTerminal, () => {
  const stream = (isTTY: boolean): Writable & { isTTY: boolean } =>
    Object.assign(new Writable({ write: (_chunk, _encoding, done) => done() }), { isTTY })

  it.each([
    ['a terminal', true, {}, '\u001B[31mx\u001B[39m'],
    ['a pipe', false, {}, 'x'],
    ['a terminal with NO_COLOR', true, { NO_COLOR: '1' }, 'x'],
    ['a dumb terminal', true, { TERM: 'dumb' }, 'x'],
  ])('colours on %s', (_, isTTY, env, text) => {
    expect(createTerminal(stream(isTTY), stream(false), env).paint('bad', 'x')).toBe(text)
    expect(createTerminal(stream(isTTY), stream(false), env).paint('bad', 'x', 'err')).toBe('x')
  })

  it('waits for a slow reader', async () => {
    let release: () => void = () => undefined
    const slow = new Writable({ highWaterMark: 1, write: (_chunk, _encoding, done) => void (release = done) })
    let printed = false
    const printing = createTerminal(slow, slow, {})
      .print('more than one byte')
      .then(() => (printed = true))
    await new Promise((resolve) => setImmediate(resolve))
    expect(printed).toBe(false)
    release()
    await printing
    expect(printed).toBe(true)
  })
})
