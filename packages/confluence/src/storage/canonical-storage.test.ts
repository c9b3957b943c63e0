import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalStorage } from './canonical-storage.js'

describe(canonicalStorage, () => {
  it.each([
    ['the order of attributes', '<a b="1" c="2"/>', '<a c="2" b="1"/>'],
    ['quotes and blanks in a tag', `<a b='1'  c = "2" />`, '<a b="1" c="2"/>'],
    ['how an empty element is written', '<ac:image />', '<ac:image></ac:image>'],
    ['how an element without content is written', 'a<br/>b', 'a<br></br>b'],
    ['how characters are written', '<p>&auml;&nbsp;&#xe9;&lt;</p>', '<p>ä\u00A0é&#60;</p>'],
    [
      'how characters of a value are written',
      '<ri:page ri:content-title="A &amp; B"/>',
      '<ri:page ri:content-title="A &#38; B"/>',
    ],
    [
      'ids that a site writes anew',
      '<ac:structured-macro ac:macro-id="x" ac:name="toc"/>',
      '<ac:structured-macro ac:name="toc"/>',
    ],
    ['ids of elements', '<p local-id="1">x</p>', '<p local-id="2">x</p>'],
    ['the version that a link was saved at', '<ri:page ri:version-at-save="3"/>', '<ri:page/>'],
    ['CDATA and text', '<x><![CDATA[a < b & c]]></x>', '<x>a &lt; b &amp; c</x>'],
    ['CDATA that was cut in two', '<x><![CDATA[a]]]]><![CDATA[>b]]></x>', '<x>a]]&gt;b</x>'],
    ['line ends', '<p>a\r\nb</p>', '<p>a\nb</p>'],
  ])('is the same whatever %s', (_what, one, other) => {
    expect(canonicalStorage(one)).toBe(canonicalStorage(other))
  })

  it.each([
    ['another text', '<p>a</p>', '<p>b</p>'],
    ['a blank more', '<p>a b</p>', '<p>a  b</p>'],
    ['another value', '<ri:page ri:content-title="A"/>', '<ri:page ri:content-title="B"/>'],
    ['another element', '<em>a</em>', '<i>a</i>'],
    ['a text that looks like an element', '<p>&lt;b/&gt;</p>', '<p><b/></p>'],
    ['a text that looks like a reference', '<p>&amp;auml;</p>', '<p>&auml;</p>'],
    ['another nesting', '<p><b></b></p>', '<p></p><b></b>'],
  ])('is another one for %s', (_what, one, other) => {
    expect(canonicalStorage(one)).not.toBe(canonicalStorage(other))
  })

  it('never throws', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '/',
      '<p>',
      '</p>',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '&',
      '"',
      ' a="1"',
      'x',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.string({ unit: 'binary' }), (pieces, text) => {
        expect(() => canonicalStorage(pieces.join('') + text)).not.toThrow()
      }),
    )
  })

  it('takes any text in CDATA for the same text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!text.includes(']]>'))
        const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
        expect(canonicalStorage(`<x><![CDATA[${text}]]></x>`)).toBe(canonicalStorage(`<x>${escaped}</x>`))
      }),
    )
  })

  it('takes a long body in time that grows with it', () => {
    for (const unit of ['<a ', '<![CDATA[', '&', '<a b="', '<p>', 'x=" ']) {
      expect(canonicalStorage(unit.repeat(200_000)).length).toBeGreaterThan(0)
    }
  })
})
