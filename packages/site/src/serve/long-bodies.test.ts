import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryPath } from '../../testing/temporary.js'
import { createSite } from '../store/create-site.js'
import type { Site } from '../store/site.js'
import { type ServedSite, serveSite } from './serve-site.js'

let site: Site
const served: ServedSite[] = []

/** Markup that is much work for its length. */
const busy = '<table><tr><td><p><strong>a</strong> <em>b</em></p></td></tr></table>'

beforeAll(async () => {
  site = await createSite(await temporaryPath(), { name: 'Long' })
  const { store } = site
  const long = await store.storeBlob([Buffer.from(busy.repeat(9000))])
  const longer = await store.storeBlob([Buffer.from(`<p>whole</p>${'x'.repeat(5_000_000)}`)])
  store.transaction(() => {
    store.insert('spaces', {
      id: 'space:1',
      key: 'A',
      kind: 'global',
      status: 'current',
      description: { format: 'storage', value: `<p>card</p>${'y'.repeat(20_000)}` },
    })
    store.insert('space-permissions', {
      id: 'space-permission:space:1/anonymous/read space',
      space: 'space:1',
      subject: { type: 'anonymous' },
      operation: 'read',
      target: 'space',
    })
    const page = (number: number, body: object, parent?: string): void => {
      const id = `page:${number}`
      store.insert('content', {
        id,
        kind: 'page',
        space: 'space:1',
        title: `Page ${number}`,
        status: 'current',
        version: 1,
        ...(parent === undefined ? {} : { parent }),
      })
      store.insert('versions', { id: `version:${id}/1`, of: id, number: 1, order: 1, body: body as never })
    }
    page(1, { format: 'storage', value: '<p>short</p>' })
    page(2, { format: 'storage', blob: long.digest, bytes: long.bytes })
    page(3, { format: 'storage', blob: longer.digest, bytes: longer.bytes })
    page(4, { format: 'storage', blob: longer.digest, bytes: longer.bytes })
    store.insert('restrictions', {
      id: 'restriction:page:4/read/person:site-administrator',
      content: 'page:4',
      operation: 'read',
      subject: 'person:site-administrator',
    })
  })
  for (const viewer of ['person:site-administrator', 'anonymous'])
    served.push(await serveSite(site, { port: 0, viewer }))
})

afterAll(async () => {
  for (const one of served) await one.close()
  await site[Symbol.asyncDispose]()
})

async function ask(path: string, at = 1): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(`${served[at]?.url}${path}`)
  return { status: response.status, text: await response.text() }
}

describe('a long text', () => {
  it('is rendered while others are answered', async () => {
    const ended: string[] = []
    const long = ask('/pages/2').then((answer) => {
      ended.push('long')
      return answer
    })
    for (let count = 0; count < 10; count++) {
      expect((await ask('/pages/1')).text).toContain('<p>short</p>')
      ended.push('short')
    }
    const { status, text } = await long
    expect([status, text.split('<strong>a</strong>').length]).toEqual([200, 9001])
    expect(ended).toEqual([...Array.from({ length: 10 }, () => 'short'), 'long'])
  })

  it('beyond what a page holds is told of, with its source text for whoever may read it', async () => {
    const { text } = await ask('/pages/3')
    expect(text).toContain('too long to be shown here')
    expect(text.length).toBeLessThan(20_000)
    const [, link = ''] = /href="([^"]*)">Its source text/.exec(text) ?? []
    const source = await ask(link)
    expect([source.status, source.text.length, source.text.slice(0, 12)]).toEqual([200, 5_000_012, '<p>whole</p>'])
    const hidden = link.replace('page:3', 'page:4')
    expect((await ask(hidden, 0)).status).toBe(200)
    expect(await ask(hidden)).toEqual(await ask(link.replace('page:3', 'page:5')))
    expect((await ask(hidden)).status).toBe(404)
  })

  it('of a space is on its page, and its card says nothing of it', async () => {
    expect((await ask('/')).text).not.toContain('card</p>')
    expect((await ask('/spaces/A')).text).toContain('card</p>')
  })
})
