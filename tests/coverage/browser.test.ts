import type { StreamName } from '@spacecrate/format'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, serve, type ServedSite } from '../testing/browser.js'
import { fullSite } from '../testing/fixture-sites.js'
import { createInProcess } from '../testing/in-process.js'
import { hasChromium, temporaryFolder } from '../testing/places.js'
import { type HeldRecords, readRawSite } from '../testing/raw-site.js'
import { squeeze } from '../testing/seen-pages.js'
import { content } from './looks/content.js'
import { type Look, type Looks, ownPage } from './looks/look.js'
import { peopleAndSpaces } from './looks/people-and-spaces.js'
import { site } from './looks/site.js'
import { isOf, streamsOf } from './row.js'
import { rowOf, rows } from './rows.js'

const looks: Looks = { ...peopleAndSpaces, ...content, ...site }
const shown = rows.filter((row) => streamsOf(row).length > 0)

describe.skipIf(!hasChromium)('the site that has everything, in a browser', () => {
  const place = temporaryFolder()
  const names = new Map<string, string>()
  const pages = new Map<string, { readonly text: string; readonly status: number }>()
  let held: HeldRecords
  let served: ServedSite
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    await createInProcess(place.at('site'), fullSite)
    held = readRawSite(place.at('site'))
    for (const records of Object.values(held)) for (const record of records) names.set(record.id, callIt(record))
    served = await serve(place.at('site'))
    browser = await launchBrowser()
    page = await browser.newPage()
  })
  afterAll(async () => {
    await browser.close()
    await served[Symbol.asyncDispose]()
  })

  it.for(shown.map(({ id, title }) => ({ id, title })))('shows $id $title', async ({ id }) => {
    for (const stream of streamsOf(rowOf(id))) {
      const seen = looksFor(id, stream)
      expect({ stream, looks: seen.length > 0 }).toEqual({ stream, looks: true })
      for (const look of seen) expect(await lookAt(look)).toEqual([])
    }
  })

  /** Where the first records of a row are seen. */
  function looksFor(id: string, stream: StreamName): Look[] {
    const of = held[stream].filter((record) => isOf(rowOf(id), stream, record as never))
    const look = looks[id]?.[stream] ?? ownPage(stream)
    return of.slice(0, 2).map((record) => look(record as never, (one) => names.get(one) ?? one))
  }

  /** What is not there that should be. */
  async function lookAt({ path, text, element }: Look): Promise<string[]> {
    if (page.url() !== served.url + path) {
      const answer = await page.goto(served.url + path)
      const words = squeeze(await page.locator('body').textContent())
      pages.set(path, { text: words, status: answer?.status() ?? 0 })
    }
    const seen = pages.get(path)
    if (seen?.status !== 200) return [`${path} answers ${seen?.status}`]
    return [
      ...(text === undefined || seen.text.includes(squeeze(text)) ? [] : [`${path} says nothing of ${text}`]),
      ...(element === undefined || (await isThere(element)) ? [] : [`${path} has no ${element}`]),
    ]
  }

  /** True if there is such an element; a picture must have been loaded. */
  async function isThere(selector: string): Promise<boolean> {
    const states = page
      .locator(selector)
      .evaluateAll((elements) =>
        elements.map((element) => !('naturalWidth' in element) || Number(element.naturalWidth) > 0),
      )
    return (await states).includes(true)
  }
})

/** What a person would call a record. */
function callIt(record: object): string {
  for (const field of ['title', 'displayName', 'name', 'key', 'userName', 'accountId']) {
    const value: unknown = Reflect.get(record, field)
    if (typeof value === 'string' && value !== '') return value
  }
  return ''
}
