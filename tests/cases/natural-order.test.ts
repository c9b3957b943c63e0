import path from 'node:path'
import { openArchive } from '@spacecrate/format'
import { openSite, serveSite } from '../../packages/site/src/index.js'
import { expect, it } from 'vitest'
import { createInProcess, exportInProcess, importInProcess } from '../testing/in-process.js'
import { temporaryFolder } from '../testing/places.js'
import { root } from '../testing/run-command.js'

const backup = path.join(root, 'fixtures/cases/natural-order')
const { at } = temporaryFolder()

/** What nobody ordered first and by title, then what somebody did. */
const chapters = ['chapter 1', 'Chapter 2', 'Chapter 9', 'Chapter 10', 'Tools']
const tools = ['awl', 'Bone folder', '\u00C9clat press', 'Edge knife', 'Zigzag rule', 'Backing hammer', 'Guillotine']

it('lists siblings as Confluence does, in the archive and for readers of the site', async () => {
  const archive = at('bind.crate.zip')
  await exportInProcess(archive, backup)
  await using opened = await openArchive(archive)
  const lines: string[] = []
  for await (const { record } of opened.records('content')) lines.push(record.title)
  expect(lines).toEqual(['Bindery', ...chapters, ...tools])

  await createInProcess(at('site'))
  await importInProcess(at('site'), archive)
  await using site = await openSite(at('site'), { mode: 'read' })
  const served = await serveSite(site, { port: 0 })
  try {
    const page = await (await fetch(`${served.url}/spaces/BIND/tree`)).text()
    const tree = page.slice(page.indexOf('open-tree'), page.indexOf('<aside'))
    const titles = [...tree.matchAll(/<a href="[^"]*"[^>]*>([^<]*)<\/a>/g)].map(([, title]) => title)
    expect(titles).toEqual(['Bindery', ...chapters, ...tools])
  } finally {
    await served.close()
  }
})
