import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Archive } from '@spacecrate/format'
import { createSite, openSite } from '@spacecrate/site'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openSiteDestination } from './destinations/site/site-destination.js'
import type { ImportPolicies } from './policies.js'
import { runImport } from './import/run-import.js'
import { buildArchive } from './testing/build-archive.js'
import { failingDestination } from './testing/failing-destination.js'
import { sampleParts } from './testing/sample-records.js'
import { treeParts } from './testing/tree-records.js'
import { digestsOf, keepLog, readLog } from './testing/write-log.js'

let shelf: string
let archive: Archive
let dir: string
let sitePath: string

beforeAll(async () => {
  shelf = await mkdtemp(join(tmpdir(), 'touched-archive-'))
  archive = await buildArchive(shelf, treeParts(8))
})
afterAll(async () => {
  await archive[Symbol.asyncDispose]()
  await rm(shelf, { recursive: true, force: true })
})
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'touched-'))
  sitePath = join(dir, 'site')
  // Spaces, pages, people and groups of the same names, which another source brought: they are somebody else's for this one.
  await using other = await buildArchive(dir, {
    ...sampleParts,
    ...treeParts(8),
    id: 'other',
    source: { siteId: 'other-source' },
  })
  await (await createSite(sitePath, { name: 'Destination' }))[Symbol.asyncDispose]()
  await using destination = await openSiteDestination(sitePath)
  await runImport({ archive: other, destination, workDir: join(dir, 'other-work') })
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

/** The digest of each row of the site, by table and id. */
const digests = (): ReadonlyMap<string, string> => digestsOf(sitePath)
async function importArchive(policies: Partial<ImportPolicies>, breaksAt?: number): Promise<string> {
  await using destination = await openSiteDestination(sitePath)
  const request = { archive, destination, workDir: join(dir, 'work'), policies }
  if (breaksAt !== undefined) {
    const failing = failingDestination(destination, { call: breaksAt, when: 'after' })
    await expect(runImport({ ...request, destination: failing })).rejects.toThrow('on purpose')
  }
  return (await runImport(request)).status
}

describe('an import into a site that has everything already, by name', () => {
  it.each<readonly [string, Partial<ImportPolicies>, number | undefined]>([
    ['with other keys for its spaces', { spaceKeyExists: 'rename', allow: [] }, undefined],
    ['that leaves its spaces out', { spaceKeyExists: 'skip', allow: [] }, undefined],
    ['with other keys, broken off and gone on with', { spaceKeyExists: 'rename', allow: [] }, 20],
  ])('%s touches nothing of it', async (_name, policies, breaksAt) => {
    const before = digests()
    expect(before.size).toBeGreaterThan(100)
    keepLog(sitePath)
    expect(await importArchive(policies, breaksAt)).toBe('complete')
    const after = digests()
    expect([...before].filter(([row, digest]) => after.get(row) !== digest)).toEqual([])

    const was = (table: string, id: string | null): boolean => id !== null && before.has(`${table} ${id}`)
    const log = readLog(sitePath)
    expect(log.filter(({ action, table, id }) => action !== 'INSERT' && was(table, id))).toEqual([])
    // Nor is anything hung on it: who is in a group, who may what in a space, what lies under a page.
    expect(log.filter(({ action, owner }) => action === 'INSERT' && was('rows', owner))).toEqual([])
    const grown = policies.spaceKeyExists === 'rename' ? 100 : 0
    expect(log.filter(({ action }) => action === 'INSERT').length).toBeGreaterThanOrEqual(grown)
    expect(new Set(log.filter(({ action }) => action === 'DELETE').map(({ table }) => table)).size).toBeLessThan(2)
  })

  it('sees a write to it: the log is no ornament', async () => {
    const before = digests()
    keepLog(sitePath)
    await using site = await openSite(sitePath, { mode: 'write' })
    const [id = ''] = [...before.keys()].flatMap((row) => /^content (.*)$/.exec(row)?.[1] ?? [])
    const provenance = site.store.provenanceOf(id)
    if (provenance === undefined) throw new Error('no page of an import')
    site.store.complete('content', id, { status: 'archived' }, provenance)
    expect(digests().get(`content ${id}`)).not.toBe(before.get(`content ${id}`))
    expect(readLog(sitePath)).toContainEqual(expect.objectContaining({ action: 'UPDATE', table: 'content', id }))
  })
})
