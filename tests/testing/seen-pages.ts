import type { Locator, Page } from 'playwright-core'
import type { TitleTree } from '../corpus/facts.js'

/** What a visitor sees of a page, read off the browser. */
export interface SeenPage {
  readonly title: string
  readonly text: string
  /** The line below the title: authors, times, version. */
  readonly facts: string
  readonly comments: readonly (readonly [depth: number, text: string, on?: string, state?: string])[]
  readonly files: readonly {
    readonly name: string
    readonly versions: number
    readonly trashed?: true
    readonly href: string
  }[]
  readonly labels: readonly string[]
}

/** One blank for any white space, none at the ends. */
export function squeeze(text: string | null): string {
  return (text ?? '').replace(/\s+/g, ' ').trim()
}

/** The page tree of the space that is shown, with the address of each title. */
export async function seeTree(page: Page, addresses: Map<string, string>): Promise<TitleTree> {
  return await treeOf(page.locator('nav.open-tree > ul'))

  async function treeOf(list: Locator): Promise<TitleTree> {
    const out: (string | [string, TitleTree])[] = []
    for (const item of await list.locator('> li').all()) {
      const link = item.locator('a').first()
      const title = squeeze(await link.textContent())
      addresses.set(title, (await link.getAttribute('href')) ?? '')
      const children = item.locator('> details > ul')
      out.push((await children.count()) === 0 ? title : [title, await treeOf(children)])
    }
    return out
  }
}

/** Titles of a shelf (posts, drafts, trash) with their addresses. */
export async function seeShelf(page: Page): Promise<Map<string, string>> {
  const links = await page.locator('ul.posts > li > a:first-of-type').all()
  const pairs = links.map(
    async (link) => [squeeze(await link.textContent()), (await link.getAttribute('href')) ?? ''] as const,
  )
  return new Map(await Promise.all(pairs))
}

/** What the page that is open shows. */
export async function seePage(page: Page): Promise<SeenPage> {
  const head = page.locator('main header.head h1')
  const labels = await page.locator('ul.labels .label').allTextContents()
  return {
    title: squeeze(await head.textContent()),
    text: squeeze((await page.locator('article.sheet').allTextContents()).join(' ')),
    facts: squeeze(await page.locator('main > p.facts').first().textContent()),
    comments: await seeComments(page),
    files: await seeFiles(page),
    labels: labels.map(squeeze),
  }
}

async function seeComments(page: Page): Promise<SeenPage['comments']> {
  const comments = await page.locator('#comments article.comment').all()
  return await Promise.all(
    comments.map(async (comment) => {
      const depth = (await comment.locator('xpath=ancestor::ol').count()) - 1
      const text = squeeze(await comment.locator('> .rendered').textContent())
      const [on] = await comment.locator('> blockquote.selection').allTextContents()
      const [badge] = await comment.locator('.badge').allTextContents()
      const state = badge === 'Resolved' ? 'resolved' : badge === 'Its text is gone' ? 'dangling' : undefined
      if (on === undefined) return [depth, text] as const
      return state === undefined ? ([depth, text, squeeze(on)] as const) : ([depth, text, squeeze(on), state] as const)
    }),
  )
}

async function seeFiles(page: Page): Promise<SeenPage['files']> {
  const rows = await page.locator('#attachments tbody tr').all()
  return await Promise.all(
    rows.map(async (row) => {
      const [first, last] = [row.locator('td').first(), row.locator('td').last()]
      const [link] = await first.locator('.file').allTextContents()
      // A file without bytes has no link; its name stands before the badge that says so.
      const name = link ?? (await first.textContent())?.split('File missing')[0]
      const trashed = (await first.locator('.badge-trashed').count()) > 0
      const versions = Number.parseInt(squeeze(await last.textContent()), 10)
      const seen = { name: squeeze(name ?? ''), versions, href: (await last.locator('a').getAttribute('href')) ?? '' }
      return trashed ? { ...seen, trashed } : seen
    }),
  )
}
