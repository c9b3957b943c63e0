import { describe, expect, it } from 'vitest'
import type { RenderContext } from './context.js'
import { renderBody } from './render-body.js'
import { renderStorage } from './render-storage.js'

const contextOf = (title: string): RenderContext => ({
  title,
  page: ({ title: named = title }) => ({ url: '/pages/1', title: named }),
  attachment: () => undefined,
  user: () => undefined,
  space: () => undefined,
})

/** The ids of a page, and the places that its links go to, decoded. */
function placesOf(html: string): { readonly ids: string[]; readonly links: string[] } {
  const unescaped = (text: string): string =>
    text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  return {
    ids: [...html.matchAll(/ id="([^"]*)"/g)].map(([, id = '']) => unescaped(id)),
    links: [...html.matchAll(/href="[^"#]*#([^"]*)"/g)].map(([, id = '']) => decodeURIComponent(unescaped(id))),
  }
}

function leadsSomewhere(title: string, body: string): boolean {
  const { ids, links } = placesOf(renderStorage(body, contextOf(title)))
  return links.length > 0 && links.every((link) => ids.includes(link))
}

const heading = '<h1>Bark Care</h1>'

describe('links to places of a page', () => {
  it.each([
    ['in the form of the older editor', 'Oak Book', '<a href="#OakBook-BarkCare">x</a>'],
    ['in that of the newer editor', 'Oak Book', '<a href="#Bark-Care">x</a>'],
    ['in that of a heading with an anchor in it', 'Oak Book', '<a href="#%5BinlineExtension%5DBark-Care">x</a>'],
    ['without the title', 'Oak Book', '<ac:link ac:anchor="BarkCare"/>'],
    ['in words', 'Oak Book', '<ac:link ac:anchor="Bark Care"/>'],
    ['with another letter case', 'Oak Book', '<a href="#oakbook-barkcare">x</a>'],
    [
      'on the page by its name',
      'Oak Book',
      '<ac:link ac:anchor="OakBook-BarkCare"><ri:page ri:content-title="Oak Book"/></ac:link>',
    ],
    ['on the page by its address', 'Oak Book', '<a href="/display/K/Oak+Book#OakBook-BarkCare">x</a>'],
    ['of a title that begins with a digit', '2 oaks', '<a href="#id-2oaks-BarkCare">x</a>'],
    ['of such a title without the mark', '2 oaks', '<a href="#2oaks-BarkCare">x</a>'],
    ['of a title in another script', 'Дуб', '<a href="#id-%D0%94%D1%83%D0%B1-BarkCare">x</a>'],
    ['of a title with a hyphen', 'Oak-Book - 2', '<a href="#Oak-Book-2-BarkCare">x</a>'],
    ['of a title with quotes', '"Oak" <b>', '<a href="#id-%22Oak%22%3Cb%3E-BarkCare">x</a>'],
    ['of a title with a percent sign', '100% oak', '<a href="#id-100%25oak-BarkCare">x</a>'],
    ['of a title that is only blanks', ' ', '<a href="#BarkCare">x</a>'],
    ['of a huge title', 'o'.repeat(100_000), `<a href="#BarkCare">x</a>`],
  ])('%s', (_name, title, link) => {
    expect(leadsSomewhere(title, link + heading)).toBe(true)
  })

  it('numbers equal headings, and tells apart those of another letter case', () => {
    const body =
      '<h1>Bark</h1><h1>bark</h1><h1>Bark</h1><ac:structured-macro ac:name="toc"/>' +
      ['OakBook-Bark', 'OakBook-bark', 'OakBook-Bark.1'].map((name) => `<ac:link ac:anchor="${name}"/>`).join('')
    const { ids, links } = placesOf(renderStorage(body, contextOf('Oak Book')))
    const own = ids.filter((id) => id.startsWith('Oak'))
    expect(own).toEqual(['OakBook-Bark', 'OakBook-bark', 'OakBook-Bark.1'])
    expect(links).toEqual([...own, ...own])
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('lead to headings of a document in ADF too', () => {
    const text = (value: string, marks?: object[]): object => ({ type: 'text', text: value, ...(marks && { marks }) })
    const link = [{ type: 'link', attrs: { href: '#OakBook-BarkCare' } }]
    const value = JSON.stringify({
      type: 'doc',
      content: [
        { type: 'paragraph', content: [text('x', link)] },
        { type: 'heading', attrs: { level: 2 }, content: [text('Bark Care')] },
      ],
    })
    const { ids, links } = placesOf(renderBody({ format: 'adf', value }, contextOf('Oak Book')))
    expect(ids).toContain(links[0])
  })
})

describe('hostile pages', () => {
  it.each([
    ['headings', '<h1>x</h1>', 20_000],
    ['links', '<a href="#Oak-x">x</a>', 20_000],
    [
      'anchors',
      '<ac:structured-macro ac:name="anchor"><ac:parameter ac:name="">x</ac:parameter></ac:structured-macro>',
      10_000,
    ],
    ['links with long anchors', `<a href="#${'x'.repeat(2_000)}">x</a>`, 3_000],
    ['links of blanks', `<ac:link ac:anchor="${' '.repeat(2_000)}"/>`, 3_000],
  ])('of many %s are shown', (_name, piece, count) => {
    // As long as a title may be, so that ids made of it take their share.
    expect(renderStorage(piece.repeat(count), contextOf('o'.repeat(255))).length).toBeLessThan(20_000_000)
  })

  it.each(['"><script>alert(1)</script>', "' onclick='x", '\u0000toc:1:6\u0000', '\ud800', '&lt;'])(
    'put no title %j into the markup',
    (title) => {
      const html = renderStorage(`${heading}<ac:structured-macro ac:name="toc"/><a href="#x">x</a>`, contextOf(title))
      expect(html).not.toMatch(/<script|onclick="|\u0000|\ud800(?![\udc00-\udfff])/)
    },
  )
})
