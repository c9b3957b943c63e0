import { readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentOf } from '../testing/answers.js'
import { launchBrowser } from '../testing/browser.js'
import { hasChromium, kiln, temporaryFolder } from '../testing/places.js'
import { importInto, mustCreate, mustExport } from '../testing/road.js'
import { spacecrate } from '../testing/run-command.js'

interface ReportAnswer {
  readonly report: { readonly html: string; readonly json: string }
}

/** Texts whose contrast with what is behind them is less than 4.5 to 1, as WCAG reckons it. */
const faintTexts = `(() => {
  const parts = (color) => color.match(/[\\d.]+/g).map(Number)
  const light = (color) => {
    const [r, g, b] = parts(color).map((part) => (part /= 255) <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const behind = (element) => {
    const { backgroundColor } = getComputedStyle(element)
    return parts(backgroundColor)[3] === 0 ? behind(element.parentElement) : backgroundColor
  }
  return [...document.querySelectorAll('body *')]
    .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ''))
    .filter((one) => {
      const [a, b] = [light(getComputedStyle(one).color), light(behind(one))].sort((x, y) => y - x)
      return (a + 0.05) / (b + 0.05) < 4.5
    })
    .map((one) => one.tagName + '.' + one.className + ' ' + one.textContent.trim().slice(0, 40))
})()`

/** Parts of names that stand on more than one line. */
const tornWords = `[...document.querySelectorAll('section[id="2"] th[scope=row]')]
  .flatMap((cell) => [...cell.childNodes].filter((node) => node.nodeType === 3))
  .filter((node) => {
    const range = document.createRange()
    range.selectNodeContents(node)
    return range.getClientRects().length > 1
  })
  .map((node) => node.data)`

describe.skipIf(!hasChromium)('reports, read in a browser', () => {
  const place = temporaryFolder()
  const paths: Record<string, string> = {}
  let browser: Browser

  beforeAll(async () => {
    browser = await launchBrowser()
    const archive = place.at('kiln.crate.zip')
    const site = place.at('site')
    await mustExport(archive, kiln)
    await mustCreate(site)
    const planning = ['import', archive, '--to', site, '--work', `${site}.work`, '--plan', '--json']
    paths['export'] = place.at('kiln.crate.report.html')
    paths['plan'] = documentOf<ReportAnswer>(await spacecrate(planning)).report.html
    paths['import'] = documentOf<ReportAnswer>(await importInto(site, archive)).report.html
  })
  afterAll(() => browser.close())

  it.each(['export', 'plan', 'import'])('%s: opens without a complaint, on a screen and on a phone', async (name) => {
    for (const width of [1200, 390]) {
      const { page, complaints, requests } = await open(name, width)
      expect(await page.locator('h1').count()).toBe(1)
      expect(await page.locator('.decision strong').isVisible()).toBe(true)
      // The style came through its policy.
      expect(await page.evaluate<string>('getComputedStyle(document.body).fontSize')).toBe('14px')
      const wider = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
      expect([width, wider]).toEqual([width, 0])
      expect(complaints).toEqual([])
      expect(requests).toEqual([])
      await page.close()
    }
  })

  it.each(['export', 'plan', 'import'])('%s: can be read on light and on dark screens', async (name) => {
    const papers: string[] = []
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page } = await open(name, 1200)
      await page.emulateMedia({ colorScheme })
      papers.push(await page.evaluate<string>('getComputedStyle(document.body).backgroundColor'))
      expect(await page.evaluate<string[]>(faintTexts)).toEqual([])
      await page.emulateMedia({ media: 'print' })
      expect(await page.evaluate<string>('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)')
      await page.close()
    }
    expect(new Set(papers).size).toBe(2)
  })

  it('export: breaks names of classes between their words', async () => {
    for (const width of [1200, 390]) {
      const { page } = await open('export', width)
      expect(await page.evaluate<string[]>(tornWords)).toEqual([])
      expect(await page.locator('section[id="2"] th[scope=row] wbr').count()).toBeGreaterThan(10)
      await page.close()
    }
  })

  it.each(['plan', 'import'])('%s: has headings in order, and links that lead somewhere', async (name) => {
    const { page } = await open(name, 1200)
    const levels = await page.locator('h1, h2, h3, h4, h5').evaluateAll((all) => all.map(({ tagName }) => tagName))
    const jumps = levels.filter((level, at) => at > 0 && Number(level[1]) - Number(levels[at - 1]?.[1]) > 1)
    expect([levels[0], jumps]).toEqual(['H1', []])
    for (const link of await page.locator('nav a').all()) {
      await link.click()
      const target = (await link.getAttribute('href')) ?? ''
      expect(await page.locator(target).count()).toBe(1)
    }
    const list = page.locator('#B td a').first()
    const href = (await list.getAttribute('href')) ?? ''
    expect((await readFile(new URL(href, page.url()), 'utf8')).length).toBeGreaterThan(0)
    await page.close()
  })

  it.each(['plan', 'import'])('%s: prints on A4', async (name) => {
    const { page } = await open(name, 1200)
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(pdf.startsWith('%PDF')).toBe(true)
    const [, width = 0, height = 0] = (/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf) ?? []).map(Number)
    expect([Math.round(width), Math.round(height)]).toEqual([595, 842])
    expect(pdf.match(/\/Type \/Page\b/g)?.length).toBeGreaterThan(3)
    await page.close()
  })

  async function open(
    name: string,
    width: number,
  ): Promise<{ readonly page: Page; readonly complaints: string[]; readonly requests: string[] }> {
    const page = await browser.newPage({ viewport: { width, height: 900 } })
    const complaints: string[] = []
    const requests: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    const address = pathToFileURL(paths[name] ?? '').href
    page.on('request', (request) => request.url() !== address && requests.push(request.url()))
    await page.goto(address)
    return { page, complaints, requests }
  }
})
