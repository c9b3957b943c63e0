import { execFileSync, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Archive, openArchive, openWorkFolder, verifyArchive } from '@spacecrate/format'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { applyPlanned } from './import/apply-planned.js'
import type { ImportSummary } from './import/import-summary.js'
import { type ImportRequest, runImport } from './import/run-import.js'
import { createMemoryDestination, type Observed } from './testing/memory-destination.js'

let dir: string
let observed: Observed
const at = (...names: string[]): string => join(dir, ...names)
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'opened-archive-'))
  observed = createMemoryDestination()
})
afterEach(() => rm(dir, { recursive: true, force: true }))

/** An archive of three pages in as many volumes as that takes. */
async function write(name: string, text: string, maxEntries?: number): Promise<readonly string[]> {
  await using work = await openWorkFolder(at(`${name}.work`), { key: name })
  await work.append('spaces', { id: 'space:1', key: 'LOOM', kind: 'global', status: 'current' })
  await work.append('space-permissions', {
    id: 'permission:space:1/everyone/read space',
    space: 'space:1',
    subject: { type: 'everyone' },
    operation: 'read',
    target: 'space',
  })
  for (const number of [1, 2, 3]) {
    const id = `page:${number}`
    const body = { format: 'storage', value: `<p>${text} ${number}</p>` } as const
    await work.append('content', { id, kind: 'page', space: 'space:1', title: id, status: 'current', version: 1 })
    await work.append('versions', { id: `version:${id}/1`, of: id, number: 1, order: 1, body })
  }
  const head = {
    archive: { id: 'archive-1', created: { at: '2031-05-06T07:08:09.000Z' } },
    tool: { name: 'test', version: '0' },
    source: { adapter: 'test', product: 'data-center', siteId: 'source-1', baseUrls: [] },
    selection: {},
    consistency: { kind: 'snapshot' },
    accounts: [],
  } as const
  const sealed = await work.seal(at(`${name}.crate.zip`), head, maxEntries === undefined ? {} : { maxEntries })
  return sealed.volumes.map(({ path }) => path)
}

/** Somebody puts another archive in the place of one that is open. */
async function replace(paths: readonly string[], others: readonly string[]): Promise<void> {
  for (const [index, path] of paths.entries()) await rename(others[index] ?? '', path)
}

const importIt = (archive: Archive, options: Partial<ImportRequest> = {}): Promise<ImportSummary> =>
  runImport({ archive, destination: observed.destination, workDir: at('work'), ...options })

const texts = (): string[] =>
  [...observed.rows()].flatMap(({ stream, record }) =>
    stream === 'versions' ? JSON.stringify(Reflect.get(record, 'body')) : [],
  )

describe('an archive that is open', () => {
  it.each([
    ['one file', undefined],
    ['several volumes', 8],
  ])('is verified and imported as it was opened: %s', async (_what, most) => {
    const good = await write('good', 'warp', most)
    const forged = await write('forged', 'weft', most)
    expect(good.length).toBe(most === undefined ? 1 : forged.length)
    await using archive = await openArchive(good[0] ?? '')
    await replace(good, forged)
    const report = await verifyArchive(archive)
    expect([report.valid, report.manifestDigest]).toEqual([true, archive.manifestDigest])
    await importIt(archive)
    expect(texts()).toHaveLength(3)
    expect(texts().filter((text) => !text.includes('warp'))).toEqual([])
  })

  it('is not what lies at its path when a command opens that once more', async () => {
    const good = await write('good', 'warp')
    const forged = await write('forged', 'weft')
    await using archive = await openArchive(good[0] ?? '')
    await importIt(archive, { planOnly: true, planDir: at('plan') })
    await replace(good, forged)
    await using other = await openArchive(good[0] ?? '')
    const { destination } = observed
    await expect(applyPlanned({ planDir: at('plan'), archive: other, destination })).rejects.toMatchObject({
      code: 'PLAN_STALE',
    })
    expect(texts()).toEqual([])
  })

  it('is another one if only its packing is, also for a second run', async () => {
    const [path = ''] = await write('good', 'warp')
    const [first = ''] = await write('again', 'warp', 8)
    await using archive = await openArchive(path)
    await using packed = await openArchive(first)
    expect([packed.manifestDigest, packed.seal === archive.seal]).toEqual([archive.manifestDigest, false])
    await importIt(archive, { planOnly: true, planDir: at('plan') })
    const { destination } = observed
    await expect(applyPlanned({ planDir: at('plan'), archive: packed, destination })).rejects.toMatchObject({
      code: 'PLAN_STALE',
    })
    await importIt(archive)
    let verified = 0
    const verify = async (): Promise<void> => {
      verified++
    }
    expect([(await importIt(archive, { verify })).settled, verified]).toEqual([true, 0])
    expect([(await importIt(packed, { verify })).settled, verified]).toEqual([undefined, 1])
  })

  it.skipIf(spawnSync('unzip', ['-v']).error !== undefined)(
    'as a folder: a file that is replaced while it is open is found out where it is read',
    async () => {
      const [path = ''] = await write('good', 'warp')
      const folder = at('unpacked')
      await unpack(path, folder)
      await using archive = await openArchive(folder)
      const forged = JSON.stringify({ forged: true }).padEnd(10)
      await writeFile(join(folder, 'streams', 'content', '0001.ndjson'), forged)
      const report = await verifyArchive(archive)
      expect([report.valid, report.problems[0]?.entry]).toEqual([false, 'streams/content/0001.ndjson'])
      await expect(importIt(archive)).rejects.toMatchObject({ code: 'ENTRY_CORRUPT' })
      expect([...observed.rows()]).toEqual([])
    },
  )
})

/** What `unzip` would make of it: every entry as a file. */
async function unpack(path: string, folder: string): Promise<void> {
  await mkdir(folder)
  execFileSync('unzip', ['-q', path, '-d', folder])
}
