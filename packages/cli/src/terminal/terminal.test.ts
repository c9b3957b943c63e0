import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { alignColumns } from './table.js'
import { createTerminal } from './terminal.js'

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
