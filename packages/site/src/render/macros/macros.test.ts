import { describe, expect, it } from 'vitest'

import type { RenderContext } from '../context.js'
import { renderStorage } from '../render-storage.js'

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
  children: ({ title }, depth) =>
    title === 'Leaf'
      ? []
      : depth > 1
        ? [{ url: `/pages/${depth}`, title: `${depth} levels`, below: [{ url: `/pages/${depth}/1`, title: 'one' }] }]
        : [{ url: '/pages/1', title: `Below <${title ?? 'this'}>` }],
  userMacro: (name) => (name === 'glaze' ? 'Glaze <swatch>' : undefined),
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
const plain = (text: string): string => `<ac:plain-text-body><![CDATA[${text}]]></ac:plain-text-body>`

type Row = readonly [title: string, body: string, html: string]

const macros: readonly Row[] = [
  [
    'info with a title',
    macro('info', { title: 'T&amp;' }, rich('<p>x</p>')),
    '<div class="c-panel c-panel-info"><div class="c-panel-title">T&amp;</div><div class="c-panel-body"><p>x</p></div></div>',
  ],
  [
    'expand',
    macro('expand', { title: 'T' }, rich('x')),
    '<details class="c-expand"><summary>T</summary><div class="c-expand-body">x</div></details>',
  ],
  [
    'code',
    macro('code', { language: 'js', title: 'a.js' }, plain('a < b &amp;\n  c')),
    '<figure class="c-code"><figcaption><span class="c-code-title">a.js</span><span class="c-code-language">js</span></figcaption><pre class="c-pre"><code>a &lt; b &amp;amp;\n  c</code></pre></figure>',
  ],
  [
    'code that holds the end of CDATA',
    macro('noformat', {}, '<ac:plain-text-body><![CDATA[a]]]]><![CDATA[>b]]></ac:plain-text-body>'),
    '<figure class="c-code"><pre class="c-pre"><code>a]]&gt;b</code></pre></figure>',
  ],
  [
    'html, as text',
    macro('html', {}, plain('<b onclick="x()">')),
    '<figure class="c-code"><figcaption><span class="c-code-title">html: shown as text</span><span class="c-code-language">html</span></figcaption><pre class="c-pre"><code>&lt;b onclick="x()"&gt;</code></pre></figure>',
  ],
  [
    'status',
    `<p>${macro('status', { title: 'Done', colour: 'Green' })}</p>`,
    '<p><span class="c-status c-status-green">Done</span></p>',
  ],
  ['anchor', `<p>${macro('anchor', { '': 'My Place' })}x</p>`, '<p><span id="anchor-myplace"></span>x</p>'],
  [
    'a Jira issue',
    `<p>${macro('jira', { server: 'J', key: 'A-1' })}</p>`,
    '<p><span class="c-jira" title="Jira issue on J">A-1</span></p>',
  ],
  ['children', macro('children', {}), '<ul class="c-children"><li><a href="/pages/1">Below &lt;this&gt;</a></li></ul>'],
  [
    'children on all levels',
    macro('children', { all: 'true' }),
    '<ul class="c-children"><li><a href="/pages/20">20 levels</a><ul class="c-children"><li><a href="/pages/20/1">one</a></li></ul></li></ul>',
  ],
  [
    'children on two levels',
    macro('children', { all: 'true', depth: '2' }),
    '<ul class="c-children"><li><a href="/pages/2">2 levels</a><ul class="c-children"><li><a href="/pages/2/1">one</a></li></ul></li></ul>',
  ],
  [
    'children on one level, said so',
    macro('children', { depth: '1' }),
    '<ul class="c-children"><li><a href="/pages/1">Below &lt;this&gt;</a></li></ul>',
  ],
  [
    'a macro of administrators',
    macro('glaze', { colour: 'ash' }),
    '<div class="c-macro"><div class="c-macro-head"><span class="c-macro-name">glaze</span> <span class="c-macro-note">user macro: Glaze &lt;swatch&gt;</span><dl class="c-macro-parameters"><div><dt>colour</dt><dd>ash</dd></div></dl></div></div>',
  ],
  [
    'children of another page',
    macro('children', { page: '<ac:link><ri:page ri:content-title="Leaf"/></ac:link>' }),
    '<p class="c-nothing">No pages below this one</p>',
  ],
  [
    'a file',
    macro('view-file', { name: '<ri:attachment ri:filename="b.pdf"/>' }),
    '<div class="c-file-card"><a href="/files/self/b.pdf" class="c-file">b.pdf</a></div>',
  ],
  [
    'a profile',
    macro('profile', { user: '<ri:user ri:userkey="jo"/>' }),
    '<div class="c-profile"><a href="/people/jo" class="c-user">jo by userkey</a></div>',
  ],
  [
    'gallery',
    macro('gallery', { title: 'G' }),
    '<p class="c-gallery-title">G</p><div class="c-gallery"><figure><a href="/files/a.png"><img src="/files/a.png" class="c-image" alt="a.png" loading="lazy" /></a><figcaption>a.png</figcaption></figure></div>',
  ],
  [
    'section and column',
    macro('section', {}, rich(macro('column', { width: '33%' }, rich('x')))),
    '<div class="c-section"><div class="c-cell c-width-30">x</div></div>',
  ],
  [
    'a macro that is not known',
    macro('roadmap', { url: '<ri:url ri:value="https://a.example"/>', note: '' }, rich('<p>x</p>')),
    '<div class="c-macro"><div class="c-macro-head"><span class="c-macro-name">roadmap</span><dl class="c-macro-parameters"><div><dt>url</dt><dd><a href="https://a.example" rel="noopener noreferrer nofollow">https://a.example</a></dd></div><div><dt>note</dt><dd><i>empty</i></dd></div></dl></div><div class="c-macro-body"><p>x</p></div></div>',
  ],
  [
    'one in the run of the text',
    `<p>a ${macro('roadmap', { root: '<ac:link><ri:page ri:content-title="@self"/></ac:link>' })} b</p>`,
    '<p>a <span class="c-macro-inline"><span class="c-macro-name">roadmap</span> <span class="c-macro-parameter">root: @self</span></span> b</p>',
  ],
  [
    'one that is alone in its paragraph',
    `<p>${macro('roadmap', {})}</p>`,
    '<div class="c-macro"><div class="c-macro-head"><span class="c-macro-name">roadmap</span></div></div>',
  ],
  [
    'the old form, with plain text',
    '<ac:macro ac:name="old"><ac:default-parameter>v</ac:default-parameter><ac:plain-text-body><![CDATA[<x>]]></ac:plain-text-body></ac:macro>',
    '<div class="c-macro"><div class="c-macro-head"><span class="c-macro-name">old</span><dl class="c-macro-parameters"><div><dt>value</dt><dd>v</dd></div></dl></div><pre class="c-pre"><code>&lt;x&gt;</code></pre></div>',
  ],
]

describe('macros', () => {
  it.each(macros)('are shown: %s', (_title, body, html) => expect(render(body)).toBe(html))

  it('builds the table of contents from headings before and after it, with an id of its own for each', () => {
    const body = `<h1>A</h1>${macro('toc', { maxLevel: '2' })}<h2>B &amp; <em>c</em></h2><h3>Deep</h3><h1>A</h1>`
    expect(render(body)).toBe(
      '<h1 id="anchor-a">A</h1><div class="c-toc"><ul><li><a href="#anchor-a">A</a><ul><li><a href="#anchor-b%26c">B &amp; c</a></li></ul></li>' +
        '<li><a href="#anchor-a.1">A</a></li></ul></div><h2 id="anchor-b&amp;c">B &amp; <em>c</em></h2><h3 id="anchor-deep">Deep</h3><h1 id="anchor-a.1">A</h1>',
    )
  })

  it('lists the attachments, and shows a labelled box where the site cannot list them', () => {
    expect(render(macro('attachments', {}))).toContain(
      '<td><a href="/files/b.pdf" class="c-file">b.pdf</a></td><td>application/pdf</td>',
    )
    const none = (): undefined => undefined
    const bare: RenderContext = { page: none, attachment: none, user: none, space: none }
    for (const name of ['attachments', 'gallery', 'children'])
      expect(render(macro(name, {}), bare)).toContain(`<span class="c-macro-name">${name}</span>`)
  })

  it('stops listing when a page asks for the same long list over and over', () => {
    let asked = 0
    const children = (): { url: string; title: string }[] => {
      asked++
      return Array.from({ length: 5000 }, () => ({ url: '/x', title: 't' }))
    }
    const html = render(macro('children', {}).repeat(1000), { ...context, children })
    expect(html.split('<li>')).toHaveLength(20_001)
    expect(asked).toBe(4)
  })
})
