import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeValue } from './encode-record.js'

const text = fc.string({ unit: 'binary', maxLength: 8 })

describe('encodeValue', () => {
  it.each<readonly [unknown, string]>([
    [{ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
    [{ é: 1, z: 2, '€': 3, '\u{1F600}': 4, '\uFB33': 5 }, '{"z":2,"é":1,"€":3,"\u{1F600}":4,"\uFB33":5}'],
    [{ 10: 'a', 9: 'b', 1: 'c' }, '{"1":"c","10":"a","9":"b"}'],
    [{ a: undefined, b: 1e21, c: -0 }, '{"b":1e+21,"c":0}'],
    ['a\ud800b\u0000\u2028', '"a\\ud800b\\u0000\u2028"'],
  ])('writes %j in its one form', (value, text) => {
    expect(encodeValue(value)).toBe(text)
  })

  it('keeps a key that names the prototype as a key like any other', () => {
    const value: unknown = JSON.parse('{"__proto__":{"a":1},"constructor":2}')
    expect(encodeValue(value)).toBe('{"__proto__":{"a":1},"constructor":2}')
  })

  it('refuses a value nested too deeply, in words', () => {
    const deep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))
    expect(() => encodeValue(deep)).toThrow('Nested deeper than 64 levels')
  })

  it('gives the same text for every order of keys, and is read back as what was written', () => {
    fc.assert(
      fc.property(
        fc.object({ maxDepth: 3, maxKeys: 6, key: text, values: [text, fc.double(), fc.boolean(), fc.constant(null)] }),
        (value) => {
          const text = encodeValue(value)
          expect(encodeValue(reversed(value))).toBe(text)
          expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
        },
      ),
    )
  })
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  const copy = {}
  for (const [key, inner] of Object.entries(value).reverse())
    Object.defineProperty(copy, key, { value: reversed(inner), enumerable: true })
  return copy
}
