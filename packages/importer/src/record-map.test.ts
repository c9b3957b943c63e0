import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { streamNames } from '@spacecrate/format'
import { createSite } from '@spacecrate/site'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { siteDestination } from './destinations/site/site-destination.js'
import { openRecordMap } from './record-map.js'
import { runImport } from './import/run-import.js'
import { buildArchive } from './testing/build-archive.js'
import { sampleParts, sampleRecords } from './testing/sample-records.js'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'record-map-'))
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

describe(openRecordMap, () => {
  it('translates every record into the row that the import made of it', async () => {
    // A long text becomes another blob, and a space another key.
    const long = `<p>${'x'.repeat(300 * 1024)}<ri:page ri:space-key="DOC" ri:content-title="Plans"/></p>`
    const versions = (sampleRecords.versions ?? []).map((version) =>
      version.of === 'post:30'
        ? { ...version, body: { format: 'storage', blob: 'LONG', bytes: long.length } as const }
        : version,
    )
    const parts = { records: { ...sampleRecords, versions }, blobs: { ...sampleParts.blobs, LONG: long } }
    await using archive = await buildArchive(dir, parts)
    await using site = await createSite(join(dir, 'site'), { name: 'Destination' })
    const { store } = site
    store.insert('spaces', { id: 'space:900', key: 'DOC', kind: 'global', status: 'current' })
    const workDir = join(dir, 'work')
    const { applied } = await runImport({
      archive,
      destination: siteDestination(site),
      workDir,
      policies: { spaceKeyExists: 'rename' },
    })
    using map = openRecordMap({ archive, workDir, destination: store.identity.siteId })
    const without: string[] = []
    let compared = 0
    for (const stream of streamNames) {
      for await (const { record } of archive.records(stream)) {
        const mapped = await map.mapRecord(stream, record)
        if (mapped === undefined) without.push(`${record.id} ${map.entryOf(stream, record.id)?.outcome}`)
        else {
          expect(store.get(stream, mapped.id)).toEqual(mapped)
          compared++
        }
      }
    }
    expect(without).toEqual(['site:source skipped', 'permission:site/group:writers/USE refused'])
    expect(compared).toBe(applied?.streams.reduce((sum, { created }) => sum + created, 0))
    const post = store.get('versions', `version:${map.idOf('post:30')}/1`)?.body
    expect(post).toMatchObject({ format: 'storage', bytes: long.length + 1 })
    const chunks: Uint8Array[] = []
    if (post !== undefined && 'blob' in post) for await (const chunk of store.openBlob(post.blob)) chunks.push(chunk)
    expect(Buffer.concat(chunks).toString()).toBe(long.replace('"DOC"', '"DOC2"'))
  })

  it('knows only what was imported', async () => {
    await using archive = await buildArchive(dir, sampleParts)
    expect(() => openRecordMap({ archive, workDir: join(dir, 'work'), destination: 'site' })).toThrow(
      expect.objectContaining({ code: 'JOURNAL_NOT_FOUND' }),
    )
  })
})
