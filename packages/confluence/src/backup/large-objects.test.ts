import { describe, expect, it } from 'vitest'
import { elementsOf } from './backup-object.js'
import { objectLimit, parseObject } from './parse-object.js'
import { scanObjects } from './scan-objects.js'
import { errorOf, faultOf, inChunks } from './testing/collect.js'

const page = '<object class="Page" package="p"><id name="id">1</id></object>'
const before = '<object class="BodyContent" package="p"><id name="id">7</id><property name="body"><![CDATA['

async function* largeObject(size: number, end: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`<hibernate-generic>${page}${before}`)
  const piece = Buffer.alloc(1 << 20, 'kiln ]] </object> ')
  for (let written = 0; written < size; written += piece.length) yield piece
  yield Buffer.from(end)
}

describe('an object over the limit', () => {
  const end = `]]></property></object>${page}</hibernate-generic>`

  it('is skipped in flat memory, with its class and id known, and harms no other', async () => {
    const size = 2 * objectLimit
    const found: unknown[] = []
    let peak = 0
    const room = process.memoryUsage().arrayBuffers
    for await (const { bytes, offset, length, tooLarge } of scanObjects(largeObject(size, end))) {
      peak = Math.max(peak, process.memoryUsage().arrayBuffers - room)
      const fault = tooLarge ? faultOf(await errorOf(() => parseObject(bytes, offset))) : parseObject(bytes, offset)
      found.push({ offset, length, tooLarge, class: fault.class, id: fault.id })
    }
    expect(found).toEqual([
      { offset: 19, length: page.length, tooLarge: false, class: 'Page', id: '1' },
      {
        offset: 19 + page.length,
        length: before.length + size + end.indexOf(page),
        tooLarge: true,
        class: 'BodyContent',
        id: '7',
      },
      {
        offset: 19 + page.length + before.length + size + end.indexOf(page),
        length: page.length,
        tooLarge: false,
        class: 'Page',
        id: '1',
      },
    ])
    expect(peak).toBeLessThan(3 * objectLimit)
  })

  it('is truncated when the file ends in it, and broken when only its end tag is missing', async () => {
    const scan = async (rest: string): Promise<unknown[]> => {
      const all: unknown[] = []
      for await (const { length, tooLarge } of scanObjects(largeObject(objectLimit, rest))) all.push([length, tooLarge])
      return all
    }
    expect(faultOf(await errorOf(() => scan(']]></property>')))).toMatchObject({
      code: 'XML_TRUNCATED',
      objectOffset: 19 + page.length,
    })
    expect(await scan(']]></property></hibernate-generic>\n')).toEqual([
      [page.length, false],
      [before.length + objectLimit + 14, true],
    ])
  })

  it('is refused by the parser', async () => {
    const error = await errorOf(() => parseObject(Buffer.allocUnsafe(objectLimit + 1), 5))
    expect(faultOf(error)).toEqual({
      code: 'OBJECT_TOO_LARGE',
      offset: 5,
      length: objectLimit + 1,
      limit: objectLimit,
    })
  })
})

describe('a large object within the limit', () => {
  it('may have a collection of 200,000 elements', async () => {
    const elements = Array.from(
      { length: 200_000 },
      (_, index) => `<element class="ContentProperty" package="com.example"><id name="id">${index}</id>\n</element>\n`,
    )
    const xml = `<object class="Page"><collection name="contentProperties">${elements.join('')}</collection></object>`
    const found: number[] = []
    for await (const { bytes, offset } of scanObjects(
      inChunks(Buffer.from(`<hibernate-generic>${xml}</hibernate-generic>`), [1 << 16]),
    )) {
      const references = elementsOf(parseObject(bytes, offset), 'contentProperties')
      found.push(references.length)
      expect(references[199_999]).toEqual({ class: 'ContentProperty', id: '199999' })
    }
    expect(found).toEqual([200_000])
  })

  it('may have a text of many references', () => {
    const xml = `<object class="Page"><property name="a">${'&lt;ä'.repeat(200_000)}</property></object>`
    expect(parseObject(Buffer.from(xml), 0).properties.get('a')).toEqual({ type: 'text', text: '<ä'.repeat(200_000) })
  })

  it('notes the first thousand of many control characters and counts the rest', () => {
    const xml = `<object class="Page"><property name="a">${'\u0001'.repeat(200_000)}x</property></object>`
    const { notes, properties } = parseObject(Buffer.from(xml), 100)
    expect(properties.get('a')).toEqual({ type: 'text', text: 'x' })
    expect([notes.length, notes[0], notes[1000]]).toEqual([
      1001,
      { type: 'control-character', offset: 140, code: 1, name: 'a' },
      { type: 'more-notes', offset: 1140, count: 199_000 },
    ])
  })
})
