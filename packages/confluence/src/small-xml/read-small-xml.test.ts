import { describe, expect, it } from 'vitest'
import { readSmallXml, type SmallXmlElement, smallXmlLimits, type SmallXmlNode } from './read-small-xml.js'
import { SmallXmlError } from './small-xml-error.js'

/** An element as `[name, attributes, ...children]`, a text as itself, a CDATA section as `{ cdata }`. */
function shape(node: SmallXmlNode): unknown {
  if (node.type !== 'element') return node.type === 'text' ? node.text : { cdata: node.text }
  return [node.name, Object.fromEntries(node.attributes), ...node.children.map(shape)]
}

function refusal(xml: string, ...options: [] | [Parameters<typeof readSmallXml>[1]]): SmallXmlError {
  try {
    readSmallXml(xml, ...options)
  } catch (error) {
    if (error instanceof SmallXmlError) return error
    throw error
  }
  throw new Error('it was read')
}

describe(readSmallXml, () => {
  it.each<readonly [what: string, xml: string, read: unknown]>([
    ['an empty element', '<a/>', ['a', {}]],
    ['a start and an end', '<a></a>', ['a', {}]],
    ['mixed content in order', '<a>1<b>2</b>3<b/>4</a>', ['a', {}, '1', ['b', {}, '2'], '3', ['b', {}], '4']],
    ['CDATA among text', '<a>1<![CDATA[2]]>3</a>', ['a', {}, '1', { cdata: '2' }, '3']],
    ['CDATA in two sections', '<a><![CDATA[]]]]><![CDATA[>]]></a>', ['a', {}, { cdata: ']]' }, { cdata: '>' }]],
    ['an empty CDATA section', '<a><![CDATA[]]></a>', ['a', {}, { cdata: '' }]],
    ['markup in CDATA', '<a><![CDATA[<!DOCTYPE b><c>&lt;]]></a>', ['a', {}, { cdata: '<!DOCTYPE b><c>&lt;' }]],
    ['text around a comment', '<a>1<!-- <b> -->2</a>', ['a', {}, '12']],
    ['white space', '<a> \n<b>\t</b>  </a>', ['a', {}, ' \n', ['b', {}, '\t'], '  ']],
    ['line ends', '<a>1\r\n2\r3&#13;&#xd;</a>', ['a', {}, '1\n2\n3\r\r']],
    ['numbers as text', '<a>007<b>1e3</b><![CDATA[ 0x1]]></a>', ['a', {}, '007', ['b', {}, '1e3'], { cdata: ' 0x1' }]],
    ['words of truth', '<a b="true">false</a>', ['a', { b: 'true' }, 'false']],
    ['numeric references', '<a>&#8;&#252;&#xfc;&#x1F600;</a>', ['a', {}, '\b\u00FC\u00FC\u{1F600}']],
    ['named references', '<a>&lt;&amp;lt;&eacute;&nbsp;</a>', ['a', {}, '<&lt;\u00E9\u00A0']],
    ['references that nobody knows', '<a>&bomb; & &#; &#x;</a>', ['a', {}, '&bomb; & &#; &#x;']],
    ['references beyond Unicode', '<a>&#0;&#x110000;</a>', ['a', {}, '\uFFFD\uFFFD']],
    ['attributes', `<a b="1'" c = '2"' d=""/>`, ['a', { b: "1'", c: '2"', d: '' }]],
    ['tag ends in attributes', '<a b="/>" c=">"><d e="/"/></a>', ['a', { b: '/>', c: '>' }, ['d', { e: '/' }]]],
    ['references in attributes', '<a b="&#10;&quot;&amp;#10;"/>', ['a', { b: '\n"&#10;' }]],
    ['white space in attributes', '<a b=" 1\t2\n3\r\n"/>', ['a', { b: ' 1 2 3 ' }]],
    ['white space in tags', '<a\n\tb="1"\r\n></a\n>', ['a', { b: '1' }]],
    ['a declaration', '<?xml version="1.0" encoding=\'UTF-8\' standalone="yes"?>\n<a/>\n', ['a', {}]],
    ['a byte order mark', '\uFEFF<?xml version="1.0"?><a/>', ['a', {}]],
    ['comments around the root', '<!-- 1 --><a/><!---->', ['a', {}]],
    ['prefixes', '<p:a xmlns:p="urn:p" p:b="1"/>', ['p:a', { 'xmlns:p': 'urn:p', 'p:b': '1' }]],
    ['names beyond ASCII', '<\u00F6.-1 \u9418="1"/>', ['\u00F6.-1', { '\u9418': '1' }]],
    [
      'names of properties',
      '<a><constructor/><__proto__>1</__proto__><toString b="1"/><hasOwnProperty/></a>',
      ['a', {}, ['constructor', {}], ['__proto__', {}, '1'], ['toString', { b: '1' }], ['hasOwnProperty', {}]],
    ],
  ])('reads %s', (_, xml, read) => {
    expect(shape(readSmallXml(xml))).toEqual(read)
  })

  it('reads attributes that have the names of properties', () => {
    const { attributes } = readSmallXml('<a __proto__="1" constructor="2" toString="3"/>')
    expect([...attributes]).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
      ['toString', '3'],
    ])
  })

  it('says where the markup of each element stands', () => {
    const xml =
      '\uFEFF<?xml version="1.0"?>\r\n<a>\r\r\n<b>\r\n</b \r\n><c d=">"\r\n/>&amp;<!--\r\n--><e>\u{1F600}</e></a>\r\n'
    const found: string[] = []
    const visit = ({ start, end, children }: SmallXmlElement): void => {
      found.push(xml.slice(start, end))
      for (const child of children) if (child.type === 'element') visit(child)
    }
    visit(readSmallXml(xml))
    expect(found).toEqual([xml.slice(xml.indexOf('<a>'), -2), '<b>\r\n</b \r\n>', '<c d=">"\r\n/>', '<e>\u{1F600}</e>'])
  })

  it.each([
    ['nothing', '', 0],
    ['white space alone', ' \n', 2],
    ['text alone', 'page-tree', 0],
    ['text before the root', 'x<a/>', 0],
    ['text behind the root', '<a/>x', 4],
    ['CDATA behind the root', '<a/><![CDATA[x]]>', 4],
    ['two empty roots', '<a/><b/>', 4],
    ['two roots', '<a></a><b></b>', 7],
    ['an element that does not end', '<a><b></b>', 10],
    ['an end without a start', '</a>', 4],
    ['an empty end', '</a/>', 0],
    ['elements that cross', '<a><b></a></b>', 10],
    ['another end', '<a></b>', 7],
    ['an end in other letters', '<a></A>', 7],
    ['attributes on an end', '<a></a b="c">', 3],
    ['a tag that breaks off', '<a><b', 5],
    ['a tag in a tag', '<a <b/>', 2],
    ['a space before the name', '< a/>', 0],
    ['a space within the end', '<a/ >', 2],
    ['a name that is none', '<1a/>', 0],
    ['a name with a dollar', '<a$b/>', 2],
    ['a name of 301 characters', `<${'a'.repeat(301)}/>`, 301],
    ['an attribute twice', '<a b="1" b="1"/>', 14],
    ['an attribute without a value', '<a b/>', 2],
    ['an attribute without quotes', '<a b=c/>', 2],
    ['an attribute that does not end', '<a b="c/>', 2],
    ['attributes without space', '<a b="1"c="2"/>', 8],
    ['a sign without a name', '<a = b="1"/>', 2],
    ['a bracket in an attribute', '<a b="<"/>', 2],
    ['space of other kinds in a tag', '<a\u00A0b="1"/>', 2],
    ['CDATA that does not end', '<a><![CDATA[x</a>', 3],
    ['an end of CDATA alone', '<a>]]></a>', 3],
    ['a comment that does not end', '<a><!-- x</a>', 3],
    ['a comment in a comment', '<a><!-- -- --></a>', 3],
  ])('finds %s not well-formed', (_, xml, offset) => {
    const { reason, offset: at } = refusal(xml)
    expect([reason, at]).toEqual(['not well-formed', offset])
  })

  it.each([
    ['a DTD', '<!DOCTYPE a><a/>'],
    ['entities', '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><a>&d;</a>'],
    ['an entity of another file', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
    ['a DTD in small letters', '<!doctype a><a/>'],
    ['an entity in an element', '<a><!ENTITY b "c"></a>'],
    ['CDATA in small letters', '<a><![cdata[x]]></a>'],
    ['a section of another kind', '<a><![INCLUDE[x]]></a>'],
    ['a processing instruction', '<a><?php x?></a>'],
    ['a declaration behind white space', ' <?xml version="1.0"?><a/>'],
    ['a declaration of version 2', '<?xml version="2.0"?><a/>'],
    ['a declaration with an open quote', '<?xml version="1.0" encoding="?><a b="?>"/>'],
  ])('never takes %s', (_, xml) => {
    expect(refusal(xml).reason).toBe('forbidden')
  })

  it('takes declarations, CDATA and comments only where they are expected', () => {
    const documents = { declaration: '<?xml version="1.0"?><a/>', cdata: '<a><![CDATA[]]></a>', comment: '<a/><!---->' }
    for (const [extra, xml] of Object.entries(documents)) {
      for (const allowed of ['declaration', 'cdata', 'comment'] as const) {
        if (extra === allowed) expect(readSmallXml(xml, { extras: [allowed] }).name).toBe('a')
        else expect(refusal(xml, { extras: [allowed] }).reason).toBe('forbidden')
      }
    }
  })

  it.each([
    ['characters', { characters: 9 }, '<a>12</a>', '<a>123</a>'],
    ['characters of a text', { textCharacters: 2 }, '<a>12<b/>34</a>', '<a>1<!---->2<!---->3</a>'],
    ['elements', { nodes: 3 }, '<a><b/><b/></a>', '<a><b/><b/><b/></a>'],
    ['attributes', { nodes: 3 }, '<a b="1" c="2"/>', '<a b="1" c="2" d="3"/>'],
    ['sections', { nodes: 2 }, '<a><![CDATA[]]></a>', '<a><![CDATA[]]><![CDATA[]]></a>'],
    ['comments', { nodes: 2 }, '<a/><!---->', '<a/><!----><!---->'],
    ['depth', { depth: 2 }, '<a><b></b><b/></a>', '<a><b><c/></b></a>'],
  ])('counts %s', (_, limits, fits, exceeds) => {
    expect(readSmallXml(fits, { limits }).name).toBe('a')
    expect(refusal(exceeds, { limits }).reason).toBe('too large')
  })

  it('reads a document as deep as the limit says, and refuses a deeper one without recursion', () => {
    const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth)
    expect(readSmallXml(nested(300), { limits: { depth: 300 } }).end).toBe(2100)
    expect(refusal(nested(smallXmlLimits.depth + 1)).reason).toBe('too large')
    expect(refusal('<a>'.repeat(1_000_000)).reason).toBe('too large')
  })

  it('tells nothing of the document in an error', () => {
    const secret = 'hunter2'
    for (const xml of [`<a>${secret}`, `<${secret}></a>`, `<a ${secret}="1" ${secret}="1"/>`, `<!${secret}>`, secret]) {
      expect(refusal(xml).message).not.toContain(secret)
    }
  })
})
