import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeValue } from '../encode-record.js'
import { isCanonical } from './is-canonical.js'

describe(isCanonical, () => {
  it('is true for what encodeValue writes, and for nothing else', () => {
    const value = fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' })
    fc.assert(
      fc.property(value, fc.boolean(), (written, sorted) => {
        const text = sorted ? encodeValue(written) : JSON.stringify(written)
        const parsed: unknown = JSON.parse(text)
        expect(isCanonical(parsed, text)).toBe(encodeValue(parsed) === text)
        expect(!sorted || isCanonical(parsed, text)).toBe(true)
      }),
    )
  })

  it.each([
    '{"b":1,"a":2}',
    '{"a":1, "b":2}',
    '{"a":1.0}',
    '{"a":1,"a":1}',
    '"\\u0041"',
    '"\\/"',
    '-0',
    ' 1',
    '{"10":1,"9":1,"a":[{"b":1,"a":1}]}',
  ])('is false for %s', (text) => expect(isCanonical(JSON.parse(text), text)).toBe(false))

  it.each(['{"10":1,"9":1}', '{"":1,"__proto__":2,"a":{"toJSON":1}}', '["\\ud800","\u2028"]'])(
    'is true for %s',
    (text) => expect(isCanonical(JSON.parse(text), text)).toBe(true),
  )

  it('throws for a value that is nested too deep', () => {
    const text = `${'['.repeat(65)}${']'.repeat(65)}`
    expect(() => isCanonical(JSON.parse(text), text)).toThrow(RangeError)
  })
})
