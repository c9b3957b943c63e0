import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeText, TextValue } from './text-value.js'

/** A stretch of text in one of the ways in which a body can hold it. */
const piece = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', ' ', 'é', '😀', ']', '>') }).map((text) => ({ text, raw: escapeText(text) })),
  fc.constantFrom(
    { text: '&', raw: '&amp;' },
    { text: '"', raw: '&quot;' },
    { text: '\u00a0', raw: '&nbsp;' },
    { text: '😀', raw: '&#x1F600;' },
    { text: '&nope;', raw: '&nope;' },
    { text: '<b>&amp;', raw: '<![CDATA[<b>&amp;]]>' },
    { text: ']]>', raw: '<![CDATA[]]]]><![CDATA[>]]>' },
    { text: '', raw: '<![CDATA[]]>' },
  ),
)

describe(TextValue, () => {
  it('reads text and CDATA, and changes a part of it without touching the rest', () => {
    fc.assert(
      fc.property(
        fc.array(piece),
        fc.nat(),
        fc.nat(),
        fc.string({ unit: 'binary-ascii' }),
        (pieces, from, length, text) => {
          const raw = pieces.map((one) => one.raw).join('')
          const body = `<p>${raw}</p>`
          const value = TextValue.read(body, 3, 3 + raw.length)
          const decoded = pieces.map((one) => one.text).join('')
          expect(value?.decoded).toBe(decoded)
          fc.pre(value !== undefined && decoded !== '')
          const start = from % decoded.length
          const end = Math.min(decoded.length, start + 1 + (length % 8))
          const edit = value.edit(start, end, text)
          const after = body.slice(0, edit.start) + edit.text + body.slice(edit.end)
          expect(after.startsWith('<p>') && after.endsWith('</p>')).toBe(true)
          const again = TextValue.read(after, 3, after.length - 4)
          expect(again?.decoded).toBe(decoded.slice(0, start) + text + decoded.slice(end))
        },
      ),
    )
  })

  it.each([
    ['&quot;A&quot;', 1, 2, 'AB', '&quot;AB&quot;'],
    ['<![CDATA["A"]]>', 1, 2, 'x]]>y', '<![CDATA["x]]]]><![CDATA[>y"]]>'],
    ['a<![CDATA[bc]]>d', 0, 4, 'ab<cd', 'a<![CDATA[b<cd]]>'],
  ])('keeps the way in which %s is written', (raw, start, end, text, after) => {
    const edit = TextValue.read(raw, 0, raw.length)?.edit(start, end, text) ?? { start: 0, end: 0, text: '' }
    const written = raw.slice(0, edit.start) + edit.text + raw.slice(edit.end)
    expect(TextValue.read(written, 0, written.length)?.decoded).toBe(TextValue.read(after, 0, after.length)?.decoded)
    expect(written.startsWith(raw.slice(0, 1))).toBe(true)
  })

  it.each(['a<b/>', '<!-- x -->', '<![CDATA[x', 'a<'])('is no text where anything else stands: %s', (raw) => {
    expect(TextValue.read(raw, 0, raw.length)).toBeUndefined()
  })
})
