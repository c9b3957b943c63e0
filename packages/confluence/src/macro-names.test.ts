import { describe, expect, it } from 'vitest'
import { adfMacroNames, storageMacroNames } from './macro-names.js'

describe(storageMacroNames, () => {
  it.each<[string, readonly string[]]>([
    ['<p>none</p>', []],
    ['<ac:structured-macro ac:name="toc" ac:schema-version="1"/>', ['toc']],
    ["<ac:macro ac:name='old'></ac:macro>", ['old']],
    [
      '<ac:structured-macro ac:name="panel"><ac:rich-text-body><ac:structured-macro ac:name="a&amp;b"/></ac:rich-text-body></ac:structured-macro>',
      ['panel', 'a&b'],
    ],
    [
      '<ac:structured-macro ac:name="code"><ac:plain-text-body><![CDATA[<ac:macro ac:name="shown"/>]]></ac:plain-text-body></ac:structured-macro>',
      ['code'],
    ],
    ['<!-- <ac:macro ac:name="hidden"/> --><ac:macro/>', []],
    ['<ac:macro ac:name="broken <ac:macro ac:name="whole"/>', ['whole']],
  ])('finds in %s the macros %j', (body, names) => expect(storageMacroNames(body)).toEqual(names))
})

describe(adfMacroNames, () => {
  it.each<[object, readonly string[]]>([
    [{ type: 'doc', content: [] }, []],
    [{ content: [{ type: 'extension', attrs: { extensionKey: 'toc', text: '"extensionKey":"no"' } }] }, ['toc']],
    [
      { content: [{ attrs: { extensionKey: 'with "quotes"' } }, { attrs: { extensionKey: 'b' } }] },
      ['with "quotes"', 'b'],
    ],
  ])('finds in %j the extensions %j', (body, names) => expect(adfMacroNames(JSON.stringify(body))).toEqual(names))

  it('keeps an escape that is none', () => expect(adfMacroNames('{"extensionKey":"\\x"}')).toEqual(['\\x']))
})
