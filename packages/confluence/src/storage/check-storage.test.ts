import { describe, expect, it } from 'vitest'
import { checkStorage } from './check-storage.js'

describe(checkStorage, () => {
  it.each([
    '',
    'Just text',
    '<p>One</p><p>Two &nbsp; &amp; &#160; &#xA0;</p>',
    '<ac:structured-macro ac:name="code"><ac:plain-text-body><![CDATA[a && b <c>]]></ac:plain-text-body></ac:structured-macro>',
    '<!-- a & b --><br/>',
  ])('takes %j', (body) => {
    expect(checkStorage(body)).toBeUndefined()
  })

  it.each([
    ['<p>One', 6],
    ['<p>One</b>', 10],
    ['</storage><storage>', 10],
    ['a < b', 2],
    ['<p a="1" a="2"/>', 14],
    ['<!DOCTYPE x [<!ENTITY e "boom">]><p>&e;</p>', 0],
    ['<?php ?>', 0],
    ['<p>this & that</p>', 8],
    ['<![CDATA[a & b]]><p>c & d</p>', 22],
    ['a\u0001', 1],
  ])('refuses %j', (body, offset) => {
    const fault = checkStorage(body)
    expect(fault?.reason).toBeTruthy()
    expect(fault?.offset).toBe(offset)
  })
})
