import { describe, expect, it } from 'vitest'
import { type BackupObject, elementsOf, referenceOf, textOf } from './backup-object.js'
import { parseObject } from './parse-object.js'
import { errorOf, faultOf } from './testing/collect.js'
import { contentStart as start, objectXml as object, propertyXml as property } from './testing/object-xml.js'

const parse = (xml: string | Buffer, offset = 0): BackupObject => parseObject(Buffer.from(xml), offset)

describe(parseObject, () => {
  it('reads a page as Cloud and older servers write it', () => {
    const page = parse(
      `<object class="Page" package="com.atlassian.confluence.pages">
<id name="id">20</id>
<property name="title"><![CDATA[Glazes & more]]></property>
<property name="version">2</property>
<property name="position"/><property name="space" class="Space" package="com.atlassian.confluence.spaces"><id name="id">11</id>
</property>
<property name="creator" class="ConfluenceUserImpl" package="x"><id name="key"><![CDATA[557058:a-b]]></id>
</property>
<property name="spaceStatus" enum-class="SpaceStatus" package="x">CURRENT</property>
<collection name="historicalVersions" class="java.util.Collection"><element class="Page" package="x"><id name="id">21</id>
</element>
<element class="Page" package="x"><id name="id">21</id></element></collection>
<collection name="adfContentBodies" class="java.util.Collection(x.adf)"/>
</object>
`,
      1000,
    )
    expect(page).toMatchObject({
      class: 'Page',
      package: 'com.atlassian.confluence.pages',
      id: '20',
      compositeId: undefined,
      offset: 1000,
      notes: [],
    })
    expect([...page.properties]).toEqual([
      ['title', { type: 'text', text: 'Glazes & more' }],
      ['version', { type: 'text', text: '2' }],
      ['position', { type: 'empty' }],
      ['space', { type: 'reference', class: 'Space', id: '11' }],
      ['creator', { type: 'reference', class: 'ConfluenceUserImpl', id: '557058:a-b' }],
      ['spaceStatus', { type: 'enum', enumClass: 'SpaceStatus', text: 'CURRENT' }],
    ])
    expect([...page.collections]).toEqual([
      [
        'historicalVersions',
        [
          { class: 'Page', id: '21' },
          { class: 'Page', id: '21' },
        ],
      ],
      ['adfContentBodies', []],
    ])
    expect([textOf(page, 'title'), textOf(page, 'position'), textOf(page, 'none')]).toEqual([
      'Glazes & more',
      undefined,
      undefined,
    ])
    expect([textOf(page, 'spaceStatus'), textOf(page, 'space')]).toEqual(['CURRENT', undefined])
    expect(referenceOf(page, 'space')).toMatchObject({ class: 'Space', id: '11' })
    expect(referenceOf(page, 'title')).toBeUndefined()
    expect([elementsOf(page, 'historicalVersions').length, elementsOf(page, 'none')]).toEqual([2, []])
  })

  it('joins a composite id in one order, whatever the order in the file', () => {
    const item = parse(
      object(
        `<composite-id><property name="key" type="string"><![CDATA[k/1]]></property><property name="x">9</property>` +
          `<property name="entityId" type="long">0</property><property name="entityName">LOC_a</property></composite-id>`,
      ),
    )
    expect(item.id).toBe('LOC_a/0/k/1/9')
    expect(item.compositeId).toEqual(
      new Map([
        ['key', 'k/1'],
        ['x', '9'],
        ['entityId', '0'],
        ['entityName', 'LOC_a'],
      ]),
    )
  })

  it.each([
    [
      'an unknown element',
      '<list x="1"><a><![CDATA[</list>]]></a></list>',
      [{ type: 'unknown-element', name: 'list' }],
    ],
    [
      'a component',
      '<component name="credential"><property name="c">hush</property></component>',
      [{ type: 'component', name: 'credential' }],
    ],
    [
      'entries of a map',
      '<collection name="m"><element name="k" type="string">hush</element><element/></collection>',
      [{ type: 'collection-values', name: 'm', count: 2 }],
    ],
    [
      'enum constants',
      '<collection name="m"><element enum-class="E" package="p">hush</element></collection>',
      [{ type: 'collection-values', name: 'm', count: 1 }],
    ],
    [
      'another element in a collection',
      '<collection name="m"><entry>hush</entry></collection>',
      [{ type: 'unknown-element', name: 'entry' }],
    ],
    [
      'an element within a property',
      '<property name="p">a<b>hush</b>c</property>',
      [{ type: 'unknown-element', name: 'b' }],
    ],
    ['a property without a name', '<property>hush</property>', [{ type: 'unknown-element', name: 'property' }]],
    [
      'a property that is there twice',
      '<property name="p">1</property><property name="p">2</property>',
      [{ type: 'duplicate', name: 'p' }],
    ],
    ['a second id', '<id name="id">1</id><id name="id">2</id>', [{ type: 'duplicate', name: 'id' }]],
    ['stray text', 'x', [{ type: 'stray-text' }]],
    ['stray CDATA', '<![CDATA[hush]]>', [{ type: 'stray-text' }]],
  ])('notes %s and tells no value of it', (_, content, notes) => {
    const parsed = parse(object(content), 77)
    expect(parsed.notes).toMatchObject(notes)
    expect(parsed.notes[0]?.offset).toBeGreaterThan(77)
    expect(JSON.stringify([parsed.notes, [...parsed.properties], [...parsed.collections]])).not.toContain('hush')
  })

  it.each([
    [
      'the last of two properties',
      '<property name="p">1</property><property name="p">2</property>',
      'p',
      { text: '2' },
    ],
    ['a reference to nothing', '<property name="p" class="Page" package="x"/>', 'p', { type: 'empty' }],
    ['a reference without an id', '<property name="p" class="Page"> </property>', 'p', { type: 'empty' }],
    [
      'a reference with an empty id',
      '<property name="p" class="Page"><id name="id"/></property>',
      'p',
      { type: 'empty' },
    ],
    [
      'an id with white space',
      '<property name="p" class="A">\n<id name="id">\n 5 </id>\n</property>',
      'p',
      { id: '5' },
    ],
    [
      'attributes in any order',
      `<property package='x' class = "A" name='p'><id name="id">5</id></property >`,
      'p',
      { id: '5' },
    ],
    ['names of prototypes', '<property name="__proto__">x</property>', '__proto__', { text: 'x' }],
    ['references in attributes', '<property name="a&amp;&#9;b\n">x</property>', 'a&\tb ', { text: 'x' }],
    ['names that are not ASCII', '<property name="größe" größe="1">x</property>', 'größe', { text: 'x' }],
    ['long names', `<property name="${'x'.repeat(1000)}">x</property>`, 'x'.repeat(1000), { text: 'x' }],
  ])('reads %s', (_, content, name, value) => {
    expect(parse(object(content)).properties.get(name)).toMatchObject(value)
  })

  it('reads an object of one tag, and one without a package', () => {
    expect(parse('<object class="Page"/>')).toMatchObject({ class: 'Page', package: '', id: undefined })
  })

  it.each([
    ['an undefined entity', property('a&nbsp;b'), start + 1, /&nbsp;/],
    ['an entity that may be a piece of a secret', property('a&hush/me;b'), start + 1, /an undefined entity$/],
    ['an & alone', property('a & b'), start + 2, /no reference/],
    ['an empty reference', property('&;'), start, /undefined entity/],
    ['a character that does not exist', property('&#x110000;'), start, /does not exist/],
    ['the end of no CDATA', property('a]]>b'), start + 1, /CDATA/],
    ['crossed tags', property('<b></c></b>'), start + 3, /<\/c> where <\/b>/],
    ['a missing close tag', object('<property name="a">'), start, /<\/object> where <\/property>/],
    ['a second close tag', property('</property>'), start + 11, /<\/property> where <\/object>/],
    ['something behind', `${property('')}<a/>`, property('').length, /behind/],
    ['no class', '<object></object>', 0, /class/],
    ['another element', '<objects class="A"></objects>', 0, /objects/],
    ['text', 'text', 0, /no object/],
    ['nothing', '', 0, /no object/],
    ['an attribute that is there twice', '<object class="A" class="B"/>', 18, /twice/],
    ['an attribute without quotes', '<object class=A/>', 14, /quotes/],
    ['an attribute without a value', '<object class/>', 13, /no value/],
    ['attributes without a space', '<object class="A"b="c"/>', 17, /space/],
    ['a < in an attribute', '<object class="<"/>', 15, /does not end/],
    ['a slash in a tag', '<object class="A"/ >', 17, /slash/],
    ['a declaration', property('<!ENTITY a "b">'), start, /declaration/],
    ['an instruction', property('<?php x ?>'), start, /instruction/],
    ['a comment without an end', property('<!-- '), start, /comment/],
    ['a number for a name', property('<1/>'), start + 1, /name/],
    ['too many elements in each other', object('<a>'.repeat(101) + '</a>'.repeat(101)), 43 + 300, /deep/],
    [
      'too many attributes',
      `<object${Array.from({ length: 65 }, (_, n) => ` a${n}=""`).join('')}/>`,
      446,
      /attributes/,
    ],
  ])('refuses %s and says where', async (_, xml, at, problem) => {
    const error = await errorOf(() => parse(xml, 9000))
    expect(faultOf(error)).toMatchObject({
      code: 'OBJECT_MALFORMED',
      offset: 9000 + at,
      objectOffset: 9000,
      problem: expect.stringMatching(problem),
    })
  })

  it('refuses an object that ends anywhere too early, with what it knows by then', async () => {
    const xml = object(
      '<id name="id">5</id><!-- c --><property name="a">x<![CDATA[hush]]></property><component name="z"/>',
    )
    for (let size = 0; size < xml.length; size++) {
      const error = await errorOf(() => parse(xml.slice(0, size)))
      expect(faultOf(error)).toMatchObject({
        code: 'OBJECT_MALFORMED',
        class: size > 42 ? 'Page' : undefined,
        id: size > xml.indexOf('</id>') + 4 ? '5' : undefined,
      })
      expect(JSON.stringify(error.details)).not.toContain('hush')
    }
    expect(parse(xml).id).toBe('5')
  })

  it('refuses more properties than an object can have', async () => {
    const many = Array.from({ length: 10_001 }, (_, index) => `<property name="p${index}"/>`).join('')
    expect((await errorOf(() => parse(object(many)))).message).toMatch(/10000 properties/)
  })
})
