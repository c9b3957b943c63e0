import { describe, expect, it } from 'vitest'
import { BackupBuilder, ref } from '../../../testing/backup-builder.js'
import { exportBackup } from '../../../testing/export-backup.js'
import { made } from '../../../testing/small-backup.js'

const page = ref('Page', 20)

function onePage(): BackupBuilder {
  return new BackupBuilder()
    .add('Space', 11, { key: 'KILN', spaceType: 'global', description: ref('SpaceDescription', 12) })
    .add('SpaceDescription', 12, { version: 1, space: ref('Space', 11), contentStatus: 'current' })
    .add('Page', 20, { ...made('Home', 1, 1), space: ref('Space', 11) })
}

describe('files', () => {
  it('have all versions, each with its bytes, and what their properties say', async () => {
    const { writer, summary } = await exportBackup(
      onePage()
        .add(
          'Attachment',
          50,
          { ...made('b.txt', 2, 4), containerContent: page },
          { contentProperties: ['ContentProperty', 1, 2, 3, 4] },
        )
        .add('Attachment', 51, {
          ...made('a.txt', 1, 3),
          versionComment: 'first',
          containerContent: page,
          originalVersion: ref('Attachment', 50),
        })
        .add('ContentProperty', 1, { name: 'MEDIA_TYPE', stringValue: 'text/plain' })
        .add('ContentProperty', 2, { name: 'FILESIZE', longValue: 3 })
        .add('ContentProperty', 3, { name: 'MINOR_EDIT', longValue: 1 })
        .add('ContentProperty', 4, { name: 'FILESTORE_ID', stringValue: 'cf1f' })
        .file('attachments/20/50/1', 'one')
        .file('attachments/20/50/2', 'three'),
    )
    expect(writer.stream('attachments')).toMatchObject([
      { id: 'attachment:50', container: 'page:20', name: 'b.txt', mediaType: 'text/plain', fileId: 'cf1f', version: 2 },
    ])
    const [first, second] = writer.stream('attachment-versions')
    expect(first).toMatchObject({ number: 1, name: 'a.txt', message: 'first', bytes: 3 })
    expect(second).toMatchObject({ number: 2, minor: true, bytes: 5, mediaType: 'text/plain' })
    expect(Buffer.from(writer.blobs.get(second?.blob ?? '') ?? []).toString()).toBe('three')
    expect(writer.omissions).toMatchObject([
      { code: 'ATTACHMENT_SIZE_DIFFERS', place: { file: 'attachments/20/50/2' } },
    ])
    expect(summary).toMatchObject({ complete: true, files: 2, bytes: 8 })
  })

  it('of the old shape are the same', async () => {
    const { writer } = await exportBackup(
      onePage()
        .add('Attachment', 50, {
          fileName: 'a.gif',
          contentType: 'image/gif',
          fileSize: 3,
          attachmentVersion: 4,
          comment: 'old',
          content: page,
        })
        .file('attachments/20/50/4', 'gif'),
    )
    expect(writer.stream('attachments')).toMatchObject([{ name: 'a.gif', mediaType: 'image/gif', version: 4 }])
    expect(writer.stream('attachment-versions')).toMatchObject([{ number: 4, message: 'old', bytes: 3 }])
    expect(writer.omissions).toEqual([])
  })

  it.each([
    ['of the version itself', 'attachments/20/51/1'],
    ['of no version, as very old backups have it', 'attachments/20/51'],
  ])('are also found in the folder %s', async (_name, path) => {
    const { summary } = await exportBackup(
      onePage()
        .add('Attachment', 51, { ...made('a.txt', 1, 3), containerContent: page })
        .file(path, 'x'),
    )
    expect(summary).toMatchObject({ files: 1, omissions: {} })
  })

  it('without bytes are records without a blob, and an omission says where they should be', async () => {
    const { writer, summary } = await exportBackup(
      onePage().add('Attachment', 50, { ...made('a.txt', 3, 3), containerContent: page }),
    )
    expect(writer.stream('attachment-versions')[0]).not.toHaveProperty('blob')
    expect(writer.omissions).toMatchObject([
      { code: 'ATTACHMENT_FILE_MISSING', id: 'version:attachment:50/3', place: { file: 'attachments/20/50/3' } },
    ])
    expect(summary.complete).toBe(true)
  })

  it('in trash stand beside a new one of the same name', async () => {
    const { writer } = await exportBackup(
      onePage()
        .add('Attachment', 50, { ...made('a.txt', 1, 3), containerContent: page, contentStatus: 'deleted' })
        .add('Attachment', 51, { ...made('a.txt', 1, 4), containerContent: page })
        .file('attachments/20/50/1', 'x')
        .file('attachments/20/51/1', 'y'),
    )
    expect(writer.stream('attachments').map(({ id, status }) => [id, status])).toEqual([
      ['attachment:50', 'trashed'],
      ['attachment:51', 'current'],
    ])
  })

  it('whose current object is missing are stood for by the newest version', async () => {
    const { writer, summary } = await exportBackup(
      onePage()
        .add('Attachment', 51, {
          ...made('a.txt', 1, 3),
          containerContent: page,
          originalVersion: ref('Attachment', 50),
        })
        .add('Attachment', 52, {
          ...made('a.txt', 2, 4),
          containerContent: page,
          originalVersion: ref('Attachment', 50),
        })
        .file('attachments/20/50/1', 'x')
        .file('attachments/20/50/2', 'y'),
    )
    expect(writer.stream('attachments')).toMatchObject([{ id: 'attachment:52', version: 2 }])
    expect(writer.stream('attachment-versions')).toHaveLength(2)
    expect(writer.omissions).toMatchObject([{ code: 'CURRENT_MISSING' }])
    expect(summary).toMatchObject({ complete: true, files: 2 })
  })

  it('hang on spaces, comments and custom content too; the logo of a space is named as its key', async () => {
    const { writer } = await exportBackup(
      onePage()
        .add('Comment', 40, { ...made('', 1, 1), containerContent: page })
        .add('CustomContentEntityObject', 60, {
          ...made('Mail', 1, 1),
          space: ref('Space', 11),
          pluginModuleKey: 'a:mail',
        })
        .add('Attachment', 50, { ...made('KILN', 1, 3), containerContent: ref('SpaceDescription', 12) })
        .add('Attachment', 51, { ...made('c.txt', 1, 3), containerContent: ref('Comment', 40) })
        .add('Attachment', 52, { ...made('m.txt', 1, 3), content: ref('CustomContentEntityObject', 60) })
        .file('attachments/12/50/1', 'x')
        .file('attachments/40/51/1', 'y')
        .file('attachments/60/52/1', 'z')
        .file('attachments/20/99/1', 'nobody'),
    )
    expect(writer.stream('spaces')).toMatchObject([{ logo: 'attachment:50' }])
    expect(writer.stream('attachments').map(({ container }) => container)).toEqual([
      'space:11',
      'comment:40',
      'custom:60',
    ])
    expect(writer.omissions).toMatchObject([{ code: 'FILE_UNREFERENCED', place: { file: 'attachments/20/99/1' } }])
  })

  it('of a profile are named as left out, and those of the site are settings', async () => {
    const { writer, summary } = await exportBackup(
      onePage()
        .add('PersonalInformation', 70, { version: 1, username: 'mira', contentStatus: 'current' })
        .add('InternalUser', 71, { name: 'mira', active: 'true', emailAddress: 'mira@kiln.example' })
        .add('GlobalDescription', 72, { version: 1, contentStatus: 'current' })
        .add('Attachment', 50, { ...made('me.png', 1, 3), containerContent: ref('PersonalInformation', 70) })
        .add('Attachment', 51, { ...made('logo.png', 1, 3), containerContent: ref('GlobalDescription', 72) }),
    )
    expect(writer.omissions.map(({ code }) => code)).toEqual(['ATTACHMENT_FILE_MISSING', 'PROFILE_FILE'])
    expect([...writer.records.keys()]).toContain('setting:site:source/logo/logo.png')
    expect(summary.complete).toBe(true)
  })
})
