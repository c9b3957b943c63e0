import { createHash } from 'node:crypto'
import { scanReferences } from '@spacecrate/confluence'
import { streamNames, validateRecord } from '@spacecrate/format'
import { describe, expect, it } from 'vitest'
import { temporaryPath } from '../../testing/temporary.js'
import type { Site } from '../store/site.js'
import { createLargeSite } from './create-large-site.js'
import { LargeSitePlan, type LargeSiteSize } from './large-site-plan.js'

const size: LargeSiteSize = { pages: 203, versions: 3, spaces: 4, comments: 301, attachments: 41 }
const made = async (options: LargeSiteSize): Promise<Site> => await createLargeSite(await temporaryPath(), options)

/** One digest of all rows of a site. */
async function digestOf(options: LargeSiteSize): Promise<string> {
  await using site = await made(options)
  const hash = createHash('sha256')
  for (const stream of streamNames) for (const record of site.store.list(stream)) hash.update(JSON.stringify(record))
  return hash.digest('hex')
}

describe('a generated site', () => {
  it('is the same for the same numbers, and another one for others', async () => {
    const first = await digestOf(size)
    expect(await digestOf(size)).toBe(first)
    expect(await digestOf({ ...size, seed: 2 })).not.toBe(first)
    expect(await digestOf({ ...size, versions: 2 })).not.toBe(first)
  })

  it('has as many of each as was asked for', async () => {
    await using site = await made(size)
    const { store } = site
    expect(store.count('content')).toBe(203)
    expect(store.count('versions')).toBe(609)
    expect([...store.list('spaces')].map(({ id }) => [...store.list('content', { owner: id })].length)).toEqual([
      50, 51, 51, 51,
    ])
    expect([store.count('comments'), store.count('attachments'), store.count('attachment-versions')]).toEqual([
      301, 41, 41,
    ])
    for (const stream of ['labels', 'restrictions', 'likes', 'memberships'] as const)
      expect(store.count(stream)).toBeGreaterThan(0)
    expect([...store.list('comments')].filter(({ parent }) => parent !== undefined).length).toBeGreaterThan(10)
  })

  it('holds valid records, and texts whose links and mentions lead somewhere', async () => {
    await using site = await made(size)
    const { store } = site
    const spaces = new Map([...store.list('spaces')].map(({ key, id }) => [key, id]))
    const kinds = new Set<string>()
    for (const stream of streamNames) {
      const problems = [...store.list(stream)].flatMap((record) => validateRecord(stream, record).problems)
      expect(problems).toEqual([])
    }
    for (const { of, body } of store.list('versions')) {
      const own = store.get('content', of)?.space ?? ''
      for (const { kind, says } of scanReferences(body !== undefined && 'value' in body ? body.value : '')) {
        kinds.add(kind)
        const space = says.spaceKey === undefined ? own : spaces.get(says.spaceKey)
        if (kind === 'page') expect(store.findContentByTitle(space ?? '', says.title ?? '')).toBeDefined()
        if (kind === 'user') expect(store.findPerson({ accountId: says.user?.value ?? '' })).toBeDefined()
      }
    }
    expect([...kinds].sort()).toEqual(['page', 'url', 'user'])
  })

  it.each([
    [{ pages: 0 }, 0],
    [{ pages: 1, comments: 3, attachments: 2 }, 1],
    [{ pages: 2, spaces: 9 }, 2],
  ])('can be tiny: %j', async (options, spaces) => {
    await using site = await made(options)
    expect([site.store.count('content'), site.store.count('spaces')]).toEqual([options.pages, Math.max(1, spaces)])
  })

  it('leaves nothing behind when it is broken off', async () => {
    const dir = await temporaryPath()
    const broken = new AbortController()
    const onProgress = (): void => broken.abort()
    const made = createLargeSite(dir, { pages: 6000, signal: broken.signal, onProgress })
    await expect(made).rejects.toMatchObject({ name: 'AbortError' })
    await using site = await createLargeSite(dir, { pages: 1 })
    expect(site.store.count('content')).toBe(1)
  })
})

it.each([
  [1, 1],
  [10, 3],
  [7, 7],
  [1000, 37],
])('%d pages in %d spaces: each page is in one, below a page of the same', (pages, spaces) => {
  const plan = new LargeSitePlan({ pages, spaces })
  const parents: (number | undefined)[] = []
  for (let space = 0; space < spaces; space++) {
    const [first, end] = [plan.firstPage(space), plan.firstPage(space + 1)]
    expect([parents.length, first < end]).toEqual([first, true])
    for (let page = first; page < end; page++) {
      const parent = plan.parentOf(page, space)
      expect(parent === undefined ? page === first : parent >= first && parent < page).toBe(true)
      parents.push(parent)
    }
  }
  expect(parents).toHaveLength(pages)
})
