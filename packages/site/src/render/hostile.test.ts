import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { describe, expect, it } from 'vitest'

import type { RenderContext } from './context.js'
import { renderBody } from './render-body.js'
import { renderStorage } from './render-storage.js'
import { sanitise } from './sanitise.js'

/** A site whose own names and titles are hostile as well. */
const context: RenderContext = {
  page: ({ title }) =>
    title === undefined ? undefined : { url: '/pages/1', title: `<img src=x onerror=alert(1)>${title}` },
  attachment: () => ({ url: '/files/1', mediaType: 'image/png' }),
  user: ({ value }) => ({ name: `"><script>alert(1)</script>${value}` }),
  space: (key) => ({ url: '/spaces/1', name: `</a><script>${key}` }),
  children: () => [
    { url: '/pages/1', title: '"><script>alert(1)</script>', below: [{ url: '/pages/2', title: '</ul><script>' }] },
  ],
  attachments: () => [{ fileName: '"><script>.png', url: '/files/1', mediaType: 'image/png' }],
  emoji: ({ id, shortName }) => ({ url: '/files/emoji/1', title: `" onerror="alert(1)${id}${shortName}` }),
  shortcut: (key, word) => ({ url: `javascript:alert("${key}${word}")`, title: `</a><script>${key}` }),
  userMacro: (name) => `<script>alert(1)</script>${name}`,
}

const TAGS = new Set(
  'a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr article aside footer header main nav'.split(
    ' ',
  ),
)
const ATTRIBUTES = new Set(
  'id class title lang dir href rel src alt width height loading start type colspan rowspan scope span datetime'.split(
    ' ',
  ),
)

/** What is wrong with a piece of HTML, by rules of its own: it shares no list with the code that it checks. */
function dangers(html: string): string[] {
  const found: string[] = []
  const open: string[] = []
  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (!TAGS.has(name)) found.push(`element ${name}`)
      for (const [attribute, value] of Object.entries(attributes)) {
        if (!ATTRIBUTES.has(attribute)) found.push(`attribute ${attribute}`)
        if (attribute === 'href' && !/^(?:\/(?![/\\])|#|https?:|mailto:|tel:|ftp:)/i.test(value))
          found.push(`href ${value}`)
        if (attribute === 'src' && !/^\/(?![/\\])/.test(value)) found.push(`src ${value}`)
        if (attribute === 'class' && !/^(?:rendered|inline-comment|c-[\w-]+)(?: c-[\w-]+)*$/.test(value))
          found.push(`class ${value}`)
        if (attribute === 'id' && !/^(?:anchor|marker)-/.test(value)) found.push(`id ${value}`)
      }
      if (name === 'a' && open.includes('a')) found.push('a link in a link')
      if (
        name === 'a' &&
        /^\w+:/.test(attributes['href'] ?? '') &&
        attributes['rel'] !== 'noopener noreferrer nofollow'
      )
        found.push('no rel')
      open.push(name)
    },
    onclosetag: (name, isImplied) => {
      open.pop()
      if (isImplied && !['br', 'hr', 'img', 'col', 'wbr'].includes(name)) found.push(`${name} is closed by force`)
    },
  })
  parser.end(html)
  return found
}

const macro = (name: string, parameter: string, body = ''): string =>
  `<ac:structured-macro ac:name="${name}"><ac:parameter ac:name="title">${parameter}</ac:parameter>${body}</ac:structured-macro>`

const vectors: readonly string[] = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC="https://evil.example/x.js"></SCRIPT>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src="x" onerror="alert(1)"/>',
  '<img src="javascript:alert(1)"/>',
  '<img src="data:image/svg+xml;base64,PHN2Zy8+"/>',
  '<img src="//evil.example/x.png"/>',
  '<img src="https://evil.example/x.png" onload="alert(1)"/>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href=" &#14; javascript:alert(1)">x</a>',
  '<a href="java&#x09;script:alert(1)">x</a>',
  '<a href="java&#10;script:alert(1)">x</a>',
  '<a href="javascript&colon;alert(1)">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;">x</a>',
  '<a href="//evil.example">x</a>',
  '<a href="/\\evil.example">x</a>',
  '<a href="\\\\evil.example">x</a>',
  '<a href="https://e.example" target="_blank" rel="opener" ping="https://e.example">x</a>',
  '<a href="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;">x</a>',
  '<p onclick="alert(1)" style="background:url(javascript:alert(1))">x</p>',
  '<div style="position:fixed;top:0;left:0;width:100%;height:100%;background:red">x</div>',
  '<style>*{background:url(https://evil.example)}</style>',
  '<link rel="stylesheet" href="https://evil.example"/><meta http-equiv="refresh" content="0;url=https://evil.example"/><base href="https://evil.example"/>',
  '<iframe src="javascript:alert(1)" srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"/>',
  '<object data="x.swf"><embed src="x.swf"/></object>',
  '<svg onload="alert(1)"><script>alert(1)</script><a xlink:href="javascript:alert(1)">x</a></svg>',
  '<math><mi xlink:href="javascript:alert(1)">x</mi></math>',
  '<form action="https://evil.example"><input name="password" autofocus="" onfocus="alert(1)"/><button formaction="javascript:alert(1)">x</button></form>',
  '<textarea></textarea><img src="x" onerror="alert(1)"/>',
  '<noscript><p title="&lt;/noscript&gt;&lt;img src=x onerror=alert(1)&gt;">x</p></noscript>',
  '<title><a title="&lt;/title&gt;&lt;img src=x onerror=alert(1)&gt;"/></title>',
  '<xmp><![CDATA[</xmp><script>alert(1)</script>]]></xmp>',
  '<plaintext><![CDATA[<script>alert(1)</script>]]></plaintext>',
  '<p><![CDATA[<script>alert(1)</script>]]></p>',
  '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>',
  '<p>&amp;lt;script&amp;gt;alert(1)</p>',
  '<!--><script>alert(1)</script>-->',
  '<![CDATA[<!--]]><script>alert(1)</script>',
  '<p title="&quot; onmouseover=&quot;alert(1)">x</p>',
  '<p class="site-header macro-head" id="site-search">x</p>',
  '<p id="&quot;&gt;&lt;script&gt;">x</p>',
  '<p lang="&quot; onfocus=&quot;x" dir="&quot;&gt;">x</p>',
  '<td colspan="1 onclick=alert(1)">x</td>',
  '<time datetime="2031-01-01&quot; onclick=&quot;x">x</time>',
  '<h1>&lt;script&gt;alert(1)&lt;/script&gt;</h1><ac:structured-macro ac:name="toc"/>',
  '<h1>\u0000toc:1:6\u0000</h1>\u0000toc:1:6\u0000',
  '<ac:link><ri:page ri:content-title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"/></ac:link>',
  '<ac:link><ri:page ri:content-title="T"/><ac:plain-text-link-body><![CDATA[<script>alert(1)</script>]]></ac:plain-text-link-body></ac:link>',
  '<ac:link><ri:page ri:content-title="T"/><ac:link-body><a href="javascript:alert(1)"><img src="x" onerror="x"/></a></ac:link-body></ac:link>',
  '<ac:link ac:anchor="&quot;&gt;&lt;script&gt;" ac:tooltip="&quot; onclick=&quot;x"><ac:link-body>x</ac:link-body></ac:link>',
  '<ac:link><ri:url ri:value="javascript:alert(1)"/><ac:link-body>x</ac:link-body></ac:link>',
  '<ac:link><ri:user ri:account-id="&lt;script&gt;"/></ac:link><ac:link><ri:space ri:space-key="&lt;script&gt;"/></ac:link>',
  '<ac:link><ri:shortcut ri:key="&lt;script&gt;" ri:parameter="&quot; onclick=&quot;x"/></ac:link>',
  '<ac:image ac:alt="&quot; onerror=&quot;alert(1)" ac:width="1&quot; onload=&quot;x"><ri:attachment ri:filename="x.png"/></ac:image>',
  '<ac:image><ri:url ri:value="javascript:alert(1)"/></ac:image>',
  '<ac:image><ri:url ri:value="data:text/html,x"/></ac:image>',
  '<ac:image ac:href="javascript:alert(1)"><ri:attachment ri:filename="x.png"/></ac:image>',
  '<ac:emoticon ac:name="&lt;script&gt;" ac:emoji-fallback="&lt;script&gt;" ac:emoji-shortname="&quot;&gt;"/>',
  '<ac:emoticon ac:emoji-id="3c-73-63-72-69-70-74-3e"/>',
  '<ac:inline-comment-marker ac:ref="&quot;&gt;&lt;script&gt;">x</ac:inline-comment-marker>',
  '<ac:layout-section ac:type="x&quot; onclick=&quot;x"><ac:layout-cell>x</ac:layout-cell></ac:layout-section>',
  '<ac:structured-macro ac:name="&lt;script&gt;alert(1)&lt;/script&gt;"><ac:parameter ac:name="&lt;script&gt;">&lt;script&gt;</ac:parameter></ac:structured-macro>',
  macro('html', 'x', '<ac:plain-text-body><![CDATA[<script>alert(1)</script>]]></ac:plain-text-body>'),
  macro(
    'code',
    '&lt;script&gt;',
    '<ac:plain-text-body><![CDATA[</code></pre><script>alert(1)</script>]]></ac:plain-text-body>',
  ),
  macro(
    'panel',
    '&lt;img src=x onerror=alert(1)&gt;',
    '<ac:rich-text-body><script>alert(1)</script></ac:rich-text-body>',
  ),
  macro('expand', '<script>alert(1)</script>', '<ac:rich-text-body>x</ac:rich-text-body>'),
  macro(
    'unknown',
    '<ri:url ri:value="javascript:alert(1)"/>',
    '<ac:rich-text-body><p onclick="x">x</p></ac:rich-text-body>',
  ),
  macro('status', '&quot; onclick=&quot;x'),
  macro('gallery', '&lt;script&gt;'),
  '<ac:structured-macro ac:name="attachments"/><ac:structured-macro ac:name="children"/><ac:structured-macro ac:name="gallery"/>',
  '<ac:structured-macro ac:name="anchor"><ac:parameter ac:name="">"&gt;&lt;script&gt;</ac:parameter></ac:structured-macro>',
  '<ac:structured-macro ac:name="constructor"/><ac:structured-macro ac:name="__proto__"/><__proto__ constructor="x"/><constructor/>',
  '<ac:adf-extension><ac:adf-node type="&lt;script&gt;"/></ac:adf-extension>',
  '<at:var at:name="&lt;script&gt;"/>',
  '<p title="a>b"<script>alert(1)</script>',
  "<a href='x' 'onclick=alert(1)//'>x</a>",
]

describe('hostile bodies', () => {
  it.each(vectors)('come out harmless: %s', (body) => {
    for (const wrapped of [
      body,
      `<p>${body}</p>`,
      `<a href="https://a.example">${body}</a>`,
      macro('info', body, `<ac:rich-text-body>${body}</ac:rich-text-body>`),
    ])
      expect(dangers(renderStorage(wrapped, context))).toEqual([])
  })

  it.each(['wiki', 'plain', 'adf', 'json'] as const)(
    'come out as text when they are not in storage format: %s',
    (format) => {
      const html = renderBody({ format, value: vectors.join('\n') }, context)
      expect(dangers(html)).toEqual([])
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    },
  )

  it('come out harmless however their pieces are put together', () => {
    const piece = fc.oneof(
      fc.constantFrom(...vectors),
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '/>',
        '-->',
        '<!--',
        '<![CDATA[',
        ']]>',
        '</p>',
        '<p',
        '<a href=',
        ' onclick=',
        '&',
        ';',
        '\u0000',
      ),
      fc.constantFrom(
        '<p>',
        '<table>',
        '<tr>',
        '<td>',
        '<li>',
        '<ul>',
        '<pre>',
        '<h1>',
        '</h1>',
        '<ac:link>',
        '<ac:link-body>',
        '<ac:parameter>',
        '<ac:structured-macro ac:name="x">',
        '<ac:rich-text-body>',
        '</ac:structured-macro>',
      ),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        // Elements of broken markup that close each other don't harm.
        const found = dangers(renderStorage(pieces.join(''), context)).filter((danger) => !danger.endsWith('by force'))
        expect(found).toEqual([])
      }),
      { numRuns: 400 },
    )
  })
})

const large: readonly (readonly [string, string])[] = [
  ['200,000 elements', '<p>a <strong>b</strong> <ac:link><ri:page ri:content-title="T"/></ac:link></p>'.repeat(50_000)],
  ['elements 50,000 deep', `${'<div>'.repeat(50_000)}deep${'</div>'.repeat(50_000)}`],
  ['macros 25,000 deep', '<ac:structured-macro ac:name="info"><ac:rich-text-body>'.repeat(25_000)],
  ['stray end tags under deep nesting', '<b>'.repeat(50_000) + '</i>'.repeat(100_000)],
  ['nothing but <', '<'.repeat(4_000_000)],
  ['tags that break off', '<a href="'.repeat(300_000)],
  [
    'tables of contents over many headings',
    '<ac:structured-macro ac:name="toc"/>'.repeat(3000) + '<h1>a</h1>'.repeat(3000),
  ],
  ['unknown character references', '&ab;'.repeat(300_000)],
  ['more text than is shown', 'x'.repeat(9_000_000)],
]

describe(sanitise, () => {
  it.each(vectors)('is a net of its own under the renderer: %s', (html) => {
    const structure = /by force$|^id |^a link in a link$/
    expect(dangers(sanitise(html)).filter((danger) => !structure.test(danger))).toEqual([])
  })
})

describe('large bodies', () => {
  it.each(large)('are rendered, and their pages stay bounded: %s', (_title, body) => {
    // What takes time by the square of its length runs into the limit of a test.
    expect(renderStorage(body, context).length).toBeLessThan(12_000_000)
  })

  it('keep the text of what is nested too deeply', () => {
    expect(renderStorage(`${'<div>'.repeat(1000)}deep${'</div>'.repeat(1000)}<p>after</p>`, context)).toMatch(
      /deep(?:<\/div>)+<p>after<\/p><\/div>$/,
    )
  })

  it('say where they are cut', () => {
    expect(renderStorage('x'.repeat(8_000_001), context)).toContain('too long to be shown')
  })
})
