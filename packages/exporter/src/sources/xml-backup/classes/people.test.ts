import { describe, expect, it } from 'vitest'
import { BackupBuilder, ref } from '../../../testing/backup-builder.js'
import { exportBackup } from '../../../testing/export-backup.js'

const space = ref('Space', 11)

function onePage(properties: Record<string, ReturnType<typeof ref> | string> = {}): BackupBuilder {
  return new BackupBuilder()
    .add('Space', 11, { key: 'KILN', spaceType: 'global' })
    .add('Page', 20, { title: 'Home', version: 1, space, contentStatus: 'current', ...properties })
}

describe('people', () => {
  it('are one record from account, directory and profile', async () => {
    const { writer, summary } = await exportBackup(
      onePage({ creator: ref('ConfluenceUserImpl', 'ff80aa') })
        .add('InternalUser', 5, {
          name: 'Mira',
          lowerName: 'mira',
          active: 'false',
          displayName: 'Mira Kiln',
          emailAddress: 'mira@kiln.example',
          createdDate: '2029-01-01 00:00:00.000',
        })
        .add('ConfluenceUserImpl', 'ff80aa', { name: 'mira', lowerName: 'mira' })
        .add('PersonalInformation', 6, {
          user: ref('ConfluenceUserImpl', 'ff80aa'),
          version: 1,
          contentStatus: 'current',
        })
        .add('BodyContent', 7, { body: 'I fire pots', bodyType: 0, content: ref('PersonalInformation', 6) }),
    )
    expect(writer.stream('people')).toEqual([
      {
        id: 'person:ff80aa',
        userKey: 'ff80aa',
        userName: 'mira',
        displayName: 'Mira Kiln',
        email: 'mira@kiln.example',
        kind: 'person',
        state: 'inactive',
        profile: { format: 'wiki', value: 'I fire pots' },
        created: { at: { at: '2029-01-01T00:00:00.000Z', raw: '2029-01-01 00:00:00.000', zone: 'assumed(UTC)' } },
      },
    ])
    expect(summary.complete).toBe(true)
  })

  it.each([
    ['a1b2c3d4@connect.atlassian.com', 'a1b2c3d4@connect.atlassian.com', 'app'],
    ['addon_com.example.glaze', 'noreply@mailer.atlassian.com', 'app'],
    ['addon_bert', 'bert@kiln.example', 'person'],
  ])('that apps act as are apps: %s, %s is an %s', async (name, emailAddress, kind) => {
    const backup = onePage()
      .add('InternalUser', 5, { name, lowerName: name, active: 'true', emailAddress })
      .add('ConfluenceUserImpl', 'ff80ab', { name, lowerName: name })
    const { writer } = await exportBackup(backup, { skipKinds: ['people-details'] })
    expect(writer.stream('people')).toMatchObject([{ id: 'person:ff80ab', kind }])
    const alone = onePage().add('InternalUser', 5, { name, lowerName: name, active: 'true', emailAddress })
    expect((await exportBackup(alone)).writer.stream('people')).toMatchObject([{ kind }])
  })

  it('of Cloud are known by their account id, whatever their key', async () => {
    const key = '8a7f808a77d55ec70177d8759b5a00e9'
    const { writer } = await exportBackup(
      onePage({ creator: ref('ConfluenceUserImpl', key), lastModifier: ref('ConfluenceUserImpl', '557058:40-7e') })
        .descriptor({ source: 'cloud', exportType: 'space', spaceKey: 'KILN' })
        .add('ConfluenceUserImpl', key, { name: 'a@x.example', atlassianAccountId: '557058:3d30806f' }),
    )
    expect(writer.stream('people')).toEqual([
      {
        id: 'person:557058:3d30806f',
        accountId: '557058:3d30806f',
        userKey: key,
        userName: 'a@x.example',
        kind: 'unknown',
        state: 'unknown',
      },
      { id: 'person:557058:40-7e', accountId: '557058:40-7e', kind: 'unknown', state: 'unknown', referencedOnly: true },
    ])
  })

  it('of old backups are known by name, letter case aside, and those only named are so marked', async () => {
    const { writer } = await exportBackup(
      onePage({ creatorName: 'Mira', lastModifierName: 'olga' })
        .add('DefaultHibernateUser', 5, { name: 'mira', fullName: 'Mira Kiln', email: 'mira@kiln.example' })
        .add('Page', 21, { title: 'x', version: 1, space, creatorName: 'OLGA', contentStatus: 'current' }),
    )
    expect(writer.stream('people')).toMatchObject([
      { id: 'person:name/mira', userName: 'mira', displayName: 'Mira Kiln', kind: 'person' },
      { id: 'person:name/olga', userName: 'olga', kind: 'unknown', referencedOnly: true },
    ])
  })

  it('whose name is too long for an id are nobody, and a line counts how often they are named', async () => {
    const name = 'm'.repeat(2000)
    const backup = new BackupBuilder()
      .add('Space', 11, { key: 'KILN', name: 'Kiln', creatorName: name })
      .add('Page', 20, {
        title: 'Glazes',
        version: 1,
        space: ref('Space', 11),
        creatorName: name,
        lastModifierName: 'Mira',
      })
    const { writer } = await exportBackup(backup)
    expect(writer.stream('people').map(({ id }) => id)).toEqual(['person:name/mira'])
    expect(writer.omissions).toMatchObject([{ code: 'ID_UNUSABLE', kind: 'person', count: 2 }])
    expect(JSON.stringify(writer.omissions)).not.toContain('mmm')
  })

  it('with one account id and two keys are one, and the second key is named', async () => {
    const { writer, summary } = await exportBackup(
      onePage({ creator: ref('ConfluenceUserImpl', 'b') })
        .add('ConfluenceUserImpl', 'a', { name: 'x', atlassianAccountId: '5f05' })
        .add('ConfluenceUserImpl', 'b', { name: 'y', atlassianAccountId: '5f05' }),
    )
    expect(writer.stream('people')).toMatchObject([{ id: 'person:5f05', userKey: 'a' }])
    expect(writer.stream('content')).toMatchObject([{ created: { by: 'person:5f05' } }])
    expect(writer.omissions).toMatchObject([{ code: 'DUPLICATE_OBJECT', kind: 'ConfluenceUserImpl' }])
    expect(summary.complete).toBe(true)
  })

  it('own their personal space, by user name or account id', async () => {
    const { writer } = await exportBackup(
      new BackupBuilder()
        .add('Space', 11, { key: '~Mira', spaceType: 'personal' })
        .add('Space', 12, { key: '~5570583d30806f', spaceType: 'personal' })
        .add('Space', 13, { key: '~nobody', spaceType: 'personal' })
        .add('ConfluenceUserImpl', 'ff80aa', { name: 'mira' })
        .add('ConfluenceUserImpl', 'b', { name: 'b@x.example', atlassianAccountId: '557058:3d30-806f' }),
    )
    expect(writer.stream('spaces').map(({ owner }) => owner)).toEqual([
      'person:ff80aa',
      'person:557058:3d30-806f',
      undefined,
    ])
  })
})

describe('groups', () => {
  it('come with their members, and those that only a permission names are so marked', async () => {
    const { writer, summary } = await exportBackup(
      onePage()
        .add('InternalGroup', 1, {
          name: 'Potters',
          lowerName: 'potters',
          description: 'All of them',
          externalId: 'g-1',
        })
        .add('InternalGroup', 2, { name: 'masters', lowerName: 'masters' })
        .add('InternalUser', 3, { name: 'mira', lowerName: 'mira', active: 'true' })
        .add('ConfluenceUserImpl', 'ff80aa', { name: 'mira' })
        .add('HibernateMembership', 4, { parentGroup: ref('InternalGroup', 1), userMember: ref('InternalUser', 3) })
        .add('HibernateMembership', 5, { parentGroup: ref('InternalGroup', 1), groupMember: ref('InternalGroup', 2) })
        .add('HibernateMembership', 6, { parentGroup: ref('InternalGroup', 1), userMember: ref('InternalUser', 99) })
        .add('SpacePermission', 7, { space, type: 'VIEWSPACE', group: 'POTTERS' })
        .add('SpacePermission', 8, { space, type: 'VIEWSPACE', group: 'Müller & Söhne' }),
    )
    expect(writer.stream('groups')).toEqual([
      { id: 'group:Müller & Söhne', name: 'Müller & Söhne', referencedOnly: true },
      { id: 'group:Potters', name: 'Potters', description: 'All of them', groupId: 'g-1' },
      { id: 'group:masters', name: 'masters' },
    ])
    expect(writer.stream('memberships').map(({ id }) => id)).toEqual([
      'membership:group:Potters/group:masters',
      'membership:group:Potters/person:ff80aa',
    ])
    expect(writer.stream('space-permissions').map(({ subject }) => subject)).toEqual([
      { type: 'group', id: 'group:Müller & Söhne' },
      { type: 'group', id: 'group:Potters' },
    ])
    expect(summary.omissions).toEqual({ OWNER_MISSING: 1 })
  })

  it('before Crowd listed their members themselves', async () => {
    const { writer } = await exportBackup(
      onePage()
        .add('DefaultHibernateUser', 5, { name: 'mira', password: 'x/hash' })
        .add('DefaultHibernateGroup', 6, { name: 'potters' }, { localMembers: ['DefaultHibernateUser', 5] }),
    )
    expect(writer.stream('memberships')).toMatchObject([{ group: 'group:potters', member: 'person:name/mira' }])
  })
})
