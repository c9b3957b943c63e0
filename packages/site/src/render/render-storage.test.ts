import { describe, expect, it } from 'vitest'
import { renderStorage } from './render-storage.js'
import type { RenderContext } from './context.js'
export const ctx: RenderContext = {
  page: ({ title }) =>
    title === 'Gone' || title === undefined ? undefined : { url: '/p/' + encodeURIComponent(title), title },
  attachment: ({ fileName }) =>
    fileName === 'gone.png' ? undefined : { url: '/f/' + encodeURIComponent(fileName), mediaType: 'image/png' },
  user: ({ value }) => (value === 'gone' ? undefined : { name: 'User ' + value, url: '/u/' + value }),
  space: (key) => (key === 'GONE' ? undefined : { url: '/s/' + key, name: 'Space ' + key }),
  children: () => [{ url: '/p/a', title: 'A' }],
  attachments: () => [{ fileName: 'a.png', url: '/f/a.png', mediaType: 'image/png' }],
}
describe(renderStorage, () => {
  it('x', () => {
    const b = `<ac:structured-macro ac:name="toc"/><h1>One &amp; two</h1><p>a &eacute; <ac:link><ri:page ri:content-title="T"/></ac:link> <ac:link><ri:page ri:content-title="Gone"/><ac:plain-text-link-body><![CDATA[bo<b>dy]]></ac:plain-text-link-body></ac:link></p><h2>In</h2><h1>Out</h1>
  <p><ac:image ac:width="20"><ri:attachment ri:filename="x.png"/></ac:image><a href="javascript:alert(1)">x</a><a href="https://x.example">y</a></p>
  <ac:structured-macro ac:name="widget"><ac:parameter ac:name="url"><ri:url ri:value="https://v.example"/></ac:parameter></ac:structured-macro>
  <ac:structured-macro ac:name="code"><ac:parameter ac:name="language">js</ac:parameter><ac:plain-text-body><![CDATA[a < b]]></ac:plain-text-body></ac:structured-macro>`
    expect(renderStorage(b, ctx)).toContain('a é <a href="/p/T">T</a>')
  })
})
