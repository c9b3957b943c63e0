import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { storageOfAdf } from './adf-document.js'
import type { RenderContext } from './context.js'
import { renderBody } from './render-body.js'

const context: RenderContext = {
  page: ({ title, contentId }) => ({ url: `/pages/${contentId ?? title}`, title: title ?? `Page ${contentId}` }),
  attachment: ({ fileName, container }) =>
    fileName === 'gone.png'
      ? undefined
      : {
          url: `/files/${container?.contentId ?? 'self'}/${fileName}`,
          mediaType: fileName.endsWith('.png') ? 'image/png' : 'text/plain',
        },
  user: ({ value }) => ({ name: value, url: `/people/${value}` }),
  space: () => undefined,
}

function render(...content: readonly object[]): string {
  const html = renderBody({ format: 'adf', value: JSON.stringify({ type: 'doc', version: 1, content }) }, context)
  return html.replace(/^<div class="rendered">/, '').replace(/<\/div>$/, '')
}

const p = (...content: readonly object[]): object => ({ type: 'paragraph', content })
const t = (text: string, ...marks: readonly object[]): object => ({ type: 'text', text, marks })

const table: readonly (readonly [what: string, node: object, html: string])[] = [
  [
    'text with marks',
    p(t('a <b>', { type: 'strong' }, { type: 'em' })),
    '<p><em><strong>a &lt;b&gt;</strong></em></p>',
  ],
  [
    'a link to a page',
    p(t('x', { type: 'link', attrs: { href: '/wiki/spaces/A/pages/12/T' } })),
    '<p><a href="/pages/12">x</a></p>',
  ],
  [
    'a card',
    p({ type: 'inlineCard', attrs: { url: '/wiki/spaces/A/pages/12/T' } }),
    '<p><a href="/pages/12">Page 12</a></p>',
  ],
  [
    'a mention',
    p({ type: 'mention', attrs: { id: '1:a', text: '@Ann' } }),
    '<p><a href="/people/1:a" class="c-user">Ann</a></p>',
  ],
  [
    'an image by an address of the site',
    { type: 'media', attrs: { type: 'external', url: '/download/attachments/12/a.png', alt: 'A', width: 30 } },
    '<img src="/files/12/a.png" class="c-image" alt="A" width="30" loading="lazy" />',
  ],
  [
    'a file by an address of the site',
    { type: 'media', attrs: { type: 'external', url: '/download/attachments/12/a.txt' } },
    '<a href="/files/12/a.txt">a.txt</a>',
  ],
  [
    'an image of another page',
    {
      type: 'mediaSingle',
      content: [{ type: 'media', attrs: { type: 'file', id: 'u', collection: 'contentId-7', __fileName: 'a.png' } }],
    },
    '<img src="/files/7/a.png" class="c-image" alt="a.png" loading="lazy" />',
  ],
  [
    'a file that is not here',
    p({ type: 'mediaInline', attrs: { id: 'u', __fileName: 'gone.png' } }),
    '<p><span class="c-missing" title="This image is not here: gone.png">gone.png <span class="c-missing-note">missing image</span></span></p>',
  ],
  ['a heading', { type: 'heading', attrs: { level: 2 }, content: [t('A b')] }, '<h2 id="anchor-ab">A b</h2>'],
  [
    'a date',
    p({ type: 'date', attrs: { timestamp: '1704067200000' } }),
    '<p><time class="c-date" datetime="2024-01-01">1 January 2024</time></p>',
  ],
  [
    'code',
    { type: 'codeBlock', attrs: { language: 'js' }, content: [t(']]> <x>')] },
    '<pre class="c-pre"><code>]]&gt; &lt;x&gt;</code></pre>',
  ],
  [
    'a panel',
    { type: 'panel', attrs: { panelType: 'success' }, content: [p(t('x'))] },
    '<div class="c-panel c-panel-tip"><div class="c-panel-body"><p>x</p></div></div>',
  ],
  [
    'a task',
    { type: 'taskList', content: [{ type: 'taskItem', attrs: { state: 'DONE' }, content: [t('x')] }] },
    'c-task-done',
  ],
  [
    'a table',
    {
      type: 'table',
      content: [{ type: 'tableRow', content: [{ type: 'tableCell', attrs: { colspan: 2 }, content: [p(t('x'))] }] }],
    },
    '<td colspan="2"><p>x</p></td>',
  ],
  [
    'a macro that is known',
    { type: 'extension', attrs: { extensionKey: 'include', parameters: { macroParams: { page: { value: 'T' } } } } },
    'T',
  ],
  [
    'a macro of an app',
    { type: 'extension', attrs: { extensionKey: 'app', parameters: { macroParams: { a: { value: '<b>' } } } } },
    '<dt>a</dt><dd>&lt;b&gt;</dd>',
  ],
  [
    'markup that was kept',
    { type: 'confluenceUnsupportedBlock', attrs: { cxhtml: '<p><ri:page ri:content-title="T"/></p>' } },
    '<p><a href="/pages/T">T</a></p>',
  ],
  [
    'a node that nobody knows',
    { type: 'new<', content: [p(t('x'))] },
    '<span class="c-macro-name">new&lt;</span></div><div class="c-macro-body"><p>x</p></div>',
  ],
]

describe(storageOfAdf, () => {
  it.each(table)('shows %s', (_what, node, html) => {
    expect(render(node)).toContain(html)
  })

  it('leaves what is not a document to be shown as its text', () => {
    for (const value of ['{"type":"doc"', '[]', '"doc"', '{"type":"p"}']) {
      expect(storageOfAdf(value)).toBeUndefined()
      expect(renderBody({ format: 'adf', value }, context)).toContain('Atlassian Document Format')
    }
  })

  it('shows every text of a document, and nothing that a browser would run', () => {
    const words = fc.constantFrom('one', '<script>alert(1)</script>', '" onclick="x', "'", '&lt;', ']]>')
    const leaf = fc.oneof(
      words.map((word) => t(word)),
      words.map((url) => t('two', { type: 'link', attrs: { href: url } })),
      words.map((url) => t('three', { type: 'link', attrs: { href: `javascript:${url}` } })),
      words.map((type) => ({ type, attrs: { id: type }, content: [t('four')] })),
      words.map((extensionKey) => ({
        type: 'extension',
        attrs: { extensionKey, parameters: { macroParams: { [extensionKey]: { value: extensionKey } } } },
      })),
    )
    fc.assert(
      fc.property(
        fc.array(leaf),
        fc.constantFrom('paragraph', 'codeBlock', 'panel', 'tableCell', 'listItem', 'x'),
        (content, type) => {
          const html = render({ type, content })
          expect(html).not.toMatch(/href="javascript/i)
          expect(html.replace(/"[^"]*"/g, '')).not.toMatch(/<script|<[^>]*\sonclick/i)
          for (const word of ['two', 'three', 'four']) {
            expect(html.split(word).length).toBe(JSON.stringify(content).split(`"${word}"`).length)
          }
        },
      ),
    )
  })

  it('holds a document that is nested deeper than any stack', () => {
    const levels = 30_000
    const body = `{"type":"doc","content":[${'{"type":"blockquote","content":['.repeat(levels)}{"type":"text","text":"x"}${']}'.repeat(levels)}]}`
    expect(storageOfAdf(body)).toBe(`${'<blockquote>'.repeat(levels)}x${'</blockquote>'.repeat(levels)}`)
  })
})
