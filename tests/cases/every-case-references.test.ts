import { expect, it } from 'vitest'
import { caseBackup } from '../testing/case-backups.js'
import { arrive, type Arrived, linksOf } from '../testing/linked-pages.js'
import { temporaryFolder } from '../testing/places.js'

const { at } = temporaryFolder()

const come = (name: string, options?: Parameters<typeof arrive>[2]): Promise<Arrived> =>
  arrive(at(name), caseBackup(name), options)

/** What the pages or files behind these addresses end with or say. */
async function behind(arrived: Arrived, addresses: readonly string[], words: RegExp): Promise<(string | undefined)[]> {
  const pages = await Promise.all(addresses.map((address) => arrived.see(address)))
  return pages.map((page) => words.exec(page)?.[0])
}

/** The addresses of the pictures of a page. */
function picturesOf(html: string): string[] {
  return [...html.matchAll(/<img [^>]*loading="lazy"[^>]*>/g)].map(([tag]) => /src="([^"]*)"/.exec(tag)?.[1] ?? '')
}

it('same-name-two-spellings: each name leads to the file that is spelt like that', async () => {
  await using arrived = await come('same-name-two-spellings')
  const html = await arrived.see('Bridges')
  expect(await behind(arrived, picturesOf(html), /whole|apart/)).toEqual(['whole', 'apart'])
  expect(await behind(arrived, linksOf(html, 'first', 'second'), /whole|apart/)).toEqual(['whole', 'apart'])
})

it('same-title-twice: each title leads to the page that is spelt like that', async () => {
  await using arrived = await come('same-title-twice')
  const links = linksOf(await arrived.see('Signposts'), 'large', 'small')
  expect(await behind(arrived, links, /with a capital|without one/)).toEqual(['with a capital', 'without one'])
})

it('native-heading-anchor: a link in the form of Confluence leads to its heading', async () => {
  await using arrived = await come('native-heading-anchor')
  expect(arrived.references.unresolved).toBe(0)
  const html = await arrived.see('Line Seven')
  const texts = [...linksOf(html, 'here'), ...linksOf(await arrived.see('Signposts'), 'first', 'second')].map(
    (address) => {
      const [, behindIt = ''] = html.split(`id="${address.slice(address.indexOf('#') + 1)}"`)
      return />(Night Service)[^]*?<p>([^<]*)/.exec(behindIt)?.slice(1)
    },
  )
  expect(texts).toEqual([
    ['Night Service', 'From one.'],
    ['Night Service', 'From one.'],
    ['Night Service', 'Once more.'],
  ])
})

it('task-report-space-and-page: names of a space follow it to another key', async () => {
  await using arrived = await come('task-report-space-and-page', {
    extra: ['--space-key-exists', 'rename'],
    prepare: ({ store }) => {
      store.insert('spaces', { id: 'space:7', key: 'TRAM', kind: 'global', status: 'current' })
    },
  })
  expect(arrived.references).toMatchObject({ rewritten: 4, unchanged: 0, unresolved: 0 })
  const { store } = arrived.site
  const contents = [...store.list('content')]
  const page = contents.find(({ title }) => title === 'Open work')
  const depot = contents.find(({ title }) => title === 'Depot')?.id.slice('page:'.length)
  const key = store.get('spaces', page?.space ?? '')?.key ?? ''
  expect(key).not.toBe('TRAM')
  const [version] = store.list('versions', { owner: page?.id ?? '' })
  const values = [...JSON.stringify(version?.body).matchAll(/<ac:parameter[^>]*>([^<]*)</g)].map(([, value]) => value)
  expect(values).toEqual([`space:${key},page:${depot}`, key, key])
})

it('image-by-own-address: a picture that is named by the address of the site is shown', async () => {
  await using arrived = await come('image-by-own-address', { extra: ['--source-url', 'https://trams.example'] })
  expect(arrived.references).toMatchObject({ rewritten: 1, unchanged: 1, unresolved: 0 })
  const html = await arrived.see('Livery')
  const pictures = picturesOf(html)
  expect(pictures).toEqual([expect.stringMatching(/^\/attachments\/.*red\.png$/)])
  expect(await behind(arrived, pictures, /red$/)).toEqual(['red'])
  expect(html).toContain('Image on another site')
})

it('link-to-blog-post: links to a post lead to the post, links to a page to the page', async () => {
  await using arrived = await come('link-to-blog-post')
  expect(arrived.references.unresolved).toBe(0)
  const links = linksOf(await arrived.see('Signposts'), 'dayless', 'dated', 'sheet', 'address')
  expect(await behind(arrived, links, /the post|the page/)).toEqual(['the post', 'the post', 'the page', 'the post'])
})
