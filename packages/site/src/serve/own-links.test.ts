import { rewriteConfluenceUrl, type UrlTarget } from '@spacecrate/confluence'
import { describe, expect, it } from 'vitest'
import { ServedSample } from '../../testing/served-sample.js'
import { renderStorage } from '../render/render-storage.js'
import { EmbeddedSite } from '../store/open-site.js'
import { renderContextOf } from './render-context.js'
import { Visit } from './visit.js'

const sample = new ServedSample()

/** Where a link of a body leads when the body is shown to a viewer. */
function shown(url: string, viewer = 'person:site-administrator'): string | undefined {
  const { site } = sample
  if (!(site instanceof EmbeddedSite)) throw new TypeError('The sample is an embedded site')
  const visit = new Visit(site.store, viewer, new URL('http://127.0.0.1/'))
  const html = renderStorage(`<p><a href="${url}">x</a></p>`, renderContextOf(visit, {}))
  return /href="([^"]*)"/.exec(html)?.[1]
}

const targets: readonly (readonly [string, () => UrlTarget, string])[] = [
  ['a page', () => ({ to: 'content', id: sample.ids.page }), 'How we fire'],
  ['a post', () => ({ to: 'content', id: sample.ids.post }), 'The new kiln is here'],
  ['a folder', () => ({ to: 'content', id: 'folder:9' }), 'Papers'],
  ['a comment', () => ({ to: 'content', id: sample.ids.page, commentId: sample.ids.comment.slice(8) }), 'How we fire'],
  ['a space', () => ({ to: 'space', id: sample.ids.space, key: 'KILN' }), 'Kiln room'],
  ['a space whose key is odd', () => ({ to: 'space', id: sample.ids.space, key: 'K/L' }), 'Kiln room'],
  ['a person', () => ({ to: 'person', id: 'person:ada' }), 'Ada Kilnwright'],
  ['a group', () => ({ to: 'group', id: 'group:potters' }), 'potters'],
  ['a template', () => ({ to: 'template', id: sample.ids.template }), 'Firing log'],
  ['words to search for', () => ({ to: 'search', text: 'glaze & co' }), 'glaze &amp; co'],
]

describe('an address that a rewritten link has', () => {
  it.each(targets)('is served, and stays a link of the text: %s', async (_name, target, text) => {
    const before = target().to === 'content' ? '/display/OLD/Page#comment-1' : '/display/OLD'
    const url = rewriteConfluenceUrl(before, target(), { style: 'embedded' }) ?? ''
    const asked = await sample.ask(url.split('#')[0] ?? '')
    expect(asked.status).toBe(200)
    expect(asked.text).toContain(text)
    const link = shown(url)
    expect(link).toBeDefined()
    expect((await sample.ask((link ?? '').split('#')[0] ?? '')).text).toContain(text)
  })

  it('of a file leads to the file from a text, and to the page about it by itself', async () => {
    const target: UrlTarget = { to: 'attachment', id: sample.ids.picture, fileName: 'shelf plan.png' }
    const url = rewriteConfluenceUrl('/download/attachments/1/shelf%20plan.png', target, { style: 'embedded' }) ?? ''
    expect((await sample.ask(url)).text).toContain('shelf plan.png')
    expect((await sample.ask(shown(url) ?? '')).headers['content-type']).toBe('image/png')
  })

  it('of a comment names the place of the comment on the page', async () => {
    const { page, comment } = sample.ids
    const link = shown(`/pages/${page.slice(5)}#comment:${comment.slice(8)}`) ?? ''
    expect(link.split('#')[1]).toBe(comment)
    expect((await sample.ask(link.split('#')[0] ?? '')).text).toContain(`id="${comment}"`)
  })

  it('is no link for somebody who may not see what is there', () => {
    const { secret, template } = sample.ids
    for (const url of [`/pages/${secret.slice(5)}`, `/templates/${template.slice(9)}`, '/groups/potters']) {
      expect(shown(url, 'anonymous')).toBeUndefined()
    }
    expect(shown('/groups/nobodies')).toBeUndefined()
    expect(shown('/attachments/999999')).toBeUndefined()
  })
})
