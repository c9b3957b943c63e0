import { describe, expect, it } from 'vitest'
import { parseBounded } from './bounded-json.js'

const bounds = { values: 10, depth: 3 }
const parse = (text: string): unknown => parseBounded(Buffer.from(text), bounds)

describe(parseBounded, () => {
  it.each<readonly [string]>([
    ['{"a":[1,-2.5e3,true,null],"b":{"c":"\\u00e9\\ud800 ü 𝄞"}}'],
    ['[[[]]]'],
    ['"a text"'],
    ['9007199254740991'],
  ])('gives what %s says', (text) => {
    expect(parseBounded(Buffer.from(text), { values: 20, depth: 3 })).toEqual(JSON.parse(text))
  })

  it('counts values and names of fields, up to as many as may be', () => {
    expect(parse('[1,2,3,4,5,6,7,8,9]')).toHaveLength(9)
    expect(() => parse('[1,2,3,4,5,6,7,8,9,10]')).toThrow('it holds more than 10 values')
    expect(() => parse('{"a":1,"b":2,"c":3,"d":4,"e":5}')).toThrow('it holds more than 10 values')
    expect(() => parse('[[[[]]]]')).toThrow('it is nested deeper than 3 levels')
  })

  it('counts across slices, and texts as one value however long they are', () => {
    expect(parse(`["${'ü"'.repeat(100_000).replaceAll('"', '\\"')}"]`)).toHaveLength(1)
    expect(() => parseBounded(Buffer.from(`[${'0,'.repeat(1_000_000)}0]`), { values: 1e6, depth: 1 })).toThrow(
      'more than 1000000 values',
    )
  })

  it.each<readonly [string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['half a text', Buffer.from('{"a":')],
    ['two values', Buffer.from('{} {}')],
    ['a byte order mark', Buffer.from('\ufeff{}')],
    ['bytes that are not UTF-8', Buffer.from('22ff22', 'hex')],
    ['a comment', Buffer.from('{} // x')],
  ])('refuses %s', (_, bytes) => {
    expect(() => parseBounded(bytes, bounds)).toThrow(Error)
  })
})
