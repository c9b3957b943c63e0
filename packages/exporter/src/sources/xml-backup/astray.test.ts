import { describe, expect, it } from 'vitest'
import { BackupBuilder, ref } from '../../testing/backup-builder.js'
import { exportBackup } from '../../testing/export-backup.js'
import { made } from '../../testing/small-backup.js'

const space = ref('Space', 11)
const hive = ref('Page', 20)
const comb = ref('Page', 21)

function bees(): BackupBuilder {
  return new BackupBuilder().add('Space', 11, { key: 'BEES', name: 'Bees', spaceType: 'global' })
}

/** A page that lists what is there, and says that it belongs to another page. */
function listing(
  collection: string,
  className: string,
  properties: Parameters<BackupBuilder['add']>[2],
): BackupBuilder {
  return bees()
    .add('Page', 20, { ...made('Hive', 1, 1), space }, { [collection]: [className, 70] })
    .add('Page', 21, { ...made('Comb', 1, 1), space })
    .add('Label', 40, { name: 'wax', namespace: 'global' })
    .add(className, 70, properties)
    .add('BodyContent', 31, { body: 'hive', bodyType: 2, content: hive })
    .add('BodyContent', 32, { body: 'comb', bodyType: 2, content: comb })
    .add('BodyContent', 33, { body: 'note', bodyType: 2, content: ref(className, 70) })
    .file('attachments/21/70/1', 'x')
}

describe('a page without a text', () => {
  it('whose body says that it belongs to another page is named, and so is the body', async () => {
    const { writer, summary } = await exportBackup(
      bees()
        .add('Page', 20, { ...made('Hive', 1, 1), space }, { bodyContents: ['BodyContent', 30] })
        .add('Page', 21, { ...made('Comb', 1, 1), space }, { bodyContents: ['BodyContent', 30] })
        .add('BodyContent', 30, { body: 'honey', bodyType: 2, content: comb }),
    )
    expect(writer.stream('versions').map(({ body }) => body !== undefined)).toEqual([false, true])
    expect(writer.omissions).toMatchObject([
      { code: 'BODY_MISSING', kind: 'Page', id: 'version:page:20/1', what: 'The text of version 1 of page:20' },
      { code: 'LISTED_ELSEWHERE', kind: 'BodyContent', what: 'BodyContent 30, which page:20 lists' },
    ])
    expect(summary.complete).toBe(true)
  })

  it('is named, as are a post, a draft, a comment and an earlier version; a folder has none', async () => {
    const { writer } = await exportBackup(
      bees()
        .add('Page', 20, { ...made('Hive', 2, 2), space })
        .add('Page', 21, { ...made('Hive', 1, 1), originalVersion: hive })
        .add('Page', 22, { ...made('New', 1, 1), space, contentStatus: 'draft' })
        .add('Page', 23, { ...made('Bin', 1, 1), space, contentStatus: 'deleted' })
        .add('Page', 24, { ...made('Shelf', 1, 1), space, isFolder: 'true' })
        .add('Page', 25, { ...made('Empty', 1, 1), space })
        .add('BlogPost', 26, { ...made('News', 1, 1), space })
        .add('Comment', 27, { ...made('', 1, 1), containerContent: hive })
        .add('CustomContentEntityObject', 28, { ...made('x', 1, 1), space, pluginModuleKey: 'a:b' })
        .add('BodyContent', 30, { body: null, bodyType: 2, content: ref('Page', 25) }),
    )
    expect(writer.omissions.filter(({ code }) => code === 'BODY_MISSING').map(({ id }) => id)).toEqual([
      'version:page:20/1',
      'version:page:20/2',
      'version:page:22/1',
      'version:page:23/1',
      'version:post:26/1',
      'version:comment:27/1',
    ])
  })
})

describe('what a page lists', () => {
  it.each([
    ['comments', 'Comment', { ...made('', 1, 1), containerContent: comb }],
    ['attachments', 'Attachment', { ...made('a.txt', 1, 1), containerContent: comb }],
    [
      'customContent',
      'CustomContentEntityObject',
      { ...made('x', 1, 1), containerContent: comb, pluginModuleKey: 'a:b' },
    ],
    ['labellings', 'Labelling', { label: ref('Label', 40), content: comb }],
    ['contentProperties', 'ContentProperty', { name: 'share-id', stringValue: 'x', content: comb }],
    ['children', 'Page', { ...made('Cell', 1, 1), space, parent: comb }],
    ['historicalVersions', 'Page', { ...made('Comb', 0, 1), originalVersion: comb }],
  ] as const)('in %s and goes to another page is told', async (collection, className, properties) => {
    const { writer } = await exportBackup(listing(collection, className, properties))
    const told = writer.omissions.filter(({ code }) => code === 'LISTED_ELSEWHERE')
    expect(told).toMatchObject([{ kind: className, what: `${className} 70, which page:20 lists`, count: 1 }])
  })

  it.each([
    ['comments', 'Comment', { ...made('', 1, 1), containerContent: { ref: 'ContentEntityObject', id: 20 } }],
    ['comments', 'Comment', { ...made('', 1, 1) }],
    ['attachments', 'Attachment', { ...made('a.txt', 1, 1), content: hive }],
    ['contentProperties', 'ContentProperty', { name: 'share-id', stringValue: 'x' }],
    ['children', 'Page', { ...made('Cell', 1, 1), space }],
    ['historicalVersions', 'Page', made('Hive', 0, 1)],
    ['historicalVersions', 'Page', { ...made('Hive', 0, 1), space, contentStatus: 'draft', originalVersion: hive }],
  ] as const)('in %s and comes to it is not', async (collection, className, properties) => {
    const { summary } = await exportBackup(listing(collection, className, properties))
    expect(summary.omissions).not.toHaveProperty('LISTED_ELSEWHERE')
    expect(summary.omissions).not.toHaveProperty('TARGET_MISSING')
  })

  it('and the backup does not hold is told in one line for each kind of thing', async () => {
    const backup = (): BackupBuilder =>
      bees()
        .add('Space', 12, { key: 'MOTHS', spaceType: 'global' }, { permissions: ['SpacePermission', 5] })
        .add(
          'Page',
          20,
          { ...made('Hive', 2, 2), space },
          {
            attachments: ['Attachment', 50, 51, 52, 53, 54, 55, 56],
            comments: ['Comment', 60],
            historicalVersions: ['Page', 21, 22],
            children: ['Page', 23],
          },
        )
        .add('Page', 21, { ...made('Hive', 1, 1) }, { labellings: ['Labelling', 80] })
    const { writer, summary } = await exportBackup(backup())
    expect(writer.omissions.map(({ code, what, count }) => `${code} ${count} ${what}`).toSorted()).toEqual([
      'TARGET_MISSING 1 Comment 60, which page:20 lists',
      'TARGET_MISSING 1 Labelling 80, which page:20 lists',
      'TARGET_MISSING 1 Page 22, which page:20 lists',
      'TARGET_MISSING 1 Page 23, which page:20 lists',
      'TARGET_MISSING 1 SpacePermission 5, which space:12 lists',
      'TARGET_MISSING 7 Attachment 50, 51, 52, 53, 54 and 2 more, which page:20 lists',
    ])
    expect(summary.complete).toBe(true)

    const selected = await exportBackup(backup(), {
      spaces: ['BEES'],
      skipKinds: ['comments', 'history', 'attachments'],
    })
    expect(selected.writer.omissions.map(({ what }) => what)).toEqual(['Page 23, which page:20 lists'])
  })

  it('of restrictions is said once, by what they were on', async () => {
    const { writer } = await exportBackup(
      bees().add('Page', 20, { ...made('Hive', 1, 1), space }, { contentPermissionSets: ['ContentPermissionSet', 70] }),
    )
    expect(writer.omissions.filter(({ code }) => code === 'TARGET_MISSING')).toEqual([])
  })
})

describe('a description whose space property leads to something else', () => {
  it.each([
    ['and that its space lists goes with the space', { description: ref('SpaceDescription', 12) }, ['spaces']],
    ['and that nobody lists is left out, and its file with it', {}, []],
  ])('%s', async (_what, lists, owners) => {
    const backup = new BackupBuilder()
      .add('Space', 11, { key: 'KILN', name: 'Kiln', spaceType: 'global', ...lists })
      .add('Page', 20, { ...made('Glazes', 1, 3), space: ref('Space', 11) })
      .add('Comment', 40, { ...made('', 1, 4), containerContent: ref('Page', 20) })
      .add('SpaceDescription', 12, { ...made('', 1, 3), space: ref('Comment', 40) })
      .add('Attachment', 50, { ...made('logo.png', 1, 6), containerContent: ref('SpaceDescription', 12) })
      .file('attachments/12/50/1', 'png')
    const { writer, summary } = await exportBackup(backup)
    expect(writer.stream('attachments').map(({ container }) => writer.records.get(container)?.stream)).toEqual(owners)
    expect(summary.unexplained).toBe(0)
    const left = writer.omissions.filter(({ kind }) => kind === 'Attachment' || kind === 'SpaceDescription')
    expect(left.length > 0).toBe(owners.length === 0)
  })
})
