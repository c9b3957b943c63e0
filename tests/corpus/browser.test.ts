import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mustEndWell } from '../testing/answers.js'
import { launchBrowser, type ServedSite, serve } from '../testing/browser.js'
import { corpus, hasChromium, hasCorpus, temporaryFolder } from '../testing/places.js'
import { mustExport, mustImport } from '../testing/road.js'
import { spacecrate } from '../testing/run-command.js'
import { seePage, seeShelf, seeTree, squeeze } from '../testing/seen-pages.js'
import { facts, type FileFacts, type PageFacts } from './facts.js'

describe.skipIf(!hasCorpus || !hasChromium)('a public backup, read in a browser', () => {
  const place = temporaryFolder()
  let browser: Browser

  beforeAll(async () => {
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
  })

  describe.each(facts)('$backup', ({ backup, space, tree, posts, pages }) => {
    let site: ServedSite
    let page: Page
    const addresses = new Map<string, string>()
    const complaints: string[] = []

    beforeAll(async () => {
      const archive = place.at(`${backup}.crate.zip`)
      await mustExport(archive, path.join(corpus, backup))
      mustEndWell(await spacecrate(['verify', archive]))
      await mustImport(place.at(`${backup}.site`), archive)
      site = await serve(place.at(`${backup}.site`))
      page = await browser.newPage()
      page.setDefaultTimeout(10_000)
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
      page.on('pageerror', (error) => complaints.push(error.message))
    })
    afterAll(async () => {
      await page.close()
      await site[Symbol.asyncDispose]()
    })

    it('is listed as a space', async () => {
      await page.goto(site.url)
      const link = page.locator('.card a', { hasText: space.name })
      expect(squeeze(await link.textContent())).toBe(space.name)
      await link.click()
      expect(squeeze(await page.locator('main h1').textContent())).toBe(space.name)
    })

    it('has the titles in the order of the tree', async () => {
      await page.goto(`${site.url}/spaces/${space.key}/tree`)
      expect(await seeTree(page, addresses)).toEqual(tree)
    })

    it('has the posts, drafts and trash', async () => {
      for (const [shelf, titles] of [
        ['posts', posts],
        ['drafts', titlesOf('draft')],
        ['trash', titlesOf('trashed')],
      ] as const) {
        await page.goto(`${site.url}/spaces/${space.key}/${shelf}`)
        const seen = await seeShelf(page)
        expect([...seen.keys()]).toEqual(titles)
        for (const [title, address] of seen) addresses.set(shelf === 'posts' ? title : `${title} in ${shelf}`, address)
      }
    })

    it.each(pages)('shows $title as it is', async (fact) => {
      await page.goto(`${site.url}${addressOf(fact)}`)
      const seen = await seePage(page)
      expect(seen.title).toContain(fact.title)
      if (fact.sentence !== undefined) expect(seen.text).toContain(fact.sentence)
      if (fact.author !== undefined) expect(fact.author.some((name) => seen.facts.includes(name))).toBe(true)
      expect(seen.comments).toEqual(fact.comments ?? [])
      if (fact.labels !== undefined) expect(seen.labels).toEqual(fact.labels)
      if (fact.files !== undefined) {
        const shape = ({ name, versions, trashed }: FileFacts): string =>
          `${name} ${versions} ${String(trashed === true)}`
        expect(seen.files.map(shape).sort()).toEqual(expect.arrayContaining(fact.files.map(shape)))
      }
    })

    it.each(pages)('shows every version of $title', async (fact) => {
      await page.goto(`${site.url}${addressOf(fact)}/versions`)
      const rows = page.locator('main tbody tr')
      expect(await rows.count()).toBe(fact.versions)
      const numbers = (await rows.locator('td:first-child a').allTextContents()).map((text) =>
        Number.parseInt(text.replace(/\D+/, ''), 10),
      )
      expect(numbers).toEqual(Array.from({ length: fact.versions }, (_, index) => fact.versions - index))
      for (const { number, sentence, message } of fact.earlier ?? []) {
        const row = rows.nth(fact.versions - number)
        if (message !== undefined) expect(squeeze(await row.textContent())).toContain(message)
        const address = await row.locator('td:first-child a').getAttribute('href')
        await page.goto(`${site.url}${address}`)
        if (sentence !== undefined)
          expect(squeeze(await page.locator('article.sheet').textContent())).toContain(sentence)
        expect(await page.locator('main h1').count()).toBe(1)
        await page.goBack()
      }
    })

    it.each(pages.filter(({ files }) => files !== undefined))('gives the files of $title to download', async (fact) => {
      await page.goto(`${site.url}${addressOf(fact)}`)
      const seen = (await seePage(page)).files
      const given = new Map<string, Buffer[]>()
      for (const { href } of seen) given.set(href, await downloads(href))
      for (const file of fact.files ?? []) {
        const candidates = seen.filter(({ name, trashed }) => name === file.name && trashed === file.trashed)
        const found = candidates.map(({ href }) => given.get(href) ?? [])
        expect(found.length).toBeGreaterThan(0)
        const sizes = found.map((bytes) => bytes.at(-1)?.length)
        const texts = found.map((bytes) => bytes.map((version) => version.toString('utf8').trim()))
        if (file.texts !== undefined) expect(texts).toContainEqual(file.texts)
        else expect(sizes).toContain(file.bytes)
      }
    })

    it('never made the browser complain', () => {
      expect(complaints).toEqual([])
    })

    function titlesOf(status: PageFacts['status']): string[] {
      return pages.filter((fact) => fact.status === status).map(({ title }) => title)
    }

    function addressOf({ title, status }: Pick<PageFacts, 'title' | 'status'>): string {
      const name = status === undefined ? title : `${title} in ${status === 'draft' ? 'drafts' : 'trash'}`
      const address = addresses.get(name)
      if (address === undefined) throw new Error(`${name} is nowhere in the space`)
      return address
    }

    /** Bytes of the versions of a file, oldest first, as the browser saves them; versions without bytes are left out. */
    async function downloads(attachment: string): Promise<Buffer[]> {
      await page.goto(`${site.url}${attachment}`)
      const links = await page.locator('main tbody a.file').all()
      const all: Buffer[] = []
      for (const link of links) {
        const href = await link.getAttribute('href')
        const answer = await page.request.get(`${site.url}${href}`)
        expect(answer.status()).toBe(200)
        all.unshift(await answer.body())
      }
      return all
    }
  })

  it('saves a file under its name when its link is clicked', async () => {
    await using site = await serve(place.at('attachhist.site'))
    const page = await browser.newPage()
    await page.goto(`${site.url}/spaces/attachhist/tree`)
    await page.getByText('attachhist Home').first().waitFor()
    await page.locator('nav.open-tree a', { hasText: 'Page with attachment' }).click()
    const link = page.locator('#attachments a.file').first()
    const saved = page.waitForEvent('download', { timeout: 5000 })
    await link.evaluate((element) => element.setAttribute('download', ''))
    await link.click()
    const download = await saved
    expect(download.suggestedFilename()).toBe('attachment.txt')
    expect((await readFile(await download.path(), 'utf8')).trim()).toBe('third attachment rev')
    await page.close()
  })
})
