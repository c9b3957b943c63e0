import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { decodeCharacterReferences, escapeAttributeValue } from './character-references.js'
import type { ReferenceChange, BodyReference } from '../references/reference.js'
import { rewriteReferences } from './rewrite-references.js'
import { scanReferences, scanStorage } from './scan-references.js'

const forms: readonly (readonly [string, string, Pick<BodyReference, 'kind' | 'says'>])[] = [
  [
    'a page of another space',
    '<ri:page ri:space-key="OPS" ri:content-title="R&amp;D &quot;x&quot;"/>',
    { kind: 'page', says: { spaceKey: 'OPS', title: 'R&D "x"' } },
  ],
  ['a page by id', "<ri:page ri:content-id='42' />", { kind: 'page', says: { contentId: '42' } }],
  [
    'a blog post',
    '<ri:blog-post ri:content-title="N&eacute;ws" ri:posting-day="2031/02/03"/>',
    { kind: 'blogpost', says: { title: 'Néws', postingDay: '2031/02/03' } },
  ],
  [
    'an attachment',
    '<ri:attachment ri:filename="a&#x20;b.png" ri:version-at-save="3"/>',
    { kind: 'attachment', says: { fileName: 'a b.png', versionAtSave: '3' } },
  ],
  ['a content', '<ri:content-entity ri:content-id="7"/>', { kind: 'content', says: { contentId: '7' } }],
  [
    'a user of Cloud',
    '<ri:user ri:local-id="l" ri:account-id="557058:ab"/>',
    { kind: 'user', says: { user: { by: 'account-id', value: '557058:ab' } } },
  ],
  [
    'a user of Data Center',
    '<ri:user ri:userkey="ff80"/>',
    { kind: 'user', says: { user: { by: 'userkey', value: 'ff80' } } },
  ],
  [
    'a user of an old server',
    '<ri:user ri:username="jo"/>',
    { kind: 'user', says: { user: { by: 'username', value: 'jo' } } },
  ],
  ['a space', '<ri:space ri:space-key="~jo"/>', { kind: 'space', says: { spaceKey: '~jo' } }],
  [
    'a URL',
    '<ri:url ri:value="https://a.example/?x=1&amp;y=2"/>',
    { kind: 'url', says: { url: 'https://a.example/?x=1&y=2' } },
  ],
  [
    'a shortcut link',
    '<ri:shortcut ri:key="jira" ri:parameter="A-1"/>',
    { kind: 'shortcut', says: { shortcutKey: 'jira', shortcutParameter: 'A-1' } },
  ],
  ['a link of HTML', '<a class="x" href="/x/BAAJ">b</a>', { kind: 'url', says: { url: '/x/BAAJ' } }],
  ['an image of HTML', '<img src="/download/1/a.png">', { kind: 'url', says: { url: '/download/1/a.png' } }],
  ['an anchor', '<ac:link ac:anchor="Top"></ac:link>', { kind: 'anchor', says: { anchor: 'Top' } }],
]

describe(scanReferences, () => {
  it.each(forms)('finds %s', (_name, markup, expected) => {
    const body = `<p>x ${markup} y</p>`
    const [reference, ...others] = scanReferences(body)
    expect(others).toEqual([])
    expect(reference).toMatchObject(expected)
    expect(body.slice(reference?.start, reference?.end)).toBe(reference?.verbatim)
    expect(markup.startsWith(reference?.verbatim ?? '?')).toBe(true)
  })

  it('gives an attachment and an anchor the content around them', () => {
    const body =
      '<p><ac:image><ri:attachment ri:filename="a"><ri:page ri:content-title="T"/></ri:attachment></ac:image>' +
      '<ac:link ac:anchor="x"><ri:content-entity ri:content-id="1"/></ac:link><ri:page ri:content-title="Other"/></p>'
    expect(scanReferences(body).map(({ path, says }) => [path, says])).toEqual([
      ['p/ac:image/ri:attachment', { fileName: 'a', container: { kind: 'page', title: 'T' } }],
      ['p/ac:image/ri:attachment/ri:page', { title: 'T' }],
      ['p/ac:link', { anchor: 'x', container: { kind: 'content', contentId: '1' } }],
      ['p/ac:link/ri:content-entity', { contentId: '1' }],
      ['p/ri:page', { title: 'Other' }],
    ])
  })

  it('reads rich text and parameters of macros, and neither CDATA nor plain text nor comments', () => {
    const page = (title: string): string => `<ri:page ri:content-title="${title}"/>`
    const body =
      `<ac:structured-macro ac:name="x"><ac:parameter ac:name="p">${page('parameter')}</ac:parameter>` +
      `<ac:rich-text-body>${page('rich')}</ac:rich-text-body></ac:structured-macro>` +
      `<ac:plain-text-body><![CDATA[${page('cdata')}]]></ac:plain-text-body>` +
      `<ac:plain-text-link-body>${page('plain')}</ac:plain-text-link-body><!-- ${page('comment')} -->${page('last')}`
    expect(scanReferences(body).map(({ says }) => says.title)).toEqual(['parameter', 'rich', 'last'])
  })

  it('has no reference for elements without the value that makes them one', () => {
    expect(scanReferences('<a name="x">y</a><ac:link><ac:link-body/></ac:link><img alt="z"/><abbr href="x"/>')).toEqual(
      [],
    )
  })

  it.each([
    ['<p><a href="x">', 'never closed', 1],
    ['<p title="a>b</p><a href="x"/>', 'breaks off', 1],
    ['a < b <a href="x"/>', '"<" stands', 1],
    ['</p><a href="x"/>', "doesn't fit", 1],
    ['<![CDATA[ <a href="x"/>', 'has no "]]>"', 0],
    ['<a href="x"/><!-- <a href="x"/>', 'has no "-->"', 1],
    ['<a href="x"/><p', 'breaks off', 1],
  ])('goes on behind what is not well formed, and says it: %s', (body, reason, count) => {
    const scan = scanStorage(body)
    expect(scan.fault?.reason).toContain(reason)
    expect(scan.references).toHaveLength(count)
  })

  it('skips a body only when it holds no reference', () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        expect(scanReferences(body)).toEqual(scanStorage(body).references)
      }),
    )
    expect(scanReferences('<a"" href="x">')).toHaveLength(1)
  })

  it('finds no fault in a body that is well formed', () => {
    const body = '<?x?><p a="b>">1 &gt; 0<br/><ac:emoticon ac:name="x" /><![CDATA[<]]></p><!-- < -->'
    expect(scanStorage(body).fault).toBeUndefined()
  })
})

const hostile: readonly (readonly [string, string])[] = [
  ['nothing but <', '<'.repeat(2_000_000)],
  ['unclosed tags', '<ri:page '.repeat(300_000)],
  ['unclosed quotes', '<a href="'.repeat(300_000)],
  ['unclosed end tags', '</p '.repeat(500_000)],
  ['deep nesting', `${'<a href="x">'.repeat(60_000)}${'</b>'.repeat(60_000)}`],
  ['deep nesting that closes', `${'<p>'.repeat(300_000)}<a href=""/>${'</p>'.repeat(300_000)}`],
  ['one tag with a million attributes', `<a ${'b="c" '.repeat(200_000)} href="x"/>`],
  ['one tag with white space', `<a href${' '.repeat(2_000_000)}=${' '.repeat(2_000_000)}=>`],
  ['CDATA beginnings', `<a href=""/>${'<![CDATA['.repeat(300_000)}`],
  ['names of unknown characters', `<a href="${'&ab;'.repeat(300_000)}"/>`],
]

describe('hostile bodies', () => {
  it.each(hostile)(
    'are scanned and rewritten in linear time: %s',
    (_name, body) => {
      expect(rewriteReferences(body, () => ({ url: 'y' })).changed).toBe(scanStorage(body).references.length)
    },
    20_000,
  )
})

const value = fc.string({
  unit: fc.constantFrom('a', '&', '<', '>', '"', "'", 'é', '😀', 'ש', ' ', '\t', '\n', ';', '#', 'amp;'),
})
const change: fc.Arbitrary<ReferenceChange> = fc.record(
  { title: value, spaceKey: value, contentId: value, url: value, fileName: value, anchor: value },
  { requiredKeys: [] },
)
const markup = fc.oneof(
  fc.constantFrom(...forms.map(([, verbatim]) => verbatim)),
  fc.constantFrom(
    '<p>',
    '</p>',
    '<![CDATA[<ri:page/>]]>',
    '<br/>',
    '&nbsp;',
    '<ac:structured-macro ac:name="x">',
    '<',
    '"',
    '<p a=',
  ),
  value.map((title) => `<ri:page  ri:content-title = '${escapeAttributeValue(title, "'")}'\nri:space-key="A"/>`),
  fc.string(),
)
const anyBody = fc.array(markup).map((parts) => parts.join(''))
const quietBody = fc.array(
  fc.constantFrom('<p>', '</p>', 'text', '<td colspan="2">', '&eacute;', '<!-- <a href=""> -->', '<', '>'),
)

describe(rewriteReferences, () => {
  it('changes what it is asked to and no other byte', () => {
    const body = `<p><ac:link ac:card-appearance='inline'><ri:page ri:version-at-save="2"  ri:content-title='A&eacute;'  /></ac:link>&nbsp;</p>`
    expect(
      rewriteReferences(body, ({ kind }) => (kind === 'page' ? { title: `B'"&`, spaceKey: 'K' } : undefined)),
    ).toEqual({
      body: `<p><ac:link ac:card-appearance='inline'><ri:page ri:space-key="K" ri:version-at-save="2"  ri:content-title='B&#39;"&amp;'  /></ac:link>&nbsp;</p>`,
      changed: 1,
    })
  })

  it('takes an attribute away with the white space before it', () => {
    const body = '<ri:page ri:content-title="T"\n  ri:version-at-save="2"/>'
    expect(rewriteReferences(body, () => ({ versionAtSave: null })).body).toBe('<ri:page ri:content-title="T"/>')
  })

  it.each([
    ['<ri:user ri:userkey="k"/>', '<ri:user ri:account-id="1:&quot;"/>'],
    ['<ri:user ri:username="j" ri:userkey="k" />', '<ri:user ri:account-id="1:&quot;" />'],
    ["<ri:user ri:account-id='o'/>", "<ri:user ri:account-id='1:\"'/>"],
    ['<ri:user/>', '<ri:user ri:account-id="1:&quot;"/>'],
  ])('names a user in another way: %s', (before, after) => {
    expect(rewriteReferences(before, () => ({ user: { by: 'account-id', value: '1:"' } })).body).toBe(after)
  })

  it('counts a reference that already says what is wanted as unchanged', () => {
    const body = '<ri:page ri:content-title="&#65;"/>'
    expect(rewriteReferences(body, () => ({ title: 'A' }))).toMatchObject({ body, changed: 0 })
  })

  it('leaves a body without references as it is', () => {
    fc.assert(
      fc.property(quietBody, (parts) => {
        const body = parts.join('')
        expect(rewriteReferences(body, () => ({ title: 'x' }))).toMatchObject({ body, changed: 0 })
      }),
    )
  })

  it('leaves every body as it is when nothing shall change', () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        expect(rewriteReferences(body, () => undefined)).toMatchObject({ body, changed: 0 })
        expect(rewriteReferences(body, () => ({}))).toMatchObject({ body, changed: 0 })
      }),
    )
  })

  it('gives the same bytes when it is done twice, and a scan sees the new values', () => {
    fc.assert(
      fc.property(anyBody, change, (body, wanted) => {
        const once = rewriteReferences(body, () => wanted)
        expect(rewriteReferences(once.body, () => wanted)).toMatchObject({ body: once.body, changed: 0 })
        for (const { kind, says } of scanReferences(once.body)) {
          if (kind === 'page') expect(says).toMatchObject(pick(wanted, ['title', 'spaceKey', 'contentId']))
          if (kind === 'url') expect(says).toMatchObject(pick(wanted, ['url']))
        }
      }),
    )
  })
})

function pick(from: ReferenceChange, keys: readonly ('title' | 'spaceKey' | 'contentId' | 'url')[]): object {
  return Object.fromEntries(keys.filter((key) => from[key] !== undefined).map((key) => [key, from[key]]))
}

describe(decodeCharacterReferences, () => {
  it.each([
    ['&amp;lt;', '&lt;'],
    ['&nbsp;&eacute;&rarr;&notin;', '\u00a0é→∉'],
    ['&#233;&#xE9;&#XE9;', 'ééé'],
    ['&#xD83D;&#xDE00;', '😀'],
    ['&#0;&#x110000;', '\ufffd\ufffd'],
    ['&notit; &copy= & &; &#; &constructor;', '&notit; &copy= & &; &#; &constructor;'],
  ])('decodes %s', (encoded, decoded) => {
    expect(decodeCharacterReferences(encoded)).toBe(decoded)
  })

  it('gives every escaped value back', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), value),
        fc.constantFrom('"' as const, "'" as const),
        (text, quote) => {
          expect(decodeCharacterReferences(escapeAttributeValue(text, quote))).toBe(text)
        },
      ),
    )
  })
})
