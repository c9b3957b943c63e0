import { describe, expect, it } from 'vitest'
import { BackupBuilder, ref } from '../../../testing/backup-builder.js'
import { exportBackup } from '../../../testing/export-backup.js'
import { made } from '../../../testing/small-backup.js'

const page = ref('Page', 20)

function onePage(): BackupBuilder {
  return new BackupBuilder()
    .add('Space', 11, { key: 'KILN', spaceType: 'global' })
    .add('Page', 20, { ...made('Home', 1, 1), space: ref('Space', 11) })
    .add('ConfluenceUserImpl', 'ff80aa', { name: 'mira' })
}

function property(
  backup: BackupBuilder,
  id: number,
  owner: number,
  name: string,
  value: string | number,
): BackupBuilder {
  const column = typeof value === 'number' ? { longValue: value } : { stringValue: value }
  return backup.add('ContentProperty', id, { name, ...column, content: ref('Comment', owner) })
}

describe('comments', () => {
  it('have replies, a history, and the owner of old backups', async () => {
    const { writer, summary } = await exportBackup(
      onePage()
        .add('Comment', 41, { ...made('', 1, 3), containerContent: page, parent: ref('Comment', 40) })
        .add('Comment', 40, { ...made('', 2, 4), owner: page })
        .add('Comment', 42, { ...made('', 1, 2), originalVersion: ref('Comment', 40) })
        .add('Comment', 43, { ...made('', 1, 5), parent: ref('Comment', 41) })
        .add('BodyContent', 30, { body: '<p>second</p>', bodyType: 2, content: ref('Comment', 40) })
        .add('BodyContent', 31, { body: '<p>first</p>', bodyType: 2, content: ref('Comment', 42) }),
    )
    expect(writer.stream('comments').map(({ id, content, parent, kind }) => [id, content, parent, kind])).toEqual([
      ['comment:40', 'page:20', undefined, 'footer'],
      ['comment:41', 'page:20', 'comment:40', 'footer'],
      ['comment:43', 'page:20', 'comment:41', 'footer'],
    ])
    expect(writer.stream('comment-versions').filter(({ of }) => of === 'comment:40')).toMatchObject([
      { id: 'version:comment:40/1', order: 1, body: { value: '<p>first</p>' } },
      { id: 'version:comment:40/2', order: 2, body: { value: '<p>second</p>' } },
    ])
    expect(summary.complete).toBe(true)
  })

  it.each(['containerContent', 'parent', 'owner'])(
    'whose %s is something that nobody comments on are left out, and that stays',
    async (name) => {
      const backup = onePage()
        .add('InternalGroup', 60, { name: 'throwers', lowerName: 'throwers', active: 'true' })
        .add('Comment', 40, { ...made('', 1, 4), [name]: ref('InternalGroup', 60) })
        .add('BodyContent', 30, { body: '<p>lost</p>', bodyType: 2, content: ref('Comment', 40) })
      const { writer, summary } = await exportBackup(backup)
      expect(writer.stream('groups').map(({ id }) => id)).toEqual(['group:throwers'])
      const codes = writer.omissions.filter(({ kind }) => kind !== 'Page').map(({ code, kind }) => [kind, code])
      expect(codes).toEqual([
        ['Comment', 'OWNER_MISSING'],
        ['BodyContent', 'OWNER_OMITTED'],
      ])
      expect(summary.complete).toBe(true)
    },
  )

  it('inside the text have anchor and resolution, which their properties say', async () => {
    const backup = onePage().add('Comment', 40, { ...made('', 1, 4), containerContent: page })
    property(backup, 1, 40, 'inline-comment', 'true')
    property(backup, 2, 40, 'inline-marker-ref', 'd4d8-02b7')
    property(backup, 3, 40, 'inline-original-selection', 'glaze')
    property(backup, 4, 40, 'status', 'resolved')
    property(backup, 5, 40, 'status-lastmoddate', 1736860248828)
    property(backup, 6, 40, 'status-lastmodifier', 'ff80aa')
    property(backup, 7, 40, 'comment-uuid', '44fd')
    const { writer } = await exportBackup(backup)
    expect(writer.stream('comments')).toMatchObject([
      {
        kind: 'inline',
        anchor: { ref: 'd4d8-02b7', selection: 'glaze' },
        resolution: { state: 'resolved', by: 'person:ff80aa', at: { at: '2025-01-14T13:10:48.828Z' } },
      },
    ])
    expect(writer.stream('properties')).toMatchObject([{ id: 'property:comment:40/comment-uuid', value: '44fd' }])
  })

  it('on a file belong to the page that the file is on', async () => {
    const backup = onePage()
      .add('Attachment', 50, { ...made('kiln.pdf', 1, 2), containerContent: page })
      .add('Comment', 40, { ...made('', 1, 4), containerContent: ref('Attachment', 50) })
    property(backup, 1, 40, 'ANCHOR', '{"type":"pin","page":1}')
    const { writer } = await exportBackup(backup)
    expect(writer.stream('comments')).toMatchObject([
      { kind: 'file', content: 'page:20', attachment: 'attachment:50', anchor: { place: '{"type":"pin","page":1}' } },
    ])
  })

  it.each([
    ['PARENT_MISSING', { containerContent: page, parent: ref('Comment', 999) }],
    ['PARENT_ELSEWHERE', { containerContent: page, parent: ref('Comment', 60) }],
    ['PARENT_CYCLE', { containerContent: page, parent: ref('Comment', 61) }],
    ['PARENT_MISSING', { containerContent: page, parent: ref('Comment', 40) }],
  ])('stand at the root, with %s, where what they answer is not there', async (code, properties) => {
    const { writer } = await exportBackup(
      onePage()
        .add('Page', 21, { ...made('Other', 1, 1), space: ref('Space', 11) })
        .add('Comment', 60, { ...made('', 1, 4), containerContent: ref('Page', 21) })
        .add('Comment', 40, { ...made('', 1, 4), ...properties })
        .add('Comment', 61, { ...made('', 1, 4), containerContent: page, parent: ref('Comment', 40) }),
    )
    const comment = writer.stream('comments').find(({ id }) => id === 'comment:40')
    expect(comment).toMatchObject({ content: 'page:20' })
    expect(comment).not.toHaveProperty('parent')
    expect(writer.omissions.map((omission) => omission.code)).toEqual([code])
  })

  it('on nothing are left out, and their texts with them', async () => {
    const { writer, summary } = await exportBackup(
      onePage()
        .add('Comment', 40, made('', 1, 4))
        .add('Comment', 41, { ...made('', 1, 4), containerContent: ref('Page', 404) })
        .add('BodyContent', 30, { body: '<p>x</p>', bodyType: 2, content: ref('Comment', 40) })
        .add('BodyContent', 31, { body: '<p>y</p>', bodyType: 2, content: page }),
    )
    expect(writer.omissions).toMatchObject([
      { code: 'OWNER_MISSING', id: 'comment:40' },
      { code: 'OWNER_MISSING', id: 'comment:41' },
      { code: 'OWNER_OMITTED', kind: 'BodyContent' },
    ])
    expect(summary.complete).toBe(true)
  })
})
