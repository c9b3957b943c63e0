import { expect, it } from 'vitest'
import { html, joined, sanitised } from './html.js'

it('escapes whatever is text, keeps what is HTML, and leaves out nothing', () => {
  const hostile = `<b a='1' b="2">&`
  expect(
    html`<p title="${hostile}">${hostile}${html`<i>${1}</i>`}${undefined}${false}${['<', html`<br />`]}</p>`.text,
  ).toBe(
    '<p title="&lt;b a=&#39;1&#39; b=&quot;2&quot;&gt;&amp;">&lt;b a=&#39;1&#39; b=&quot;2&quot;&gt;&amp;<i>1</i>&lt;<br /></p>',
  )
  expect(joined(['<', sanitised('<hr>')], ', ').text).toBe('&lt;, <hr>')
})

it('leaves out characters that HTML does not allow', () => {
  expect(html`${'a\u0000b\u001bc'}`.text).toBe('abc')
})
