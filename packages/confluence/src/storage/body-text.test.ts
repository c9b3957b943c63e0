import { describe, expect, it } from 'vitest'
import { adfText, storageText } from './body-text.js'

describe(storageText, () => {
  it.each([
    ['<p>A <b>bo</b>ld word</p><p>next&nbsp;&amp; last</p>', 'A bold word next & last'],
    ['<ul><li>one</li><li>two</li></ul>', 'one two'],
    [
      '<ac:structured-macro ac:name="x"><ac:parameter ac:name="key">hidden</ac:parameter><ac:rich-text-body><p>shown</p></ac:rich-text-body></ac:structured-macro>',
      'shown',
    ],
    ['<ac:plain-text-body><![CDATA[if (a < b) <p>]]></ac:plain-text-body><p>x</p>', 'x if (a < b) <p>'],
    ['a <!-- comment --> b < c', 'a b < c'],
    ['<p', '<p'],
    ['', ''],
  ])('takes the words of %s', (body, text) => expect(storageText(body)).toBe(text))
})

describe(adfText, () => {
  it('takes what stands under text', () => {
    const text = (value: string): unknown => ({ type: 'text', text: value, marks: [{ type: 'strong' }] })
    const document = { type: 'doc', content: [{ type: 'paragraph', content: [text('one "two"'), text('three')] }] }
    expect(adfText(JSON.stringify(document))).toBe('one "two" three')
    expect(adfText('{"text":"cut')).toBe('')
  })
})
