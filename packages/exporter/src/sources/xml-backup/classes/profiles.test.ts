import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { BackupBuilder, ref } from '../../../testing/backup-builder.js'
import { exportBackup } from '../../../testing/export-backup.js'
import { made } from '../../../testing/small-backup.js'

const mira = ref('ConfluenceUserImpl', 'ff80aa')
const profile = ref('PersonalInformation', 6)

/** A preference as Confluence keeps it: a set of a person, a key, and one column per type. */
function preference(set: string, key: string, type: number, value: string): string {
  const column = type === 1 ? 'booleanVal' : type === 6 ? 'textVal' : 'stringVal'
  return `<object class="BucketPropertySetItem" package="bucket.user.propertyset">
<composite-id><property name="entityName" type="string"><![CDATA[${set}]]></property>
<property name="entityId" type="long">0</property>
<property name="key" type="string"><![CDATA[${key}]]></property></composite-id>
<property name="type">${type}</property><property name="${column}"><![CDATA[${value}]]></property></object>`
}

function onePerson(): BackupBuilder {
  return new BackupBuilder()
    .add('Space', 11, { key: 'KILN', spaceType: 'global' })
    .add('ConfluenceUserImpl', 'ff80aa', { name: 'Mira' })
    .add('PersonalInformation', 6, { user: mira, version: 1, contentStatus: 'current' })
}

describe('the picture of a person', () => {
  it.each([
    ['a preference names it', 'me.png', preference('USERPROPS-ff80aa', 'confluence.user.profile.picture', 5, 'me.png')],
    ['it has the usual name', 'user-avatar', ''],
  ])('is the file on the profile, where %s', async (_, name, more) => {
    const { writer, summary } = await exportBackup(
      onePerson()
        .add(
          'Attachment',
          50,
          { ...made(name, 2, 6), containerContent: profile },
          { contentProperties: ['ContentProperty', 70] },
        )
        .add('Attachment', 51, {
          ...made(name, 1, 5),
          containerContent: profile,
          originalVersion: ref('Attachment', 50),
        })
        .add('Attachment', 52, { ...made('cat.png', 1, 5), containerContent: profile })
        .add('ContentProperty', 70, { name: 'MEDIA_TYPE', stringValue: 'image/png' })
        .raw(more)
        .file('attachments/6/50/2', 'the picture')
        .file('attachments/6/50/1', 'an older one'),
    )
    const digest = createHash('sha256').update('the picture').digest('hex')
    expect(writer.stream('people')).toMatchObject([{ id: 'person:ff80aa', avatar: digest }])
    expect(writer.omissions.map(({ code, what }) => [code, what])).toEqual([
      ['PROFILE_FILE', 'Attachment 51'],
      ['PROFILE_FILE', 'Attachment 52'],
    ])
    expect(summary).toMatchObject({ complete: true, unexplained: 0 })
  })

  it('whose bytes are missing is an omission, and the person is carried without', async () => {
    const { writer } = await exportBackup(
      onePerson().add('Attachment', 50, { ...made('user-avatar', 1, 6), containerContent: profile }),
    )
    expect(writer.stream('people')).toMatchObject([{ id: 'person:ff80aa' }])
    expect(writer.omissions).toMatchObject([{ code: 'ATTACHMENT_FILE_MISSING', place: { file: 'attachments/6/50/1' } }])
  })

  it.each([{ skipKinds: ['people-details'] as const }, { spaces: ['KILN'] }])(
    'is left out with the selection %j',
    async (selection) => {
      const { writer, summary } = await exportBackup(
        onePerson()
          .add('Attachment', 50, { ...made('user-avatar', 1, 6), containerContent: profile })
          .raw(preference('USERPROPS-ff80aa', 'confluence.user.time.zone', 5, 'Europe/Oslo'))
          .file('attachments/6/50/1', 'the picture'),
        selection,
      )
      expect(writer.blobs.size).toBe(0)
      expect(JSON.stringify([...writer.records.values()])).not.toContain('Oslo')
      expect(writer.omissions).toEqual([])
      expect(summary.complete).toBe(true)
    },
  )
})

describe('preferences', () => {
  it('that a list names are carried: zone, language, what the profile says, switches; all others are left out', async () => {
    const { writer, summary } = await exportBackup(
      onePerson()
        .raw(preference('USERPROPS-ff80aa', 'confluence.user.time.zone', 5, 'Europe/Oslo'))
        .raw(preference('LOC_Mira', 'confluence.user.locale', 5, 'nb_NO'))
        .raw(preference('CWD_mira', 'confluence.user.profile.phone', 6, '+47 1'))
        .raw(preference('USERPROPS-ff80aa', 'confluence.user.profile.phone', 5, '+47 2'))
        .raw(preference('USERPROPS-ff80aa', 'confluence.prefs.watch.my.own.content', 1, 'true'))
        .raw(preference('USERPROPS-ff80aa', 'com.acme.oauth.token', 5, 'tok-123456789'))
        .raw(preference('USERPROPS-gone', 'confluence.user.locale', 5, 'fr_FR')),
    )
    expect(writer.stream('people')).toMatchObject([{ timeZone: 'Europe/Oslo', locale: 'nb_NO' }])
    expect(writer.stream('properties')).toEqual([
      {
        id: 'property:person:ff80aa/confluence.prefs.watch.my.own.content',
        owner: 'person:ff80aa',
        key: 'confluence.prefs.watch.my.own.content',
        value: 'true',
      },
      {
        id: 'property:person:ff80aa/confluence.user.profile.phone',
        owner: 'person:ff80aa',
        key: 'confluence.user.profile.phone',
        value: '+47 2',
      },
      {
        id: 'property:person:ff80aa/confluence.user.profile.phone~2',
        owner: 'person:ff80aa',
        key: 'confluence.user.profile.phone',
        value: '+47 1',
      },
    ])
    expect(writer.omissions.map(({ code }) => code)).toEqual(['SETTING', 'SETTING'])
    expect(JSON.stringify([[...writer.records.values()], writer.omissions])).not.toContain('tok-123456789')
    expect(summary).toMatchObject({ complete: true, unexplained: 0 })
  })
})
