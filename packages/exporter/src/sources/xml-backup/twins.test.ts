import { describe, expect, it } from 'vitest'
import { BackupBuilder, ref } from '../../testing/backup-builder.js'
import { exportBackup, type MemoryExport } from '../../testing/export-backup.js'
import { made } from '../../testing/small-backup.js'

const loom = ref('Page', 20)
const weft = ref('Page', 21)
const mira = ref('ConfluenceUserImpl', 'ff80aa')

/** Two pages of a weaver. */
function twoPages(): BackupBuilder {
  return new BackupBuilder()
    .add('Space', 11, { key: 'WEAVE', name: 'Weaving', spaceType: 'global' })
    .add('ConfluenceUserImpl', 'ff80aa', { name: 'mira' })
    .add('Page', 20, { ...made('Loom', 1, 1), space: ref('Space', 11) }, { bodyContents: ['BodyContent', 30] })
    .add('Page', 21, { ...made('Weft', 1, 1), space: ref('Space', 11) }, { bodyContents: ['BodyContent', 30] })
}

function texts({ writer }: MemoryExport): string[] {
  return writer.stream('versions').map(({ of, body }) => `${of} ${body && 'value' in body ? body.value : '∅'}`)
}

describe('two bodies of one id', () => {
  it.each([
    ['one', 'another'],
    ['the same', 'the same'],
  ])('on two pages are the texts of both (%s, %s)', async (first, second) => {
    const result = await exportBackup(
      twoPages()
        .add('BodyContent', 30, { body: first, bodyType: 2, content: loom })
        .add('BodyContent', 30, { body: second, bodyType: 2, content: { ref: 'ContentEntityObject', id: 21 } }),
    )
    expect(texts(result)).toEqual([`page:20 ${first}`, `page:21 ${second}`])
    expect(result.writer.omissions).toEqual([])
    expect(result.summary.complete).toBe(true)
  })

  it('on one page that differ are one text, the later, and a line', async () => {
    const result = await exportBackup(
      twoPages()
        .add('BodyContent', 30, { body: 'early', bodyType: 2, content: loom })
        .add('BodyContent', 30, { body: 'late', bodyType: 2, content: loom })
        .add('BodyContent', 30, { body: 'of weft', bodyType: 2, content: weft }),
    )
    expect(texts(result)).toEqual(['page:20 late', 'page:21 of weft'])
    expect(result.writer.omissions).toMatchObject([{ code: 'DUPLICATE_OBJECT', what: 'BodyContent 30' }])
  })
})

describe('two of one id, each on its own page', () => {
  const pair = (className: string, field: string, more: Parameters<BackupBuilder['add']>[2] = {}): BackupBuilder =>
    twoPages()
      .add('Label', 40, { name: 'wool', namespace: 'global' })
      .add('BodyContent', 30, { body: 'a', bodyType: 2, content: loom })
      .add('BodyContent', 30, { body: 'b', bodyType: 2, content: weft })
      .add(className, 70, { [field]: loom, ...more })
      .add(className, 70, { [field]: weft, ...more })

  it.each([
    ['labels', pair('Labelling', 'content', { label: ref('Label', 40) })],
    ['likes', pair('LikeEntity', 'content', { user: mira })],
    ['watches', pair('Notification', 'content', { receiver: mira })],
    [
      'watches',
      pair('User2ContentRelationEntity', 'targetContent', { sourceContent: mira, relationName: 'favourite' }),
    ],
    ['properties', pair('ContentProperty', 'content', { name: 'share-id', stringValue: 'x' })],
  ] as const)('%s are on both', async (stream, backup) => {
    const { writer, summary } = await exportBackup(backup)
    const on = writer.stream(stream).map((record) => ('on' in record ? record.on : record.owner))
    expect(on).toEqual(['page:20', 'page:21'])
    expect(summary.omissions).not.toHaveProperty('DUPLICATE_OBJECT')
    expect(summary.complete).toBe(true)
  })

  it('permissions are of both spaces', async () => {
    const { writer } = await exportBackup(
      new BackupBuilder()
        .add('Space', 11, { key: 'A', spaceType: 'global' })
        .add('Space', 12, { key: 'B', spaceType: 'global' })
        .add('SpacePermission', 5, { type: 'VIEWSPACE', group: 'weavers', space: ref('Space', 11) })
        .add('SpacePermission', 5, { type: 'VIEWSPACE', group: 'weavers', space: ref('Space', 12) })
        .add('SpacePermission', 5, { type: 'EDITSPACE', group: 'weavers', space: ref('Space', 12) }),
    )
    expect(writer.stream('space-permissions').map(({ space, native }) => [space, native])).toEqual([
      ['space:11', 'VIEWSPACE'],
      ['space:12', 'EDITSPACE'],
    ])
    expect(writer.omissions).toMatchObject([{ code: 'DUPLICATE_OBJECT', what: 'SpacePermission 5' }])
  })

  it('members are of both groups', async () => {
    const member = (group: number): Parameters<BackupBuilder['add']>[2] => ({
      parentGroup: ref('InternalGroup', group),
      userMember: ref('InternalUser', 72),
    })
    const { writer } = await exportBackup(
      new BackupBuilder()
        .add('InternalGroup', 70, { name: 'weavers', lowerName: 'weavers' })
        .add('InternalGroup', 71, { name: 'dyers', lowerName: 'dyers' })
        .add('InternalUser', 72, { name: 'mira', lowerName: 'mira', active: 'true' })
        .add('HibernateMembership', 74, member(70))
        .add('HibernateMembership', 74, member(71)),
    )
    expect(writer.stream('memberships').map(({ id }) => id)).toEqual([
      'membership:group:dyers/person:name/mira',
      'membership:group:weavers/person:name/mira',
    ])
  })

  it('files are one, and the other is named: nothing tells which of them others mean', async () => {
    const { writer } = await exportBackup(
      pair('Attachment', 'containerContent', made('wool.txt', 1, 2)).file('attachments/21/70/1', 'x'),
    )
    expect(writer.stream('attachments')).toMatchObject([{ id: 'attachment:70', container: 'page:21' }])
    expect(writer.omissions).toMatchObject([
      { code: 'LABEL_UNUSED' },
      { code: 'DUPLICATE_OBJECT', what: 'Attachment 70' },
    ])
  })
})
