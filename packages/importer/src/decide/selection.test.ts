import { join } from 'node:path'
import type { Archive } from '@spacecrate/format'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportSummary } from '../import/import-summary.js'
import { type ImportRequest, runImport } from '../import/run-import.js'
import type { ArchiveParts } from '../testing/build-archive.js'
import type { ImportTrial } from '../testing/import-trial.js'
import { SiteTrial } from '../testing/site-trial.js'
import { rowsOf } from '../testing/mapping-files.js'
import { page, sampleParts, sampleRecords, text } from '../testing/sample-records.js'

let trial: ImportTrial
let opened: SiteTrial
beforeEach(async () => {
  opened = await SiteTrial.open()
  trial = opened.trial
})
afterEach(async () => await opened[Symbol.asyncDispose]())

const importParts = (parts: ArchiveParts, options: Partial<ImportRequest> = {}): Promise<ImportSummary> =>
  trial.import(options, parts)

describe('a selection at import', () => {
  it('takes some spaces, and the sums add up', async () => {
    const { applied } = await importParts(sampleParts, { selection: { spaces: ['ops'] } })
    expect(applied?.streams.find(({ name }) => name === 'spaces')).toMatchObject({ created: 1, skipped: 1 })
    expect(applied?.streams.find(({ name }) => name === 'content')).toMatchObject({ created: 1, skipped: 6 })
    expect(trial.idOf('space:1')).toBe('')
    expect((await rowsOf(trial.planDir, 'spaces')).map(({ id }) => id)).toEqual(['space:2'])
    await expect(importParts(sampleParts, { selection: { spaces: ['OPS', 'NONE'] } })).rejects.toMatchObject({
      code: 'SPACE_UNKNOWN',
      details: { keys: ['NONE'] },
    })
    const rest = await importParts(sampleParts)
    expect(rest.applied?.streams.find(({ name }) => name === 'content')).toMatchObject({ created: 6, matched: 1 })
  })

  it.each([
    ['history', 'versions', { created: 7, skipped: 1 }],
    ['attachments', 'attachments', { created: 0, skipped: 3 }],
    ['attachments', 'attachment-versions', { created: 0, skipped: 3 }],
    ['attachments', 'comments', { created: 2, skipped: 1 }],
    ['comments', 'comments', { created: 0, skipped: 3 }],
    ['comments', 'comment-versions', { created: 0, skipped: 1 }],
    ['posts', 'content', { created: 6, skipped: 1 }],
    ['drafts', 'content', { created: 6, skipped: 1 }],
    ['labels', 'labels', { created: 0, skipped: 2 }],
    ['likes', 'likes', { created: 0, skipped: 1 }],
    ['watches', 'watches', { created: 0, skipped: 1 }],
    ['templates', 'template-versions', { created: 0, skipped: 1 }],
    ['properties', 'properties', { created: 0, skipped: 1 }],
  ] as const)('leaves %s out: %s', async (kind, stream, expected) => {
    const { applied } = await importParts(sampleParts, { selection: { skipKinds: [kind] } })
    expect(applied?.streams.find(({ name }) => name === stream)).toMatchObject(expected)
    expect(trial.madeOf('version:page:11/2')).toBeDefined()
  })

  it('without restrictions leaves closed what was restricted, and without permissions every space', async () => {
    const { applied } = await importParts(sampleParts, { selection: { skipKinds: ['restrictions'] } })
    expect(applied?.losses).toMatchObject({ CONTENT_LEFT_CLOSED: 2 })
    const ann = trial.idOf('person:k-ann')
    expect([
      trial.observed.mayRead(ann, trial.idOf('page:12')),
      trial.observed.mayRead(ann, trial.idOf('page:10')),
    ]).toEqual([false, true])
    const { spaces = [] } = sampleRecords
    const other = { ...sampleParts, id: 'other', source: { siteId: 'source-2' } }
    const renamed = spaces.map(({ home: _home, logo: _logo, ...space }) => ({ ...space, key: `${space.key}B` }))
    const second = await importParts(
      { ...other, records: { ...sampleRecords, spaces: renamed } },
      { selection: { kinds: ['history'] }, planDir: join(trial.dir, 'other') },
    )
    expect(second.applied?.losses).toMatchObject({ SPACE_LEFT_PRIVATE: 2 })
  })
})

describe('odd archives', () => {
  it('of a newer minor version: what is unknown is not written, and each is a loss', async () => {
    await using archive = await trial.archive(sampleParts)
    const streams = [...archive.manifest.streams, { name: 'weather', records: 3, parts: 1 }]
    const newer: Archive = {
      path: archive.path,
      manifestDigest: archive.manifestDigest,
      seal: archive.seal,
      manifest: { ...archive.manifest, version: '0.9', streams } as Archive['manifest'],
      async *records(stream, options) {
        for await (const read of archive.records(stream, options)) {
          if (stream !== 'groups' && stream !== 'templates') yield read
          else yield { ...read, record: { ...read.record, 'mo/od': 'good', extra: {} }, unknown: ['/mo~1od'] }
        }
      },
      find: (stream, id) => archive.find(stream, id),
      owned: (stream, owner, options) => archive.owned(stream, owner, options),
      omissions: () => archive.omissions(),
      hasBlob: (digest) => archive.hasBlob(digest),
      openBlob: (digest, options) => archive.openBlob(digest, options),
      async [Symbol.asyncDispose]() {},
    }
    const { destination } = trial.observed
    const request = { archive: newer, destination, workDir: join(trial.dir, 'work'), planDir: trial.planDir }
    const { plan, applied } = await runImport(request)
    expect(trial.madeOf('group:writers')).toEqual({ id: trial.idOf('group:writers'), name: 'writers', extra: {} })
    expect(applied?.unexplained).toBe(0)
    expect(applied?.losses).toMatchObject({ FIELD_UNKNOWN: 3, KIND_UNSUPPORTED: 3 })
    expect(plan.losses).toMatchObject({ FIELD_UNKNOWN: 3, KIND_UNSUPPORTED: 3 })
  })

  it('of a space that lost its home page, and of a page that is its own ancestor', async () => {
    const { spaces = [] } = sampleRecords
    const content = [
      page('page:1', 'One', { parent: 'page:2' }),
      page('page:2', 'Two', { parent: 'page:1' }),
      page('page:3', 'Alone', { parent: 'page:3' }),
      page('page:4', 'Plain'),
    ]
    const records = {
      ...sampleRecords,
      spaces: spaces.map(({ logo: _logo, ...space }) => ({ ...space, home: 'page:99' })),
      content,
      versions: content.map(({ id }) => text(id, '<p>x</p>')),
    }
    const only = ['people', 'groups', 'memberships', 'spaces', 'space-permissions', 'content', 'versions'] as const
    const kept = Object.fromEntries(only.map((name) => [name, records[name]]))
    const omissions = [{ code: 'TEST', kind: 'content', id: 'page:99', count: 1, what: 'x', why: 'a test' }]
    const { applied } = await importParts({ records: kept, omissions })
    expect(trial.madeOf('page:4')).toBeDefined()
    expect(trial.madeOf('space:1')).not.toHaveProperty('home')
    expect(applied?.losses).toMatchObject({ REFERENCE_DROPPED: 2, PARENT_DROPPED: 2, CONTENT_LEFT_CLOSED: 2 })
    expect(trial.madeOf('page:1')).not.toHaveProperty('parent')
    expect(trial.madeOf('page:2')).toMatchObject({ parent: trial.idOf('page:1') })
    expect(trial.madeOf('page:3')).not.toHaveProperty('parent')
    for (const id of ['page:1', 'page:2', 'page:3']) {
      expect(trial.observed.mayRead(trial.idOf('person:k-eve'), trial.idOf(id))).toBe(false)
    }
    expect(trial.observed.mayRead(trial.idOf('person:k-eve'), trial.idOf('page:4'))).toBe(true)
  })
})
