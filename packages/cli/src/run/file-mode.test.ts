import { describe, expect, it } from 'vitest'
import { makeFilesWith, parseMode, privateMode } from './file-mode.js'

describe(parseMode, () => {
  it.each([
    ['0600', 0o600],
    ['640', 0o640],
    ['0660', 0o660],
    ['0664', 0o664],
  ])('%s', (text, mode) => {
    expect(parseMode(text)).toBe(mode)
  })

  it.each(['', '0700', '0750', '0444', '0240', '600000', '0o640', 'u=rw', '888', '-640'])('not %j', (text) => {
    expect(() => parseMode(text)).toThrow('is no mode of files')
  })
})

describe(makeFilesWith, () => {
  it.each([
    [privateMode, 0o077],
    [0o640, 0o027],
    [0o660, 0o007],
    [0o644, 0o022],
  ])('with %o takes %o away', (mode, mask) => {
    const before = process.umask()
    try {
      makeFilesWith(mode)
      expect(process.umask()).toBe(mask)
    } finally {
      process.umask(before)
    }
  })
})
