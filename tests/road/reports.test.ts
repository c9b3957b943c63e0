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
