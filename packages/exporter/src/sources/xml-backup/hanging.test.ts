import { describe, expect, it } from 'vitest'
import { BackupBuilder, ref } from '../../testing/backup-builder.js'
import { exportBackup } from '../../testing/export-backup.js'
import { made } from '../../testing/small-backup.js'

const page = ref('Page', 20)
const mira = ref('ConfluenceUserImpl', 'ff80aa')
const at = '2030-01-02 03:04:05.006'

function onePage(): BackupBuilder {
  return new BackupBuilder()
    .add('Space', 11, { key: 'KILN', spaceType: 'global', description: ref('SpaceDescription', 12) })
    .add('SpaceDescription', 12, { version: 1, space: ref('Space', 11), contentStatus: 'current' })
    .add('Page', 20, { ...made('Home', 2, 1), space: ref('Space', 11) })
    .add('Page', 21, { ...made('Home', 1, 1), originalVersion: page })
    .add('ConfluenceUserImpl', 'ff80aa', { name: 'mira' })
}

describe('labels', () => {
  it('are global, personal, of a team; on pages, files, templates and earlier versions', async () => {
    const { writer, summary } = await exportBackup(
      onePage()
        .add('Label', 1, { name: 'glaze', namespace: 'global' })
        .add('Label', 2, { name: 'favourite', namespace: 'my', owningUser: mira })
        .add('Label', 3, { name: 'craft', namespace: 'team' })
        .add('Label', 4, { name: '', namespace: 'global' })
        .add('Attachment', 50, { ...made('a.txt', 1, 3), containerContent: page })
        .add('PageTemplate', 60, { name: 'Firing', content: '<p/>', version: 1, bodyType: 2, space: ref('Space', 11) })
        .add('Labelling', 70, { label: ref('Label', 1), content: page, creationDate: at, owningUser: mira })
        .add('Labelling', 71, { label: ref('Label', 2), content: page })
        .add('Labelling', 72, { label: ref('Label', 3), content: ref('SpaceDescription', 12) })
        .add('Labelling', 73, { label: ref('Label', 1), content: ref('Attachment', 50) })
        .add('Labelling', 74, { label: ref('Label', 1), labelableId: 60, labelableType: 'PAGETEMPLATE' })
        .add('Labelling', 75, { label: ref('Label', 1), content: ref('Page', 21) })
        .add('Labelling', 76, { label: ref('Label', 4), content: page })
        .add('Labelling', 77, { label: ref('Label', 99), content: page })
        .add('Labelling', 78, { label: ref('Label', 1), content: ref('Page', 404) }),
    )
    expect(writer.stream('labels').map(({ id }) => id)).toEqual([
      'label:attachment:50/global/glaze',
      'label:page:20/global/',
      'label:page:20/global/glaze',
      'label:page:20/my/person:ff80aa/favourite',
      'label:template:60/global/glaze',
    ])
    expect(writer.stream('labels')[2]).toMatchObject({ created: { by: 'person:ff80aa', at: { raw: at } } })
    expect(writer.stream('spaces')).toMatchObject([{ categories: ['craft'] }])
    expect(summary.omissions).toEqual({ ATTACHMENT_FILE_MISSING: 1, LABEL_MISSING: 1, OWNER_MISSING: 1 })
    expect(summary.complete).toBe(true)
  })
})

describe('likes and watches', () => {
  it('are one per person, and one without person or content is left out', async () => {
    const { writer, summary } = await exportBackup(
      onePage()
        .add('LikeEntity', 1, { content: page, user: mira, creationDate: at })
        .add('LikeEntity', 2, { content: page, user: mira, creationDate: at })
        .add('LikeEntity', 3, { user: mira })
        .add('LikeEntity', 4, { content: page })
        .add('Notification', 5, { content: page, receiver: mira, type: { enumClass: 'ContentTypeEnum', text: 'page' } })
        .add('Notification', 6, {
          space: ref('Space', 11),
          receiver: mira,
          type: { enumClass: 'ContentTypeEnum', text: 'blogpost' },
        })
        .add('Notification', 7, { page, userName: 'Olga' })
        .add('Notification', 8, { receiver: mira, network: 'true' }),
    )
    expect(writer.stream('likes')).toMatchObject([{ id: 'like:page:20/person:ff80aa', at: { raw: at } }])
    expect(writer.stream('watches').map(({ id }) => id)).toEqual([
      'watch:page:20/person:ff80aa/watch',
      'watch:page:20/person:name/olga/watch',
      'watch:space:11/person:ff80aa/blog-watch',
    ])
    expect(summary.omissions).toEqual({ OWNER_MISSING: 1, PERSON_MISSING: 1, WATCH_UNCLEAR: 1 })
    expect(summary.complete).toBe(true)
  })
})

describe('restrictions', () => {
  it('are joined from both sides, for people and groups', async () => {
    const { writer, summary } = await exportBackup(
      onePage()
        .add('ContentPermissionSet', 1, { type: 'View' }, { contentPermissions: ['ContentPermission', 11] })
        .add('ContentPermissionSet', 2, { type: 'Edit', owningContent: page })
        .add(
          'Page',
          22,
          { ...made('Secret', 1, 1), space: ref('Space', 11) },
          { contentPermissionSets: ['ContentPermissionSet', 1] },
        )
        .add('ContentPermission', 11, { type: 'View', userSubject: mira, groupName: null })
        .add('ContentPermission', 12, {
          type: 'Edit',
          groupName: 'Potters',
          owningSet: ref('ContentPermissionSet', 2),
          creator: mira,
        })
        .add('ContentPermission', 13, { type: 'Edit', userName: 'olga', owningSet: ref('ContentPermissionSet', 2) })
        .add('ContentPermission', 14, { type: 'Share', userSubject: mira, owningSet: ref('ContentPermissionSet', 2) })
        .add('ContentPermission', 15, { type: 'Edit', owningSet: ref('ContentPermissionSet', 2) }),
    )
    expect(writer.stream('restrictions').map(({ id }) => id)).toEqual([
      'restriction:page:20/update/group:Potters',
      'restriction:page:20/update/person:name/olga',
      'restriction:page:22/read/person:ff80aa',
    ])
    expect(summary.omissions).toEqual({ RESTRICTION_UNKNOWN: 2 })
    expect(summary.complete).toBe(true)
  })
})

describe('content properties', () => {
  it('are rows and JSON; derived ones are counted and those of the past stay with their version', async () => {
    const storage = { pluginModuleKey: 'com.atlassian.x:content-property', containerContent: page }
    const { writer, summary } = await exportBackup(
      onePage()
        .add('ContentProperty', 1, { name: 'share-id', stringValue: 'a', content: page })
        .add('ContentProperty', 2, { name: 'share-id', longValue: 7, content: page })
        .add('ContentProperty', 3, { name: 'macro-count.toc', stringValue: '1-1', content: page })
        .add('ContentProperty', 4, { name: 'sync-rev', stringValue: '0.1', content: ref('Page', 21) })
        .add('ContentProperty', 5, { name: 'lost', stringValue: 'x' })
        .add('CustomContentEntityObject', 60, { ...made('editor', 2, 1), ...storage })
        .add('CustomContentEntityObject', 61, {
          ...made('editor', 1, 1),
          ...storage,
          originalVersion: ref('CustomContentEntityObject', 60),
        })
        .add('CustomContentEntityObject', 62, { ...made('odd~2', 1, 1), ...storage })
        .add('BodyContent', 80, { body: '{"a":1, "a":2}', bodyType: 1, content: ref('CustomContentEntityObject', 60) })
        .add('BodyContent', 81, { body: '"v1"', bodyType: 1, content: ref('CustomContentEntityObject', 61) })
        .add('BodyContent', 82, { body: '{broken', bodyType: 1, content: ref('CustomContentEntityObject', 62) })
        .add('BodyContent', 83, { body: null, bodyType: 2, content: page })
        .add('BodyContent', 84, { body: null, bodyType: 2, content: ref('Page', 21) }),
    )
    expect(writer.stream('properties').map(({ id, value, json, valueType }) => [id, value, json ?? valueType])).toEqual(
      [
        ['property:page:20/editor', '{"a":1, "a":2}', true],
        ['property:page:20/odd~2~1', '{broken', undefined],
        ['property:page:20/share-id', 'a', 'string'],
        ['property:page:20/share-id~2', '7', 'long'],
      ],
    )
    expect(writer.stream('versions')[0]).toMatchObject({ extra: { 'ContentProperty sync-rev': '0.1' } })
    expect(summary.omissions).toEqual({ OWNER_MISSING: 1, OWNER_OMITTED: 1, PROPERTY_HISTORY: 1 })
    expect(summary.accounts.find(({ kind }) => kind === 'ContentProperty')).toMatchObject({ derived: 1, merged: 1 })
    expect(summary.complete).toBe(true)
  })
})

describe('templates', () => {
  it('of a space and of the site have their text in a version', async () => {
    const { writer } = await exportBackup(
      onePage()
        .add('PageTemplate', 60, {
          name: 'Firing',
          description: 'How hot',
          content: '<at:declarations/>',
          version: 3,
          bodyType: 2,
          space: ref('Space', 11),
          pluginKey: 'com.kiln',
          moduleKey: 'firing',
          lastModifier: mira,
        })
        .add('PageTemplate', 61, { name: 'Global', content: 'h1. Old', version: 1, bodyType: 0 }),
    )
    expect(writer.stream('templates')).toMatchObject([
      {
        id: 'template:60',
        space: 'space:11',
        name: 'Firing',
        description: 'How hot',
        blueprint: 'com.kiln:firing',
        version: 3,
      },
      { id: 'template:61', name: 'Global' },
    ])
    expect(writer.stream('template-versions')).toMatchObject([
      {
        of: 'template:60',
        number: 3,
        author: 'person:ff80aa',
        body: { format: 'storage', value: '<at:declarations/>' },
      },
      { of: 'template:61', body: { format: 'wiki', value: 'h1. Old' } },
    ])
  })
})
