import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openWorkFolder } from '@spacecrate/format'
import { openSite } from '@spacecrate/site'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runInProcess } from '../testing/run-in-process.js'
import { writeSmallArchive } from '../testing/small-archive.js'

let dir = ''
const at = (name: string): string => join(dir, name)
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'spacecrate-diff-omitted-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

/** An export of a site that lists everything as left out. */
async function writeAllOmitted(siteId: string, ids: readonly string[]): Promise<void> {
  await using work = await openWorkFolder(at('b.work'), { key: 'b' })
  for (const id of ids) await work.omit({ code: 'CLOSED', kind: 'content', id, count: 1, what: id, why: 'closed' })
  await work.seal(at('b.crate.zip'), {
    archive: { id: 'archive-b', created: { at: '2031-02-03T04:05:06.007Z' } },
    tool: { name: 'spacecrate', version: '0.1.0' },
    source: { adapter: 'site', product: 'embedded', siteId, baseUrls: [] },
    selection: {},
    consistency: { kind: 'snapshot' },
    accounts: [],
  })
}

it('takes a counterpart that was left out of B for a difference, and never for equal', async () => {
  await writeSmallArchive(dir, 'a', { pages: 2 })
  await runInProcess(['site', 'create', at('site')])
  await runInProcess(['import', at('a.crate.zip'), '--to', at('site'), '--work', at('work'), '--yes'])
  const { siteId, ids } = await (async () => {
    await using site = await openSite(at('site'), { mode: 'read' })
    const { store } = site
    return { siteId: store.identity.siteId, ids: [...store.list('content')].map(({ id }) => id) }
  })()
  await writeAllOmitted(siteId, ids)
  const args = ['diff', at('a.crate.zip'), at('b.crate.zip'), '--map', at('work')]
  const { code, stdout, stderr } = await runInProcess(args)
  const pages = stdout.split('\n').filter((line) => /only in A {2}content /.test(line))
  expect([code, pages.length]).toEqual([1, 3])
  expect(stderr).toMatch(/^\d+ differences; 3 records of them left out of B/m)
})
