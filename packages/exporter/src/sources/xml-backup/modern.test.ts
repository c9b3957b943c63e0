import { describe, expect, it } from 'vitest'
import { BackupBuilder, ref } from '../../testing/backup-builder.js'
import { exportBackup } from '../../testing/export-backup.js'
import { made } from '../../testing/small-backup.js'

const space = ref('Space', 11)
const page = ref('Page', 20)
const mira = ref('ConfluenceUserImpl', 'ff80aa')
const propertyModule = 'com.atlassian.confluence.plugins.confluence-content-property-storage:content-property'

function onePage(): BackupBuilder {
  return new BackupBuilder()
    .add('Space', 11, { key: 'KILN', spaceType: 'global', description: ref('SpaceDescription', 12) })
    .add('SpaceDescription', 12, { version: 1, space, contentStatus: 'current' })
    .add('Page', 20, { ...made('Home', 2, 2), space, entitySubType: 'live', owner: mira })
    .add('Page', 21, { ...made('Home', 1, 1), originalVersion: page })
    .add('Page', 22, { ...made('Home', 2, 3), space, contentStatus: 'draft', originalVersion: page })
    .add('ConfluenceUserImpl', 'ff80aa', { name: 'mira' })
}

/** A content property of the kind that REST knows: a content of its own whose body is JSON. */
function property(
  backup: BackupBuilder,
  id: number,
  key: string,
  json: string,
  owner?: [string, number],
): BackupBuilder {
  return backup
    .add('CustomContentEntityObject', id, {
      ...made(key, 1, 1),
      ...(owner && { containerContent: ref(...owner) }),
      space,
      pluginModuleKey: propertyModule,
    })
    .add('BodyContent', id + 1000, { body: json, bodyType: 1, content: ref('CustomContentEntityObject', id) })
}

describe('content of today', () => {
  it('is a live document with an owner; a sub-type that nobody knows is kept beside', async () => {
    const { writer, summary } = await exportBackup(
      onePage()
        .add('Page', 23, { ...made('Odd', 1, 1), space, entitySubType: 'dead' })
        .add('Page', 24, { ...made('Folder', 1, 1), space, isFolder: 'true' }),
    )
    const [folder, live, draft, odd] = writer.stream('content')
    expect(folder).toMatchObject({ id: 'folder:24', kind: 'folder' })
    expect(live).toMatchObject({ id: 'page:20', subtype: 'live', owner: 'person:ff80aa' })
    expect(live?.extra).toBeUndefined()
    expect(draft?.subtype).toBeUndefined()
    expect(odd).toMatchObject({ extra: { entitySubType: 'dead' } })
    expect(odd?.subtype).toBeUndefined()
    expect(summary.complete).toBe(true)
  })

  it('keeps header image, emoji, width and editor as properties: of pages, drafts and spaces; those of the past in extra', async () => {
    const backup = onePage()
      .add('ContentProperty', 70, { name: 'emoji-title-published', stringValue: '1f525', content: page })
      .add('ContentProperty', 71, { name: 'editor', stringValue: 'v2', content: ref('Page', 21) })
    property(backup, 80, 'cover-picture-id-published', '{"id":"x","position":50}', ['Page', 20])
    property(backup, 81, 'emoji-title-draft', '"1f9f1"', ['Page', 22])
    property(backup, 82, 'content-appearance-published', '"full-width"', ['Page', 21])
    property(backup, 83, 'space-look', '{"a":1}', ['SpaceDescription', 12])
    property(backup, 84, 'of-the-space', '{"b":1}')
    const { writer, summary } = await exportBackup(backup)
    expect(writer.stream('properties').map(({ owner, key, value }) => [owner, key, value])).toEqual([
      ['page:20', 'cover-picture-id-published', '{"id":"x","position":50}'],
      ['page:20', 'emoji-title-published', '1f525'],
      ['page:22', 'emoji-title-draft', '"1f9f1"'],
      ['space:11', 'of-the-space', '{"b":1}'],
      ['space:11', 'space-look', '{"a":1}'],
    ])
    const past = writer.stream('versions').find(({ id }) => id === 'version:page:20/1')
    expect(past?.extra).toEqual({
      'ContentProperty editor': 'v2',
      'property content-appearance-published': '"full-width"',
    })
    expect(summary).toMatchObject({ complete: true, unexplained: 0, omissions: {} })
  })
})

describe('relations of people and content', () => {
  it('a favourite is a watch, a touch is made anew, a collaborator is named as left out', async () => {
    const relation = (name: string): Record<string, string | ReturnType<typeof ref>> => ({
      relationName: name,
      sourceContent: mira,
      targetContent: page,
      creationDate: '2030-01-02 03:04:05.006',
    })
    const backup = onePage()
      .add('User2ContentRelationEntity', 90, relation('favourite'))
      .add('User2ContentRelationEntity', 91, relation('touched'))
      .add('User2ContentRelationEntity', 92, relation('collaborator'))
      .add('User2ContentRelationEntity', 93, relation('favourite'))
    const { writer, summary } = await exportBackup(backup)
    expect(writer.stream('watches')).toMatchObject([
      { id: 'watch:page:20/person:ff80aa/favourite', on: 'page:20', by: 'person:ff80aa', kind: 'favourite' },
    ])
    expect(summary.omissions).toEqual({ RELATION: 1 })
    expect(summary.accounts.find(({ kind }) => kind === 'User2ContentRelationEntity')).toMatchObject({
      met: 4,
      recorded: 1,
      merged: 1,
      derived: 1,
      omitted: 1,
    })
  })
})
