import { describe, expect, it } from 'vitest'
import { normaliseEntryName } from './entry-name.js'

describe(normaliseEntryName, () => {
  it.each([
    ['entities.xml', 'entities.xml'],
    ['./entities.xml', 'entities.xml'],
    ['a//b/./c', 'a/b/c'],
    ['.//a', 'a'],
    ['..a/b..', '..a/b..'],
    ['a/', undefined],
    ['./', undefined],
    ['/', undefined],
    ['//', undefined],
    ['/./', undefined],
    ['a/./', undefined],
    ['/resources/', undefined],
  ])('makes %j of %j', (raw, normal) => {
    expect(normaliseEntryName(raw, 'backup.zip')).toBe(normal)
  })

  it.each([
    ['../', 'parent folder'],
    ['a/../../', 'parent folder'],
    ['C:/', 'drive letter'],
    ['a\\/', 'backslash'],
    ['\0/', 'NUL character'],
    ['/a', 'absolute path'],
    ['/./a', 'absolute path'],
    ['//a', 'absolute path'],
    ['', 'empty name'],
    ['a/.', 'empty name'],
  ])('refuses %j (%s)', (raw, reason) => {
    expect(() => normaliseEntryName(raw, 'backup.zip')).toThrow(`(${reason})`)
  })

  it('lets the name that it refuses steer no terminal and cuts it short', () => {
    expect(() => normaliseEntryName(`../\u001b[31m${'x'.repeat(1000)}`, 'backup.zip')).toThrow(
      /unsafe entry, \.\.\/\\u\{1b\}\[31mx{192}… \(parent folder\)/,
    )
  })
})
