import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BackupObject } from './backup-object.js'
import { parseObject } from './parse-object.js'
import { contentStart as start, propertyXml as property } from './testing/object-xml.js'

const parse = (xml: string | Buffer, offset = 0): BackupObject => parseObject(Buffer.from(xml), offset)

describe('the text of a property', () => {
  it.each([
    ['an absent text', '', { type: 'empty' }],
    ['an empty text', '<![CDATA[]]>', { type: 'text', text: '' }],
    ['white space', ' \t\n', { type: 'text', text: ' \t\n' }],
    ['references', '&lt;&gt;&amp;&quot;&apos;&#65;&#x41;&#x1F600;&#0000000000000065;', { text: `<>&"'AA😀A` }],
    ['text and CDATA in their order', 'a<![CDATA[b&amp;]]>c<![CDATA[d]]>&amp;', { text: 'ab&amp;cd&' }],
    ['comments', 'a<!-- ]]> <b> -->b', { text: 'ab' }],
    ['CDATA that ends in brackets', '<![CDATA[a]]]]>', { text: 'a]]' }],
    ['the protected end of CDATA', '<![CDATA[<![CDATA[x]] >]]>', { text: '<![CDATA[x]]>' }],
    ['brackets with a space of their own', '<![CDATA[a]]  b]]>', { text: 'a]] b' }],
    ['many brackets', '<![CDATA[]] ] x]] ]] y]]>', { text: ']]] x]]]]y' }],
    ['brackets of no encoder', '<![CDATA[a[b[c]]] = 1]]>', { text: 'a[b[c]]] = 1' }],
    ['brackets at the end', '<![CDATA[a]] ]]>', { text: 'a]]' }],
    ['brackets split over sections', '<![CDATA[a]]]]><![CDATA[ b]]>', { text: 'a]] b' }],
    ['brackets in text', 'a]] b', { text: 'a]] b' }],
    ['brackets beside what is slow to decode', '<![CDATA[\r\n]] ]\r]] ]]>', { text: '\n]]]\n]]' }],
    ['ends of lines', 'a\r\nb\rc\nd&#13;<![CDATA[\r\n\r]]>', { text: 'a\nb\nc\nd\r\n\n' }],
    ['a TAB', '\t<![CDATA[\t]]>&#9;', { text: '\t\t\t' }],
    [
      'separators of lines and paragraphs',
      '\u2028\u2029\u0085\ufeff\ufffd',
      { text: '\u2028\u2029\u0085\ufeff\ufffd' },
    ],
    ['a pair of surrogates', '&#xD83D;&#xDE00;', { text: '😀' }],
    ['DEL', '\u007f', { text: '\u007f' }],
  ])('keeps %s', (_, content, value) => {
    const { properties, notes } = parse(property(content))
    expect(properties.get('a')).toMatchObject(value)
    expect(notes).toEqual([])
  })

  it.each<[string, string | Buffer, string, object[]]>([
    [
      'control characters',
      'a\u0000\u0008\u000b\u001fb\t',
      'ab\t',
      [
        { type: 'control-character', at: 1, code: 0 },
        { type: 'control-character', at: 2, code: 8 },
        { type: 'control-character', at: 3, code: 11 },
        { type: 'control-character', at: 4, code: 31 },
      ],
    ],
    ['control characters in CDATA', '<![CDATA[]\u0002] ü]]>', ']] ü', [{ type: 'control-character', at: 10, code: 2 }]],
    [
      'control characters by reference',
      'ü&#8;&#x0;&#xFFFE;',
      'ü',
      [
        { type: 'control-character', at: 2, code: 8 },
        { type: 'control-character', at: 6, code: 0 },
        { type: 'control-character', at: 11, code: 0xfffe },
      ],
    ],
    [
      'non-characters',
      'a\uFFFEb<![CDATA[\uFFFF]]>',
      'ab',
      [
        { type: 'control-character', at: 1, code: 0xfffe },
        { type: 'control-character', at: 14, code: 0xffff },
      ],
    ],
    ['a lone high surrogate', '&#xD83D;x', '\ud83dx', [{ type: 'lone-surrogate', at: 0, code: 0xd83d }]],
    ['a lone low surrogate', 'x&#56832;', 'x\ude00', [{ type: 'lone-surrogate', at: 1, code: 0xde00 }]],
    [
      'two high surrogates and a low one',
      '&#xD83D;&#xD83D;&#xDE00;',
      '\ud83d😀',
      [{ type: 'lone-surrogate', at: 0, code: 0xd83d }],
    ],
    [
      'bytes that are no UTF-8',
      Buffer.from('a\xff\xe2\x82b\xc0\x80', 'latin1'),
      'a\ufffd\ufffdb\ufffd\ufffd',
      [
        { type: 'invalid-utf8', at: 1, length: 1 },
        { type: 'invalid-utf8', at: 2, length: 2 },
        { type: 'invalid-utf8', at: 5, length: 1 },
        { type: 'invalid-utf8', at: 6, length: 1 },
      ],
    ],
    [
      'surrogates in UTF-8',
      Buffer.from('\xed\xa0\xbd', 'latin1'),
      '\ufffd\ufffd\ufffd',
      [
        { type: 'invalid-utf8', at: 0, length: 1 },
        { type: 'invalid-utf8', at: 1, length: 1 },
        { type: 'invalid-utf8', at: 2, length: 1 },
      ],
    ],
  ])('notes %s with the offset in the file', (_, content, text, found) => {
    const xml = Buffer.concat([
      Buffer.from(property('').slice(0, start)),
      Buffer.from(content),
      Buffer.from('</property></object>'),
    ])
    const { properties, notes } = parse(xml, 5000)
    expect(properties.get('a')).toEqual({ type: 'text', text })
    const expected = found.map((note) => {
      const { at, ...rest } = Object.assign({ at: 0 }, note)
      return { ...rest, offset: 5000 + start + at, name: 'a' }
    })
    expect(notes).toEqual(expected)
  })

  it('replaces broken UTF-8 as the platform does', () => {
    const bytes = fc.array(
      fc.constantFrom(0x41, 0x80, 0xbf, 0xc2, 0xe0, 0xa0, 0x9f, 0xed, 0xef, 0xbe, 0xf0, 0x90, 0x8f, 0xf4, 0xf5, 0xff),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(bytes, (some) => {
        const raw = Buffer.from(some)
        const head = Buffer.from(property('').slice(0, start))
        const { properties } = parse(Buffer.concat([head, raw, Buffer.from('</property></object>')]))
        const expected = new TextDecoder('utf-8', { ignoreBOM: true }).decode(raw).replace(/[\uFFFE\uFFFF]/g, '')
        const value = properties.get('a')
        expect(value?.type === 'text' ? value.text : '').toBe(expected)
      }),
      { numRuns: 1000 },
    )
  })

  it('reads back every text, however it is written', () => {
    const escape = (text: string): string => text.replace(/[<&>\r]/g, (letter) => `&#${letter.charCodeAt(0)};`)
    const section = (text: string): string => `<![CDATA[${text.replaceAll(']]', ']] ')}]]>`
    const legal: fc.Arbitrary<string> = fc
      .string({ unit: fc.oneof(fc.constantFrom(']', ' ', '>', '<', '&', '\t', '\n'), fc.string({ unit: 'binary' })) })
      .map((text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ''))
    const piece = fc.tuple(legal, fc.boolean())
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), (pieces) => {
        const content = pieces.map(([text, cdata]) => (cdata ? section(text.replaceAll('\r', '')) : escape(text)))
        const text = pieces.map(([text, cdata]) => (cdata ? text.replaceAll('\r', '') : text)).join('')
        const { properties, notes } = parse(property(content.join('')))
        const value = properties.get('a')
        expect(value?.type === 'text' ? value.text : '').toBe(text)
        expect(notes).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})
