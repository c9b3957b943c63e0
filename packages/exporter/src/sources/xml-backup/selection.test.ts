import type { SelectableKind } from '@spacecrate/format'
import { describe, expect, it } from 'vitest'
import type { Selection } from '../../selection.js'
import { isSourceError } from '../../source-error.js'
import { BackupBuilder, ref } from '../../testing/backup-builder.js'
import { exportBackup, type MemoryExport } from '../../testing/export-backup.js'
import { made } from '../../testing/small-backup.js'

/** Two spaces, one of each kind of thing in the first, and directory and settings beside them. */
/** Texts of all that has one, but for those that `site` gives. */
const emptyTexts = [
  ref('Page', 21),
  ref('Page', 22),
  ref('Page', 23),
  ref('Page', 24),
  ref('BlogPost', 25),
  ref('Comment', 40),
]

function site(): BackupBuilder {
  const backup = siteWithoutTexts()
  for (const [index, content] of emptyTexts.entries()) backup.add('BodyContent', 100 + index, { bodyType: 2, content })
  return backup
}

function siteWithoutTexts(): BackupBuilder {
  const kiln = ref('Space', 11)
  const page = ref('Page', 20)
  const olga = ref('ConfluenceUserImpl', 'b')
  return new BackupBuilder()
    .add('Space', 11, { key: 'KILN', name: 'Kiln Notes', spaceType: 'global', homePage: ref('Page', 23) })
    .add('Space', 12, { key: 'CLAY', spaceType: 'global', spaceStatus: { enumClass: 'SpaceStatus', text: 'ARCHIVED' } })
    .add('Space', 13, { key: '~mira', spaceType: 'personal' })
    .add('Page', 20, { ...made('Home', 2, 2), space: kiln })
    .add('Page', 21, { ...made('Home', 1, 1), originalVersion: page })
    .add('Page', 22, { ...made('Old', 1, 1), space: kiln, contentStatus: 'archived', parent: ref('Page', 23) })
    .add('Page', 23, { ...made('Trash', 1, 1), space: kiln, contentStatus: 'deleted' })
    .add('Page', 24, { ...made('Draft', 1, 1), space: kiln, contentStatus: 'draft', originalVersion: page })
    .add('BlogPost', 25, { ...made('News', 1, 1), space: kiln })
    .add('Page', 30, { ...made('Clay', 1, 1), space: ref('Space', 12), lastModifier: olga })
    .add('BodyContent', 31, { body: '<p>Clay</p>', bodyType: 2, content: ref('Page', 30) })
    .add('BodyContent', 32, { body: '<ri:user ri:userkey="c"/>', bodyType: 2, content: page })
    .add('Comment', 40, { ...made('', 1, 1), containerContent: page })
    .add('Attachment', 50, { ...made('a.txt', 1, 1), containerContent: page })
    .file('attachments/20/50/1', 'x')
    .add('Label', 60, { name: 'glaze', namespace: 'global' })
    .add('Labelling', 61, { label: ref('Label', 60), content: page })
    .add('ContentPermissionSet', 62, { type: 'View', owningContent: page })
    .add('ContentPermission', 63, { type: 'View', groupName: 'potters', owningSet: ref('ContentPermissionSet', 62) })
    .add('SpacePermission', 64, { space: kiln, type: 'VIEWSPACE', group: 'potters' })
    .add('LikeEntity', 65, { content: page, user: ref('ConfluenceUserImpl', 'ff80aa') })
    .add('Notification', 66, { content: page, receiver: ref('ConfluenceUserImpl', 'ff80aa') })
    .add('PageTemplate', 67, { name: 'T', content: '<p/>', version: 1, space: kiln })
    .add('ContentProperty', 68, { name: 'share-id', stringValue: 'a', content: page })
    .add('ConfluenceUserImpl', 'ff80aa', { name: 'mira', email: 'mira@kiln.example' })
    .add('ConfluenceUserImpl', 'b', { name: 'olga' })
    .add('ConfluenceUserImpl', 'c', { name: 'mentioned' })
    .add('InternalGroup', 70, { name: 'potters', lowerName: 'potters' })
    .add('InternalGroup', 71, { name: 'others', lowerName: 'others' })
    .add('InternalUser', 72, { name: 'mira', lowerName: 'mira', active: 'true' })
    .add('InternalUser', 73, { name: 'olga', lowerName: 'olga', active: 'true' })
    .add('HibernateMembership', 74, { parentGroup: ref('InternalGroup', 70), userMember: ref('InternalUser', 72) })
    .add('HibernateMembership', 75, { parentGroup: ref('InternalGroup', 70), userMember: ref('InternalUser', 73) })
    .add('ConfluenceBandanaRecord', 76, { context: 'CLAY', key: 'k', value: 'v' })
    .add('ConfluenceBandanaRecord', 77, { context: 'KILN', key: 'k', value: 'v' })
    .add('ConfluenceBandanaRecord', 78, { context: '_GLOBAL', key: 'k', value: 'v' })
}

function ids(
  { writer }: MemoryExport,
  ...streams: readonly ('content' | 'spaces' | 'people' | 'groups' | 'memberships')[]
): string[] {
  return streams.flatMap((stream) => writer.stream(stream).map(({ id }) => id))
}

describe('a selection of spaces', () => {
  it('takes what is in them, whom it names, and nobody else', async () => {
    const result = await exportBackup(site(), { spaces: ['kiln'] })
    expect(ids(result, 'spaces', 'content')).toEqual([
      'space:11',
      'page:20',
      'page:22',
      'page:23',
      'page:24',
      'post:25',
    ])
    expect(ids(result, 'people', 'groups', 'memberships')).toEqual([
      'person:c',
      'person:ff80aa',
      'group:potters',
      'membership:group:potters/person:ff80aa',
    ])
    expect(result.summary.omissions).toEqual({ SETTING: 1 })
    expect(result.summary.accounts.find(({ kind }) => kind === 'BodyContent')).toMatchObject({ unselected: 1 })
    expect(result.summary.complete).toBe(true)
    expect(result.assessment.spaces).toEqual([
      { key: 'KILN', name: 'Kiln Notes', kind: 'global', status: 'current', contents: 5 },
    ])
  })

  it.each([
    [['personal'], ['space:13']],
    [['archived'], ['space:12']],
    [
      ['global', 'personal'],
      ['space:11', 'space:12', 'space:13'],
    ],
    [['global', 'current'], ['space:11']],
  ])('of types %j is %j', async (spaceTypes, expected) => {
    expect(ids(await exportBackup(site(), { spaceTypes }), 'spaces')).toEqual(expected)
  })

  it('that fits nothing is an error that lists what there is', async () => {
    const run = exportBackup(site(), { spaces: ['CLAY'], spaceTypes: ['personal'] })
    const error: unknown = await run.catch((reason: unknown) => reason)
    expect(isSourceError(error, 'SELECTION_EMPTY') && error.details.spaces.map(({ key }) => key)).toEqual([
      'CLAY',
      'KILN',
      '~mira',
    ])
  })

  it('with an unknown key is an error that lists what is near', async () => {
    const error: unknown = await exportBackup(site(), { spaces: ['KLIN', 'CLAY'] }).catch((reason: unknown) => reason)
    expect(isSourceError(error, 'SPACE_UNKNOWN') && error.details).toMatchObject({
      keys: ['KLIN'],
      near: [{ key: 'KILN', name: 'Kiln Notes', kind: 'global' }],
      count: 3,
    })
  })
})

describe('a selection of kinds', () => {
  const without: readonly (readonly [SelectableKind, (result: MemoryExport) => number])[] = [
    ['attachments', ({ writer }) => writer.stream('attachments').length + writer.blobs.size],
    ['comments', ({ writer }) => writer.stream('comments').length],
    ['posts', ({ writer }) => writer.stream('content').filter(({ kind }) => kind === 'blogpost').length],
    ['trash', ({ writer }) => writer.stream('content').filter(({ status }) => status === 'trashed').length],
    ['drafts', ({ writer }) => writer.stream('content').filter(({ status }) => status === 'draft').length],
    ['archived', ({ writer }) => writer.stream('content').filter(({ status }) => status === 'archived').length],
    ['labels', ({ writer }) => writer.stream('labels').length],
    ['restrictions', ({ writer }) => writer.stream('restrictions').length],
    ['permissions', ({ writer }) => writer.stream('space-permissions').length],
    ['likes', ({ writer }) => writer.stream('likes').length],
    ['watches', ({ writer }) => writer.stream('watches').length],
    ['templates', ({ writer }) => writer.stream('templates').length],
    ['properties', ({ writer }) => writer.stream('properties').length],
    ['people-details', ({ writer }) => writer.stream('people').filter(({ email }) => email !== undefined).length],
  ]

  it.each(without)('without %s has none of them, and the sums add up', async (kind, count) => {
    const all = await exportBackup(site())
    const some = await exportBackup(site(), { skipKinds: [kind] } satisfies Selection)
    expect(count(all)).toBeGreaterThan(0)
    expect(count(some)).toBe(0)
    expect(some.summary.complete).toBe(true)
  })

  it('without history has the last version of each', async () => {
    const all = await exportBackup(site())
    const some = await exportBackup(site(), { skipKinds: ['history'] })
    expect([all, some].map(({ writer }) => writer.has('version:page:20/1'))).toEqual([true, false])
    expect(some.writer.has('version:page:20/2')).toBe(true)
    expect(some.summary.complete).toBe(true)
  })

  it('names what something in the archive belongs to and is not selected, once', async () => {
    const { writer, summary } = await exportBackup(site(), { spaces: ['KILN'], skipKinds: ['trash'] })
    expect(writer.stream('content').find(({ id }) => id === 'page:22')).toMatchObject({ parent: 'page:23' })
    expect(writer.stream('spaces')).toMatchObject([{ home: 'page:23' }])
    expect(writer.omissions.filter(({ code }) => code === 'NOT_SELECTED')).toMatchObject([{ id: 'page:23' }])
    expect(summary.accounts.find(({ kind }) => kind === 'Page')).toMatchObject({ met: 6, omitted: 1, unselected: 1 })
    expect(summary.complete).toBe(true)
  })

  it('of none but pages takes pages', async () => {
    const { summary } = await exportBackup(site(), { spaces: ['KILN'], kinds: [] })
    expect(summary.records).toEqual({ site: 1, spaces: 1, content: 1, versions: 1, people: 2 })
    expect(summary.complete).toBe(true)
  })
})
