import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scanObjects } from './scan-objects.js'
import type { ScanNote } from './scanned-object.js'
import { errorOf, faultOf, inChunks } from './testing/collect.js'

interface Scan {
  readonly objects: readonly string[]
  readonly offsets: readonly number[]
  readonly notes: readonly ScanNote[]
  readonly root: ReadonlyMap<string, string> | undefined
}

async function scan(xml: string | Uint8Array, sizes: readonly number[] = [1 << 20]): Promise<Scan> {
  const bytes = Buffer.from(xml)
  const objects: string[] = []
  const offsets: number[] = []
  const notes: ScanNote[] = []
  let root: ReadonlyMap<string, string> | undefined
  const options = { onNote: (note: ScanNote) => notes.push(note), onRoot: (all: typeof root) => (root = all) }
  for await (const found of scanObjects(inChunks(bytes, sizes), options)) {
    expect(Buffer.compare(found.bytes, bytes.subarray(found.offset, found.offset + found.length))).toBe(0)
    objects.push(Buffer.from(found.bytes).toString())
    offsets.push(found.offset)
  }
  return { objects, offsets, notes, root }
}

const inRoot = (content: string): string => `<hibernate-generic datetime="x">${content}</hibernate-generic>`
const page = '<object class="Page" package="p"><id name="id">1</id></object>'

describe(scanObjects, () => {
  it.each<[string, string, string[]]>([
    ['nothing', inRoot(''), []],
    ['a root of one tag', '<hibernate-generic/>', []],
    ['two objects', inRoot(page + page), [page, page]],
    ['white space of all kinds', inRoot(`\r\n\t ${page}\r\n${page} `), [page, page]],
    ['a prolog', `<?xml version="1.0" encoding="UTF-8"?>\r\n${inRoot(page)}\r\n`, [page]],
    ['a byte order mark', `\ufeff<?xml version='1.0' encoding='utf-8' ?>${inRoot(page)}`, [page]],
    ['comments everywhere', `<!-- <a> --><!---->${inRoot(`<!-- ${page} -->${page}<!-- - -- -->`)}<!-- x -->`, [page]],
    [
      'white space in end tags',
      '<hibernate-generic ><object ></object\n></hibernate-generic\t>',
      ['<object ></object\n>'],
    ],
    ['an object of one tag', inRoot(`<object class="A/>"/>${page}`), ['<object class="A/>"/>', page]],
    [
      'an end tag within CDATA',
      inRoot('<object><![CDATA[</object>]]></object>'),
      ['<object><![CDATA[</object>]]></object>'],
    ],
    [
      'CDATA within CDATA',
      inRoot('<object><![CDATA[<![CDATA[</object>]] >]]></object>'),
      ['<object><![CDATA[<![CDATA[</object>]] >]]></object>'],
    ],
    [
      'CDATA that ends in brackets',
      inRoot(`<object><![CDATA[]]]]></object>${page}`),
      ['<object><![CDATA[]]]]></object>', page],
    ],
    [
      'a long CDATA section',
      inRoot(`<object><![CDATA[${']] </object> '.repeat(50)}]]></object>`),
      [`<object><![CDATA[${']] </object> '.repeat(50)}]]></object>`],
    ],
    [
      'an end tag within a comment',
      inRoot('<object><!-- </object> <![CDATA[ --></object>'),
      ['<object><!-- </object> <![CDATA[ --></object>'],
    ],
    ['an end tag within an attribute', inRoot(`<object class="</object>"></object>`), ['<object class="</object>']],
    [
      'names that begin alike',
      inRoot('<object><objects></objects><object-x/></object>'),
      ['<object><objects></objects><object-x/></object>'],
    ],
  ])('cuts %s', async (_, xml, objects) => {
    const error = xml.includes('"</object>"')
    if (error) {
      expect((await errorOf(() => scan(xml))).code).toBe('XML_NOT_WELL_FORMED')
      return
    }
    expect((await scan(xml)).objects).toEqual(objects)
    expect((await scan(xml, [1])).objects).toEqual(objects)
  })

  it('gives offsets in bytes of the file', async () => {
    const { offsets } = await scan(`\ufeff${inRoot(`<!-- ü -->${page}${page}`)}`)
    expect(offsets).toEqual([3 + 32 + 11, 3 + 32 + 11 + page.length])
  })

  it('tells the attributes of the root', async () => {
    const { root } = await scan(`<hibernate-generic a='1' datetime="'2025-03-07 &amp;'"><!-- --></hibernate-generic>`)
    expect(root).toEqual(
      new Map([
        ['a', '1'],
        ['datetime', "'2025-03-07 &'"],
      ]),
    )
  })

  it('cuts out what is broken inside, and only that', async () => {
    const broken = [
      '<object><id></object>',
      '<object class=">\n<id/></object>',
      '<object a="x" < </object>',
      '<object>&',
    ]
    for (const object of broken) {
      const { objects } = await scan(inRoot(`${page}${object}${page}`))
      expect(objects).toEqual([page, object, page])
    }
    expect((await scan(inRoot(`${page}<object><id>`))).objects).toEqual([page, '<object><id>'])
  })

  it('skips and reports what is no object', async () => {
    const unknown = '<meta a="/>"><meta/><meta><![CDATA[</meta>]]></meta>x</meta>'
    const { objects, notes } = await scan(inRoot(`${unknown}${page} stray \u0002${page}<x/>`), [3])
    expect(objects).toEqual([page, page])
    const after = 32 + unknown.length + page.length + 1
    expect(notes).toEqual([
      { type: 'unknown-element', offset: 32, length: unknown.length, name: 'meta' },
      { type: 'stray-text', offset: after, length: 7 },
      { type: 'unknown-element', offset: after + 7 + page.length, length: 4, name: 'x' },
    ])
  })

  it.each<[string, string | Buffer, Record<string, unknown>]>([
    ['an empty file', '', { code: 'XML_EMPTY', size: 0 }],
    ['white space', ' \n ', { code: 'XML_EMPTY', size: 3 }],
    ['a prolog alone', '<?xml version="1.0"?>\n<!-- x -->', { code: 'XML_EMPTY', size: 32 }],
    ['plain text', 'hello', { code: 'XML_NOT_WELL_FORMED', offset: 0 }],
    ['zeros', Buffer.alloc(64), { code: 'XML_ENCODING' }],
    ['JSON', '{"a": 1}', { code: 'XML_NOT_WELL_FORMED', offset: 0 }],
    ['another root', '<backup xmlns="x"/>', { code: 'WRONG_ROOT', offset: 0, root: 'backup' }],
    ['a page of HTML', '<!DOCTYPE html><html>', { code: 'XML_FORBIDDEN', offset: 0, construct: 'a DTD' }],
    [
      'a DTD',
      `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>${inRoot('')}`,
      { code: 'XML_FORBIDDEN', offset: 21 },
    ],
    ['an entity', inRoot('<!ENTITY b SYSTEM "file:///etc/passwd">'), { code: 'XML_FORBIDDEN', offset: 32 }],
    ['an instruction', `<?xml-stylesheet href="x"?>${inRoot('')}`, { code: 'XML_FORBIDDEN', offset: 0 }],
    ['a second declaration', inRoot('<?xml version="1.0"?>'), { code: 'XML_FORBIDDEN', offset: 32 }],
    ['a late declaration', `<!-- x --><?xml version="1.0"?>${inRoot('')}`, { code: 'XML_FORBIDDEN', offset: 10 }],
    ['CDATA between objects', inRoot('<![CDATA[x]]>'), { code: 'XML_NOT_WELL_FORMED', offset: 32 }],
    ['another end tag', inRoot('</object>'), { code: 'XML_NOT_WELL_FORMED', offset: 32 }],
    ['a second root', `${inRoot('')}<a/>`, { code: 'XML_NOT_WELL_FORMED', offset: 52 }],
    ['text behind the root', `${inRoot('')}x`, { code: 'XML_NOT_WELL_FORMED', offset: 52 }],
    ['a < alone', inRoot('< object>'), { code: 'XML_NOT_WELL_FORMED', offset: 32 }],
    ['a root with a bad attribute', '<hibernate-generic a=b>', { code: 'XML_NOT_WELL_FORMED', offset: 21 }],
    ['a root without an end', `<hibernate-generic ${'a '.repeat(40_000)}`, { code: 'XML_NOT_WELL_FORMED', offset: 0 }],
    ['ISO-8859-1', '<?xml version="1.0" encoding="ISO-8859-1"?><a/>', { code: 'XML_ENCODING', encoding: 'ISO-8859-1' }],
    ['UTF-16 LE with a mark', Buffer.from('\ufeff<a/>', 'utf16le'), { code: 'XML_ENCODING' }],
    ['UTF-16 LE', Buffer.from('<a/>', 'utf16le'), { code: 'XML_ENCODING', encoding: 'UTF-16 (little endian)' }],
    ['UTF-16 BE', Buffer.from('<a/>', 'utf16le').swap16(), { code: 'XML_ENCODING', encoding: 'UTF-16 (big endian)' }],
  ])('refuses %s', async (_, xml, fault) => {
    expect(faultOf(await errorOf(() => scan(xml)))).toMatchObject(fault)
    expect(faultOf(await errorOf(() => scan(xml, [1])))).toMatchObject(fault)
  })

  it('says where a file breaks off, wherever it does', async () => {
    const object = '<object class="A"><!-- c --><property name="b"><![CDATA[x]]></property></object>'
    const xml = `<?xml version="1.0"?>${inRoot(`${object}<!-- d -->${object}`)}`
    const start = xml.indexOf('<object')
    for (let size = 22; size < xml.length; size++) {
      const { code, details } = await errorOf(() => scan(xml.slice(0, size)))
      const inSecond = size > xml.lastIndexOf('<object') + 7
      const inFirst = size > start + 7 && size < start + object.length
      const objectOffset = inSecond && size < xml.lastIndexOf('</h') ? xml.lastIndexOf('<object') : undefined
      expect([size, code]).toEqual([size, 'XML_TRUNCATED'])
      expect(details).toEqual({ offset: size, objectOffset: inFirst ? start : objectOffset })
    }
  })

  it('cuts the same objects from chunks of any sizes', async () => {
    const alphabet = [
      '<object>',
      '<object a="x">',
      '</object>',
      '<object/>',
      '<![CDATA[',
      ']]>',
      ']',
      '>',
      '<!--',
      '-->',
      '-',
      '<',
      '"',
      '</hibernate-generic>',
      '<x>',
      '</x>',
      'text',
      'ü',
      ' ',
      '<object',
      '\n',
    ]
    const outcome = (xml: string, sizes: number[]): Promise<unknown> =>
      scan(xml, sizes).catch((error: unknown) => (error instanceof Error ? error.message : error))
    const content = fc.array(fc.constantFrom(...alphabet), { maxLength: 25 }).map((parts) => parts.join(''))
    const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(content, sizes, async (text, some) => {
        const whole = await outcome(inRoot(text), [1 << 20])
        expect(await outcome(inRoot(text), some)).toEqual(whole)
        expect(await outcome(inRoot(text), [1])).toEqual(whole)
      }),
      { numRuns: 500 },
    )
  })

  it('stops when it is told to, also between two objects of one chunk', async () => {
    const abort = new AbortController()
    let count = 0
    await expect(async () => {
      for await (const _ of scanObjects(inChunks(Buffer.from(inRoot(page.repeat(9))), []), { signal: abort.signal })) {
        if (++count === 3) abort.abort(new Error('Enough'))
      }
    }).rejects.toThrow('Enough')
    expect(count).toBe(3)
  })

  it('lets go of its source when it is left early, and passes its errors on', async () => {
    let closed = 0
    async function* source(fails: boolean): AsyncGenerator<Uint8Array> {
      try {
        yield Buffer.from(inRoot(page).slice(0, -20))
        if (fails) throw new Error('The disc is gone')
      } finally {
        closed++
      }
    }
    for await (const _ of scanObjects(source(false))) break
    await expect(async () => {
      for await (const _ of scanObjects(source(true)));
    }).rejects.toThrow('The disc is gone')
    expect(closed).toBe(2)
  })
})
