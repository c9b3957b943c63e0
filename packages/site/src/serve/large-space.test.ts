import { afterAll, beforeAll, expect, it } from 'vitest'
import { temporaryPath } from '../../testing/temporary.js'
import { createSite } from '../store/create-site.js'
import type { Site } from '../store/site.js'
import { type ServedSite, serveSite } from './serve-site.js'

const siblings = 20_000

let site: Site
let served: ServedSite
let middle = ''

beforeAll(async () => {
  site = await createSite(await temporaryPath(), { name: 'x' })
  const { store } = site
  const space = store.reserve('space')
  store.insert('spaces', { id: space, key: 'BIG', kind: 'global', status: 'current' })
  for (let done = 0; done < siblings; done += 500) {
    store.transaction(() => {
      for (let i = done; i < done + 500; i++) {
        const id = store.reserve('page')
        if (i === siblings / 2) middle = id
        store.insert('content', {
          id,
          kind: 'page',
          space,
          title: `Page ${i}`,
          position: i,
          status: 'current',
          version: 1,
        })
      }
    })
  }
  // A chain that is deeper than any page would show.
  store.transaction(() => {
    let parent = middle
    for (let i = 0; i < 2000; i++) {
      const id = store.reserve('page')
      store.insert('content', { id, kind: 'page', space, title: `Deep ${i}`, parent, status: 'current', version: 1 })
      parent = id
    }
    for (let i = 0; i < 3000; i++) {
      const id = `comment:${i}`
      const above = i % 3 === 0 ? {} : { parent: `comment:${i - 1}` }
      store.insert('comments', { id, content: middle, kind: 'footer', status: 'current', version: 1, ...above })
      store.insert('comment-versions', {
        id: `version:${id}/1`,
        of: id,
        number: 1,
        order: 1,
        body: { format: 'storage', value: `<p>${i}</p>` },
      })
    }
  })
  served = await serveSite(site, { port: 0 })
})

afterAll(async () => {
  await served.close()
  await site[Symbol.asyncDispose]()
})

async function linksOf(path: string): Promise<{ readonly links: string[]; readonly text: string }> {
  const text = await (await fetch(served.url + path)).text()
  return { text, links: [...text.matchAll(/href="([^"]*)"/g)].map(([, url = '']) => url.replaceAll('&amp;', '&')) }
}

it('makes small pages of a large space', async () => {
  for (const path of [
    '/',
    '/spaces/BIG',
    '/spaces/BIG/tree',
    `/pages/${middle.slice(5)}`,
    '/search?q=page',
    '/search?q=deep+1999',
  ]) {
    const { links, text } = await linksOf(path)
    expect(links.length).toBeLessThan(700)
    expect(text.length).toBeLessThan(300_000)
  }
})

/** Titles of the pieces of the tree from one on, at most as many pieces as asked for. */
async function titlesFrom(first: string, pieces: number): Promise<string[]> {
  const titles: string[] = []
  let path: string | undefined = first
  for (let piece = 0; piece < pieces && path !== undefined; piece++) {
    const { text } = await linksOf(path)
    const main = text.slice(text.indexOf('<main'), text.indexOf('</main>'))
    titles.push(...[...main.matchAll(/>(Page \d+)</g)].map(([, title = '']) => title))
    path = /href="(\/spaces\/BIG\/tree\?after=[^"]*)"/.exec(main)?.[1]
  }
  return titles
}

it('leads to every sibling, piece by piece and in order', async () => {
  const wanted = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, i) => `Page ${from + i}`)
  expect(await titlesFrom('/spaces/BIG/tree', 12)).toEqual(wanted(0, 1200))
  // The last pieces begin at the same kind of link, and end by themselves.
  const far = site.store.findContentByTitle('space:65537', 'Page 19149')?.id ?? ''
  expect(await titlesFrom(`/spaces/BIG/tree?after=${far}`, 100)).toEqual(wanted(19_150, siblings))
})

it('shows in the side bar where a page stands among many, and the way down to one that is deep', async () => {
  const { text } = await linksOf(`/pages/${middle.slice(5)}`)
  expect(text).toContain('>Page 9990<')
  expect(text).toContain('>Page 10010<')
  expect(text).toContain('Earlier pages')
  const [last] = site.store.findContentByTitle('space:65537', 'Deep 1999')?.id.match(/\d+/) ?? []
  const deep = await linksOf(`/pages/${last}`)
  expect(deep.text).toContain('>Deep 1998<')
  expect(deep.links.length).toBeLessThan(200)
})

it('leads to every comment of a page that has thousands', { timeout: 60_000 }, async () => {
  const seen = new Set<string>()
  const done = new Set<string>()
  const waiting = [`/pages/${middle.slice(5)}`]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (done.has(path)) continue
    done.add(path)
    const { text, links } = await linksOf(path)
    for (const [, id = ''] of text.matchAll(/id="(comment:\d+)"/g)) seen.add(id)
    for (const url of links.map((link) => link.replace(/#.*/, ''))) {
      if (url.includes('comments-after=') || text.includes(`${url}">Further replies`)) waiting.push(url)
    }
  }
  expect(seen.size).toBe(3000)
})
