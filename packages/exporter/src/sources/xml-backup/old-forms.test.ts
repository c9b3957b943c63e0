import { describe, expect, it } from 'vitest'
import { BackupBuilder, ref } from '../../testing/backup-builder.js'
import { exportBackup, type MemoryExport } from '../../testing/export-backup.js'
import { made } from '../../testing/small-backup.js'

// Forms that importers of other wikis met in real backups of 2025 and 2026 and had to repair.

const space = ref('Space', 11)

function oneSpace(): BackupBuilder {
  return new BackupBuilder().add('Space', 11, { key: 'KILN', name: 'Kiln', spaceType: 'global' })
}

function codes({ writer }: MemoryExport): string[] {
  return writer.omissions.map(({ code }) => code)
}

const storage = (value: string): object => ({ format: 'storage', value })

describe('a body that names the abstract class of its content', () => {
  const generic = (id: number, owner: number, text: string): Parameters<BackupBuilder['add']> => [
    'BodyContent',
    id,
    { body: text, bodyType: 2, content: ref('ContentEntityObject', owner) },
  ]

  it.each(['before', 'after'])('is found %s it, of a page, an earlier version, a post and a comment', async (where) => {
    const bodies = [
      generic(30, 20, '<p>two</p>'),
      generic(31, 21, '<p>one</p>'),
      generic(32, 22, '<p>post</p>'),
      generic(33, 40, '<p>comment</p>'),
    ]
    const backup = oneSpace()
    if (where === 'before') for (const body of bodies) backup.add(...body)
    backup
      .add('Page', 20, { ...made('Glazes', 2, 3), space })
      .add('Page', 21, { ...made('Glazes', 1, 2), originalVersion: ref('Page', 20) })
      .add('BlogPost', 22, { ...made('Fired', 1, 3), space })
      .add('Comment', 40, { ...made('', 1, 4), containerContent: ref('Page', 20) })
    if (where === 'after') for (const body of bodies) backup.add(...body)
    const result = await exportBackup(backup)
    const texts = [...result.writer.stream('versions'), ...result.writer.stream('comment-versions')].map(
      ({ id, body }) => [id, body],
    )
    expect(texts).toEqual([
      ['version:page:20/1', storage('<p>one</p>')],
      ['version:page:20/2', storage('<p>two</p>')],
      ['version:post:22/1', storage('<p>post</p>')],
      ['version:comment:40/1', storage('<p>comment</p>')],
    ])
    expect(codes(result)).toEqual([])
    expect(result.summary.complete).toBe(true)
  })
})

describe('a body of a file', () => {
  const file = (text: string | null): BackupBuilder =>
    oneSpace()
      .add('Page', 20, { ...made('Glazes', 1, 3), space })
      .add('BodyContent', 30, { body: '<p>x</p>', bodyType: 2, content: ref('Page', 20) })
      .add('Attachment', 50, { ...made('kiln.txt', 1, 6), containerContent: ref('Page', 20), space })
      .add('BodyContent', 31, { body: text, bodyType: 2, content: ref('Attachment', 50) })
      .file('attachments/20/50/1', 'cone 6')

  it('is empty in every backup, says nothing, and needs no line', async () => {
    const result = await exportBackup(file(null))
    expect(codes(result)).toEqual([])
    expect(result.summary.complete).toBe(true)
  })

  it('with a text is named as left out', async () => {
    const result = await exportBackup(file('<p>words</p>'))
    expect(result.writer.omissions).toMatchObject([
      { code: 'BODY_UNPLACED', kind: 'BodyContent', what: expect.stringContaining('31') as string },
    ])
    expect(result.summary.complete).toBe(true)
  })
})

describe('replies', () => {
  it('stay under what they answer, also where that is resolved or comes later in the file', async () => {
    const resolved = (id: number, content: number): Parameters<BackupBuilder['add']> => [
      'ContentProperty',
      id,
      { name: 'status', stringValue: 'resolved', content: ref('Comment', content) },
    ]
    const backup = oneSpace()
      .add('Page', 20, { ...made('Glazes', 1, 3), space })
      .add('Comment', 43, { ...made('', 1, 7), containerContent: ref('Page', 20), parent: ref('Comment', 42) })
      .add('Comment', 42, { ...made('', 1, 6), containerContent: ref('Page', 20), parent: ref('Comment', 41) })
      .add('Comment', 41, { ...made('', 1, 5), containerContent: ref('Page', 20) })
      .add('ContentProperty', 60, { name: 'inline-comment', stringValue: 'true', content: ref('Comment', 41) })
      .add('ContentProperty', 61, { name: 'inline-marker-ref', stringValue: 'abc', content: ref('Comment', 41) })
      .add(...resolved(62, 41))
    const { writer } = await exportBackup(backup)
    expect(writer.stream('comments').map(({ id, parent }) => [id, parent])).toEqual([
      ['comment:41', undefined],
      ['comment:42', 'comment:41'],
      ['comment:43', 'comment:42'],
    ])
    expect(writer.stream('comments')[0]).toMatchObject({ resolution: { state: 'resolved' } })
  })
})

describe('a space without a home page', () => {
  it.each([{}, { homePage: null }])('has none in the archive (%j), and no line', async (home) => {
    const backup = new BackupBuilder()
      .add('Space', 11, { key: 'KILN', name: 'Kiln', spaceType: 'global', ...home })
      .add('Page', 20, { ...made('Glazes', 1, 3), space })
    const result = await exportBackup(backup)
    expect(result.writer.stream('spaces')[0]).not.toHaveProperty('homepage')
    expect(codes(result)).toEqual([])
  })
})

describe('earlier versions of a post', () => {
  it('are versions, in the order of their numbers', async () => {
    const backup = oneSpace()
      .add('BlogPost', 23, { ...made('Fired', 2, 3), originalVersion: ref('BlogPost', 22) })
      .add('BlogPost', 22, { ...made('Fired again', 3, 4), space }, { historicalVersions: ['BlogPost', 24, 23] })
      .add('BlogPost', 24, { ...made('Firing', 1, 2), originalVersion: ref('BlogPost', 22) })
    const result = await exportBackup(backup)
    expect(result.writer.stream('versions').map(({ number, title }) => [number, title])).toEqual([
      [1, 'Firing'],
      [2, 'Fired'],
      [3, 'Fired again'],
    ])
    expect(codes(result)).toEqual([])
  })
})
