import { describe, expect, it } from 'vitest'

import type { RenderContext } from './context.js'
import { renderStorage } from './render-storage.js'

const context: RenderContext = {
  page: ({ title, contentId, spaceKey }) => {
    if (title?.startsWith('Gone') === true || title?.startsWith('@') === true) return undefined
    const name = title ?? `Page ${contentId}`
    return { url: `/pages/${encodeURIComponent(`${spaceKey ?? ''}${name}`)}`, title: name }
  },
  attachment: ({ fileName, container }) =>
    fileName.startsWith('gone')
      ? undefined
      : {
          url: `/files/${container?.title ?? container?.contentId ?? 'self'}/${encodeURIComponent(fileName)}`,
          mediaType: fileName.endsWith('.png') ? 'image/png' : 'application/pdf',
        },
  user: ({ by, value }) => (value === 'gone' ? undefined : { name: `${value} by ${by}`, url: `/people/${value}` }),
  space: (key) => (key === 'GONE' ? undefined : { url: `/spaces/${key}`, name: `Space ${key}` }),
  children: ({ title }) => (title === 'Leaf' ? [] : [{ url: '/pages/1', title: `Below <${title ?? 'this'}>` }]),
  emoji: ({ id }) => (id === 'own-1' ? { url: '/files/emoji/own-1', title: ':kiln: here' } : undefined),
  shortcut: (key, word) => {
    if (key === 'bugs') return { url: `https://bugs.example/${word}`, title: `Bug ${word}` }
    return key === 'trap' ? { url: `javascript:${word}`, title: 'Trap' } : undefined
  },
  attachments: () => [
    { fileName: 'a.png', url: '/files/a.png', mediaType: 'image/png' },
    { fileName: 'b.pdf', url: '/files/b.pdf', mediaType: 'application/pdf' },
  ],
}

function render(body: string, using: RenderContext = context): string {
  const html = renderStorage(body, using)
  expect(html).toMatch(/^<div class="rendered">[^]*<\/div>$/)
  return html.slice('<div class="rendered">'.length, -'</div>'.length)
}

function macro(name: string, parameters: Readonly<Record<string, string>>, body = ''): string {
  const list = Object.entries(parameters).map(
    ([key, value]) => `<ac:parameter ac:name="${key}">${value}</ac:parameter>`,
  )
  return `<ac:structured-macro ac:name="${name}" ac:schema-version="1">${list.join('')}${body}</ac:structured-macro>`
}

const rich = (html: string): string => `<ac:rich-text-body>${html}</ac:rich-text-body>`
const missing = (shown: string, what: string): string =>
  ` title="This ${what} is not here: ${shown}">${shown} <span class="c-missing-note">missing ${what}</span></span>`

type Row = readonly [title: string, body: string, html: string]

const text: readonly Row[] = [
  [
    'paragraphs and inline elements',
    '<p>a <strong>b</strong><br/><em>c</em> <u>d</u> <s>e</s></p>',
    '<p>a <strong>b</strong><br /><em>c</em> <u>d</u> <s>e</s></p>',
  ],
  ['entities of HTML', '<p>&nbsp;&eacute;&rarr;&#8364;&amp;lt;</p>', '<p>\u00a0é→€&amp;lt;</p>'],
  ['text that looks like markup', '<p>&lt;b&gt; <![CDATA[<i>&amp;]]></p>', '<p>&lt;b&gt; &lt;i&gt;&amp;amp;</p>'],
  [
    'elements of old HTML',
    '<center><tt>x</tt><strike>y</strike></center>',
    '<div class="c-align-center"><code>x</code><s>y</s></div>',
  ],
  ['elements that nobody knows', '<p><some:thing a="b">kept</some:thing></p>', '<p>kept</p>'],
  [
    'lists',
    '<ol start="3" type="a"><li>x<ul><li>y</li></ul></li></ol>',
    '<ol start="3" type="a"><li>x<ul><li>y</li></ul></li></ol>',
  ],
  ['definition lists', '<dl><dt>a</dt><dd>b</dd></dl>', '<dl><dt>a</dt><dd>b</dd></dl>'],
  ['quotes and rules', '<blockquote><p>q</p></blockquote><hr/>', '<blockquote><p>q</p></blockquote><hr />'],
  [
    'tables',
    '<table class="x"><colgroup><col style="width: 120.5px;"/></colgroup><tbody><tr><th scope="row">h</th><td colspan="2" rowspan="3" data-highlight-colour="#e3fcef">d</td></tr></tbody></table>',
    '<div class="c-table"><table><colgroup><col width="120" /></colgroup><tbody><tr><th scope="row">h</th><td class="c-fill-green" colspan="2" rowspan="3">d</td></tr></tbody></table></div>',
  ],
  ['preformatted text', '<pre>a\n  b</pre>', '<pre class="c-pre">a\n  b</pre>'],
  [
    'styles as classes',
    '<p style="text-align: center; margin-left: 60.0px; position: fixed"><span style="color: rgb(255,0,0)">r</span></p>',
    '<p class="c-align-center c-indent-2"><span class="c-ink-red">r</span></p>',
  ],
  [
    'a paragraph that holds a block',
    `<p>a${macro('tip', {}, rich('<p>b</p>'))}c</p>`,
    '<div class="c-paragraph">a<div class="c-panel c-panel-tip"><div class="c-panel-body"><p>b</p></div></div>c</div>',
  ],
  ['controls and non-characters', '<p>a\u0000\u0008b\uFFFE</p>', '<p>ab</p>'],
]

const links: readonly Row[] = [
  ['a page by title', '<ac:link><ri:page ri:content-title="R&amp;D"/></ac:link>', '<a href="/pages/R%26D">R&amp;D</a>'],
  [
    'a page of a space, with a body',
    '<ac:link><ri:page ri:content-title="T" ri:space-key="K"/><ac:link-body>the <strong>page</strong></ac:link-body></ac:link>',
    '<a href="/pages/KT">the <strong>page</strong></a>',
  ],
  [
    'a page with an anchor and a plain body',
    '<ac:link ac:anchor="Getting Started"><ri:page ri:content-title="T"/><ac:plain-text-link-body><![CDATA[a<b]]></ac:plain-text-link-body></ac:link>',
    '<a href="/pages/T#anchor-gettingstarted">a&lt;b</a>',
  ],
  ['a page by id', '<ac:link><ri:content-entity ri:content-id="7"/></ac:link>', '<a href="/pages/Page%207">Page 7</a>'],
  [
    'a page that is missing',
    '<ac:link><ri:page ri:content-title="Gone"/></ac:link>',
    `<span class="c-missing"${missing('Gone', 'page')}`,
  ],
  ['a place on the page', '<ac:link ac:anchor="Top"/>', '<a href="#anchor-top">Top</a>'],
  ['the page itself', '<ac:link><ac:link-body>here</ac:link-body></ac:link>', '<span title="This page">here</span>'],
  [
    'a file of another page',
    '<ac:link><ri:attachment ri:filename="b.pdf"><ri:page ri:content-title="T"/></ri:attachment></ac:link>',
    '<a href="/files/T/b.pdf" class="c-file">b.pdf</a>',
  ],
  [
    'a file that is missing',
    '<ac:link><ri:attachment ri:filename="gone.pdf"/></ac:link>',
    `<span class="c-missing"${missing('gone.pdf', 'file')}`,
  ],
  [
    'a person',
    '<ac:link><ri:user ri:account-id="jo"/></ac:link>',
    '<a href="/people/jo" class="c-user">jo by account-id</a>',
  ],
  [
    'a person who is missing',
    '<ac:link><ri:user ri:userkey="gone"/></ac:link>',
    `<span class="c-missing"${missing('gone', 'person')}`,
  ],
  ['a space', '<ac:link><ri:space ri:space-key="K"/></ac:link>', '<a href="/spaces/K">Space K</a>'],
  [
    'another site',
    '<a href="https://example.org/?a=1&amp;b=2" target="_blank" onclick="x()">e</a>',
    '<a href="https://example.org/?a=1&amp;b=2" rel="noopener noreferrer nofollow">e</a>',
  ],
  [
    'an old URL of a page',
    '<a href="/pages/viewpage.action?pageId=7#A b">x</a>',
    '<a href="/pages/Page%207#anchor-ab">x</a>',
  ],
  [
    'a relative URL that leads nowhere',
    '<a href="/plugins/servlet/x">x</a>',
    '<span class="c-missing" title="This link target is not here: /plugins/servlet/x">x <span class="c-missing-note">missing link target</span></span>',
  ],
  [
    'a link in a link',
    '<a href="https://a.example">x <ac:link><ri:page ri:content-title="T"/></ac:link></a>',
    '<a href="https://a.example" rel="noopener noreferrer nofollow">x <span>T</span></a>',
  ],
]

const parts: readonly Row[] = [
  [
    'an image',
    '<ac:image ac:width="20" ac:alt="A"><ri:attachment ri:filename="x.png"/></ac:image>',
    '<img src="/files/self/x.png" class="c-image" alt="A" width="20" loading="lazy" />',
  ],
  [
    'an image with caption and place',
    '<ac:image ac:layout="center"><ri:attachment ri:filename="x.png"/><ac:caption><p>C</p></ac:caption></ac:image>',
    '<figure class="c-figure c-place-center"><img src="/files/self/x.png" class="c-image" alt="x.png" loading="lazy" /><figcaption><p>C</p></figcaption></figure>',
  ],
  [
    'an image that is missing',
    '<ac:image><ri:attachment ri:filename="gone.png"/></ac:image>',
    `<span class="c-missing"${missing('gone.png', 'image')}`,
  ],
  [
    'an image of another site, which is not loaded',
    '<ac:image ac:alt="A"><ri:url ri:value="https://x.example/a.png"/></ac:image>',
    '<a href="https://x.example/a.png" class="c-remote-image" rel="noopener noreferrer nofollow"><span class="c-remote-note">Image on another site</span> A</a>',
  ],
  [
    'a file shown as an image',
    '<ac:image><ri:attachment ri:filename="x.pdf"/></ac:image>',
    '<a href="/files/self/x.pdf" class="c-file">x.pdf</a>',
  ],
  ['an emoticon by name', '<ac:emoticon ac:name="tick"/>', '<span class="c-emoji" title=":tick:">✅</span>'],
  [
    'an emoji by fallback',
    '<ac:emoticon ac:name="blue-star" ac:emoji-shortname=":cow:" ac:emoji-fallback="🐄"/>',
    '<span class="c-emoji" title=":cow:">🐄</span>',
  ],
  [
    'an emoji by id',
    '<ac:emoticon ac:emoji-id="1f1e8-1f1ed" ac:emoji-shortname=":flag:"/>',
    '<span class="c-emoji" title=":flag:">🇨🇭</span>',
  ],
  [
    'an emoji of the site that is not here',
    '<ac:emoticon ac:emoji-id="a-b" ac:emoji-shortname=":party:" ac:emoji-fallback=":party:"/>',
    '<span class="c-emoji-name" title=":party:">:party:</span>',
  ],
  [
    'an emoji of the site',
    '<ac:emoticon ac:emoji-id="own-1" ac:emoji-shortname=":kiln:" ac:emoji-fallback=":kiln:"/>',
    '<img src="/files/emoji/own-1" class="c-own-emoji" alt=":kiln:" title=":kiln: here" loading="lazy" />',
  ],
  [
    'a shortcut link',
    '<p><ac:link><ri:shortcut ri:key="bugs" ri:parameter="42"/></ac:link></p>',
    '<p><a href="https://bugs.example/42" title="42@bugs" rel="noopener noreferrer nofollow">Bug 42</a></p>',
  ],
  [
    'a shortcut link with words of its own',
    '<p><ac:link><ri:shortcut ri:key="bugs" ri:parameter="42"/><ac:link-body>the bug</ac:link-body></ac:link></p>',
    '<p><a href="https://bugs.example/42" title="42@bugs" rel="noopener noreferrer nofollow">the bug</a></p>',
  ],
  [
    'a shortcut link whose URL is not harmless',
    '<p><ac:link><ri:shortcut ri:key="trap" ri:parameter="42"/></ac:link></p>',
    '<p><span class="c-missing" title="This link is left out: javascript:42">Trap <span class="c-missing-note">link left out</span></span></p>',
  ],
  [
    'tasks',
    '<ac:task-list><ac:task><ac:task-id>1</ac:task-id><ac:task-status>complete</ac:task-status><ac:task-body>do</ac:task-body></ac:task></ac:task-list>',
    '<ul class="c-tasks"><li class="c-task c-task-done"><span class="c-task-box" title="Done">☑</span><div class="c-task-body">do</div></li></ul>',
  ],
  ['a date', '<time datetime="2031-02-03"/>', '<time class="c-date" datetime="2031-02-03">3 February 2031</time>'],
  [
    'a layout',
    '<ac:layout><ac:layout-section ac:type="two_equal"><ac:layout-cell>a</ac:layout-cell></ac:layout-section></ac:layout>',
    '<div class="c-layout"><div class="c-section c-section-two-equal"><div class="c-cell">a</div></div></div>',
  ],
  ['a placeholder', '<ac:placeholder>say why</ac:placeholder>', '<span class="c-placeholder">say why</span>'],
  [
    'text with inline comments',
    '<ac:inline-comment-marker ac:ref="a-1">x</ac:inline-comment-marker><ac:inline-comment-marker ac:ref="a-1">y</ac:inline-comment-marker>',
    '<mark class="inline-comment" id="marker-a-1">x</mark><mark class="inline-comment">y</mark>',
  ],
  [
    'a panel of the new editor',
    '<ac:adf-extension><ac:adf-node type="panel"><ac:adf-attribute key="panel-type">note</ac:adf-attribute><ac:adf-content><p>x</p></ac:adf-content></ac:adf-node><ac:adf-fallback>y</ac:adf-fallback></ac:adf-extension>',
    '<div class="c-panel c-panel-note"><div class="c-panel-body"><p>x</p></div></div>',
  ],
  [
    'another extension of the new editor',
    '<ac:adf-extension><ac:adf-node type="decision-list"/><ac:adf-fallback><ul><li>y</li></ul></ac:adf-fallback></ac:adf-extension>',
    '<ul><li>y</li></ul>',
  ],
]

const broken: readonly Row[] = [
  ['an end tag too many', '<p>a</b></p></div>b', '<p>a</p>b'],
  ['elements that are never closed', '<p>a<strong>b', '<p>a<strong>b</strong></p>'],
  ['elements that overlap', '<p><b>a<i>b</b>c</i></p>', '<p><b>a<i>b</i></b>c</p>'],
  ['a tag that breaks off', '<p>a</p><p title="', '<p>a</p>'],
  ['a lone ampersand', '<p>a & b &nosuch; &</p>', '<p>a &amp; b &amp;nosuch; &amp;</p>'],
  [
    'parts without their owners',
    '<ac:parameter ac:name="x">p</ac:parameter><ac:rich-text-body>r</ac:rich-text-body><ri:page ri:content-title="T"/>',
    'pr<a href="/pages/T">T</a>',
  ],
  [
    'stray text in a macro',
    '<ac:structured-macro ac:name="info">stray</ac:structured-macro>',
    '<div class="c-panel c-panel-info"><div class="c-panel-body">stray</div></div>',
  ],
]

describe(renderStorage, () => {
  it.each(text)('shows %s', (_title, body, html) => expect(render(body)).toBe(html))
  it.each(links)('links to %s', (_title, body, html) => expect(render(body)).toBe(html))
  it.each(parts)('shows %s', (_title, body, html) => expect(render(body)).toBe(html))
  it.each(broken)('makes the best of %s', (_title, body, html) => expect(render(body)).toBe(html))
})
