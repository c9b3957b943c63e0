import { describe, expect, it } from 'vitest'
import { BackupBuilder, ref } from '../../testing/backup-builder.js'
import { exportBackup, type MemoryExport } from '../../testing/export-backup.js'
import { made } from '../../testing/small-backup.js'

const space = ref('Space', 11)

function oneSpace(): BackupBuilder {
  return new BackupBuilder().add('Space', 11, { key: 'KILN', name: 'Kiln', spaceType: 'global' })
}

function body(backup: BackupBuilder, id: number, owner: number, text: string): BackupBuilder {
  return backup.add('BodyContent', id, { body: text, bodyType: 2, content: ref('Page', owner) })
}

/** Versions as `id text`, in their order. */
function versions({ writer }: MemoryExport): string[] {
  return writer
    .stream('versions')
    .toSorted((a, b) => (a.of === b.of ? a.order - b.order : a.of < b.of ? -1 : 1))
    .map(({ id, body: text }) => `${id.replace('version:', '')} ${text && 'value' in text ? text.value : '∅'}`)
}

function codes({ writer }: MemoryExport): string[] {
  return writer.omissions.map(({ code }) => code)
}

describe('versions of a page', () => {
  it.each([
    ['named by the current page alone', { historicalVersions: ['Page', 21, 22, 22, 999] as const }, {}],
    ['named by themselves alone', {}, { originalVersion: ref('Page', 20) }],
    ['named by the id alone', {}, { originalVersionId: 20 }],
    ['named by both', { historicalVersions: ['Page', 22, 21] as const }, { originalVersion: ref('Page', 20) }],
  ])('are found when %s', async (_name, collections, own) => {
    const backup = oneSpace()
      .add('Page', 22, { ...made('Glazes', 2, 3), ...own })
      .add('Page', 20, { ...made('Glazes', 3, 4), space, originalVersionId: 0 }, collections)
      .add('Page', 21, { ...made('Old title', 1, 2), ...own })
    const result = await exportBackup(body(body(backup, 31, 21, 'one'), 30, 20, 'three'))
    expect(versions(result)).toEqual(['page:20/1 one', 'page:20/2 ∅', 'page:20/3 three'])
    expect(result.writer.stream('content')).toHaveLength(1)
    expect(result.writer.stream('versions').find(({ number }) => number === 1)).toMatchObject({
      title: 'Old title',
      author: 'person:ff80aa',
      at: { at: '2030-01-02T11:00:00.000Z', raw: '2030-01-02 11:00:00.000', zone: 'assumed(UTC)' },
    })
    expect(result.summary.complete).toBe(true)
  })

  it('are told apart by date where two have the same number', async () => {
    const original = { originalVersion: ref('Page', 20) }
    const backup = oneSpace()
      .add('Page', 20, { ...made('Glazes', 3, 9), space })
      .add('Page', 21, { ...made('Glazes', 2, 7), ...original })
      .add('Page', 22, { ...made('Glazes', 2, 5), ...original })
      .add('Page', 23, { ...made('Glazes', 1, 6), ...original })
    const result = await exportBackup(body(body(backup, 31, 21, 'late'), 32, 22, 'early'))
    expect(versions(result)).toEqual(['page:20/2 early', 'page:20/1 ∅', 'page:20/2~2 late', 'page:20/3 ∅'])
  })

  it('count as one where they are copies, also of the current one', async () => {
    const original = { originalVersion: ref('Page', 20) }
    const backup = oneSpace()
      .add('Page', 20, { ...made('Glazes', 2, 3), space })
      .add('Page', 21, { ...made('Glazes', 2, 3), ...original })
      .add('Page', 22, { ...made('Glazes', 1, 2), ...original })
      .add('Page', 23, { ...made('Glazes', 1, 2), ...original })
    for (const [id, owner] of [
      [30, 20],
      [31, 21],
    ] as const) {
      body(backup, id, owner, 'same')
    }
    const result = await exportBackup(backup)
    expect(versions(result)).toEqual(['page:20/1 ∅', 'page:20/2 same'])
    const pages = result.summary.accounts.find(({ kind }) => kind === 'Page')
    expect(pages).toMatchObject({ met: 4, recorded: 2, merged: 2 })
    expect(result.summary.complete).toBe(true)
  })

  it('keep gaps, and a current one that is numbered lower stays the last', async () => {
    const backup = oneSpace()
      .add('Page', 20, { ...made('Glazes', 4, 9), space })
      .add('Page', 21, { ...made('Glazes', 7, 3), originalVersion: ref('Page', 20) })
      .add('Page', 22, { title: 'No number', originalVersion: ref('Page', 20) })
    const result = await exportBackup(backup)
    expect(versions(result)).toEqual(['page:20/0 ', 'page:20/7 ', 'page:20/4 '])
    expect(result.writer.stream('content')[0]).toMatchObject({ version: 4 })
  })

  it('follow a chain to its end, and a circle is an orphan', async () => {
    const backup = oneSpace()
      .add('Page', 20, { ...made('Glazes', 3, 9), space })
      .add('Page', 21, { ...made('Glazes', 2, 3), originalVersion: ref('Page', 20) })
      .add('Page', 22, { ...made('Glazes', 1, 2), originalVersion: ref('Page', 21) })
      .add('Page', 23, { ...made('Round', 1, 2), originalVersion: ref('Page', 24) })
      .add('Page', 24, { ...made('Round', 2, 2), originalVersion: ref('Page', 23) })
    const result = await exportBackup(backup)
    expect(versions(result)).toEqual(['page:20/1 ', 'page:20/2 ', 'page:20/3 '])
    expect(codes(result)).toEqual(['VERSION_ORPHAN', 'VERSION_ORPHAN', 'OWNER_OMITTED'])
  })

  it('are omissions where the current page is missing, and their texts with them', async () => {
    const backup = oneSpace().add('Page', 21, { ...made('Lost', 1, 2), originalVersion: ref('Page', 20) })
    const result = await exportBackup(body(backup, 31, 21, 'lost'))
    expect(result.writer.stream('content')).toEqual([])
    expect(result.writer.omissions).toMatchObject([
      { code: 'VERSION_ORPHAN', kind: 'Page', what: 'Page 21', place: { file: 'entities.xml' } },
      { code: 'OWNER_OMITTED', kind: 'BodyContent', count: 1 },
    ])
  })

  it('say a status of their own where it differs', async () => {
    const backup = oneSpace()
      .add('Page', 20, { ...made('Glazes', 2, 9), space })
      .add('Page', 21, { ...made('Glazes', 1, 3), contentStatus: 'DELETED', originalVersion: ref('Page', 20) })
    const [first, second] = (await exportBackup(backup)).writer.stream('versions')
    expect(first).toMatchObject({ status: 'trashed' })
    expect(second).not.toHaveProperty('status')
  })
})

describe('texts', () => {
  it.each([
    [0, 'wiki'],
    [1, 'raw'],
    [2, 'storage'],
    [7, 'raw'],
    [null, 'storage'],
  ])('of body type %s are in %s', async (bodyType, format) => {
    const backup = oneSpace()
      .add('Page', 20, { ...made('Glazes', 1, 9), space })
      .add('BodyContent', 30, { body: 'h1. Kiln', bodyType, content: ref('Page', 20) })
    expect((await exportBackup(backup)).writer.stream('versions')).toMatchObject([
      { body: { format, value: 'h1. Kiln' } },
    ])
  })

  it('of several formats stand side by side, and of two in one format the higher id counts', async () => {
    const content = ref('Page', 20)
    const backup = oneSpace()
      .add('Page', 20, { ...made('Glazes', 1, 9), space }, { bodyContents: ['BodyContent', 33] })
      .add('BodyContent', 30, { body: 'h1. Kiln', bodyType: 0, content })
      .add('BodyContent', 31, { body: '<p>old</p>', bodyType: 2, content })
      .add('BodyContent', 32, { body: '<p>new</p>', bodyType: 2, content: { ref: 'ContentEntityObject', id: 20 } })
      .add('BodyContent', 33, { body: '<p>new</p>', bodyType: 2 })
    const result = await exportBackup(backup)
    expect(result.writer.stream('versions')).toMatchObject([
      { body: { format: 'storage', value: '<p>new</p>' }, renditions: [{ format: 'wiki', value: 'h1. Kiln' }] },
    ])
    expect(result.writer.omissions).toMatchObject([{ code: 'BODY_SURPLUS', what: 'BodyContent 31' }])
    expect(result.summary.complete).toBe(true)
  })

  it('lose the space behind two brackets, and keep tabs and line separators', async () => {
    const text = '<p>a[b[0]]]]&gt;\t\u2028x</p>'
    const backup = oneSpace().add('Page', 20, { ...made('x', 1, 9), space })
    const result = await exportBackup(body(backup, 30, 20, text))
    expect(versions(result)).toEqual([`page:20/1 ${text}`])
  })

  it('over the limit are blobs with the same bytes', async () => {
    const text = `<p>${'ä'.repeat(200_000)}</p>`
    const backup = oneSpace().add('Page', 20, { ...made('x', 1, 9), space })
    const { writer } = await exportBackup(body(backup, 30, 20, text))
    const [version] = writer.stream('versions')
    const stored = version?.body && 'blob' in version.body ? writer.blobs.get(version.body.blob) : undefined
    expect(Buffer.from(stored ?? []).toString()).toBe(text)
    expect(version?.body).toMatchObject({ format: 'storage', bytes: 400_007 })
  })
})
