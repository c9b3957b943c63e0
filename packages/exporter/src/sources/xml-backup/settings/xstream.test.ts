import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isScalar, readXStream, scalarsOf } from './xstream.js'

describe(readXStream, () => {
  it('reads elements, texts and lists as XStream writes them', () => {
    const value =
      '<settings>\n  <title>A &amp; B &#x9418;</title>\n  <groups class="list"/>\n  <list>\n    <int>4</int>\n  </list>\n</settings>\n'
    const root = readXStream(value)
    expect(root).toMatchObject({ name: 'settings', text: '', markup: value.trimEnd() })
    expect(root?.children.map(({ name, text, markup }) => [name, text, markup])).toEqual([
      ['title', 'A & B 鐘', '<title>A &amp; B &#x9418;</title>'],
      ['groups', '', '<groups class="list"/>'],
      ['list', '', '<list>\n    <int>4</int>\n  </list>'],
    ])
  })

  it('gives back any text that was escaped', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('<', '>', '&', ';', '#x1', 'a', ' ', '鐘', '\n', '\t', '\u0000', '\ud83d') }),
        (text) => {
          const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
          expect(readXStream(`<string>${escaped}</string>`)?.text).toBe(text)
        },
      ),
    )
  })

  it.each([
    ['nothing', ''],
    ['text alone', 'page-tree'],
    ['an element that is not closed', '<map><entry>'],
    ['an end without a start', '</map>'],
    ['elements that cross', '<a><b></a></b>'],
    ['two roots', '<a/><b/>'],
    ['a second root behind an end', '<a></a><b></b>'],
    ['text beside the root', '<a/>x'],
    ['text between elements', '<a>x<b/></a>'],
    ['a DTD', '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'],
    ['a declaration', '<?xml version="1.0"?><a/>'],
    ['CDATA', '<a><![CDATA[x]]></a>'],
    ['a comment', '<a><!-- x --></a>'],
    ['a tag that breaks off', '<a><b'],
    ['an attribute without a value', '<a b></a>'],
    ['attributes on an end', '<a></a b="c">'],
    ['an attribute twice', '<a b="c" b="c"/>'],
    ['names with a prefix', '<p>\n<ac:link/></p>'],
    ['text between elements further down', '<a><b>x<c/></b></a>'],
  ])('refuses %s', (_, value) => {
    expect(readXStream(value)).toBeUndefined()
  })

  it('leaves an entity that nobody declared as it stands', () => {
    expect(readXStream('<string>&bomb; &lt;</string>')?.text).toBe('&bomb; <')
  })

  it('refuses what is nested too deeply, or holds too many elements, without a recursion', () => {
    const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth)
    expect(readXStream(nested(40))).toBeDefined()
    expect(readXStream(nested(41))).toBeUndefined()
    expect(readXStream(nested(200_000))).toBeUndefined()
    expect(readXStream(`<a>${'<b/>'.repeat(19_999)}</a>`)?.children).toHaveLength(19_999)
    expect(readXStream(`<a>${'<b/>'.repeat(20_000)}</a>`)).toBeUndefined()
  })

  it.each([
    ['open brackets', '<'],
    ['spaces in a tag', '<a  '],
    ['attributes', 'b="c" '],
    ['references', '&#1'],
    ['names', 'a.a-a$'],
  ])('ends at once with a megabyte of %s', (_, piece) => {
    const many = piece.repeat(Math.ceil(1_000_000 / piece.length))
    for (const value of [many, `<a ${many}`, `<a>${many}`, `<${many}`]) readXStream(value)
    expect(readXStream(`<string>${'&#1'.repeat(300_000)}</string>`)?.text).toHaveLength(900_000)
  })
})

describe(scalarsOf, () => {
  it.each([
    ['<string>a</string>', ['a']],
    ['<list>\n  <string>a</string>\n  <int>1</int>\n</list>', ['a', '1']],
    ['<map><entry><string>k</string><set><string>v</string></set></entry></map>', ['k', 'v']],
    ['<map/>', []],
  ])('finds the texts of %s', (value, texts) => {
    const root = readXStream(value)
    expect(
      root &&
        scalarsOf(root)
          ?.map(({ text }) => text)
          .sort(),
    ).toEqual([...texts].sort())
  })

  it.each([
    '<com.example.Account><password>x</password></com.example.Account>',
    '<properties><property name="password" value="x"/></properties>',
    '<map><entry><string>k</string></entry></map>',
    '<map><entry><string>k</string><string>v</string><string>w</string></entry></map>',
    '<list><string reference="../x">a</string></list>',
    '<byte-array>AAAA</byte-array>',
  ])('knows no texts in %s', (value) => {
    const root = readXStream(value)
    expect(root).toBeDefined()
    expect(root && scalarsOf(root)).toBeUndefined()
  })

  it('takes a scalar with children for none', () => {
    const root = readXStream('<string><string>a</string></string>')
    expect(root && isScalar(root)).toBe(false)
  })
})
