import { BackupBuilder, ref } from './backup-builder.js'

const user = ref('ConfluenceUserImpl', 'ff80aa')

/** The properties that a content has besides its own. */
export function made(
  title: string,
  version: number,
  day: number,
): Record<string, string | number | ReturnType<typeof ref>> {
  const two = String(day).padStart(2, '0')
  return {
    title,
    version,
    creator: user,
    creationDate: '2030-01-01 10:00:00.000',
    lastModifier: user,
    lastModificationDate: `2030-01-${two} 11:00:00.000`,
    contentStatus: 'current',
  }
}

/** One space with two pages, three versions, a comment with a reply, and a file of two versions. */
export function smallBackup(): BackupBuilder {
  return new BackupBuilder()
    .descriptor({ exportType: 'space', spaceKey: 'KILN', source: 'server', createdByBuildNumber: '8804' })
    .add('BodyContent', 30, { body: '<p>matrix[a[0]]= 1</p>', content: ref('Page', 20), bodyType: 2 })
    .add('Page', 21, { ...made('Glazes', 1, 2), originalVersion: ref('Page', 20) })
    .add('BodyContent', 31, { body: '<p>first</p>', content: ref('Page', 21), bodyType: 2 })
    .add('Space', 11, {
      name: 'Kiln Notes',
      key: 'KILN',
      creationDate: '2030-01-01 09:00:00.000',
      homePage: ref('Page', 20),
      spaceType: 'global',
      spaceStatus: { enumClass: 'SpaceStatus', text: 'CURRENT' },
    })
    .add('Page', 20, { ...made('Glazes', 2, 3), space: ref('Space', 11) }, { historicalVersions: ['Page', 21] })
    .add('Page', 22, { ...made('Ash', 1, 4), space: ref('Space', 11), parent: ref('Page', 20), position: 3 })
    .add('Comment', 41, { ...made('', 1, 5), containerContent: ref('Page', 20), parent: ref('Comment', 40) })
    .add('Comment', 40, { ...made('', 1, 4), containerContent: ref('Page', 20) })
    .add('BodyContent', 32, { body: '<p>Nice</p>', content: ref('Comment', 40), bodyType: 2 })
    .add('BodyContent', 33, { body: '<p>Thanks</p>', content: ref('Comment', 41), bodyType: 2 })
    .add('BodyContent', 34, { body: null, content: ref('Page', 22), bodyType: 2 })
    .add('Attachment', 50, { ...made('kiln.txt', 2, 6), containerContent: ref('Page', 20), space: ref('Space', 11) })
    .add('Attachment', 51, {
      ...made('kiln.txt', 1, 5),
      containerContent: ref('Page', 20),
      originalVersion: ref('Attachment', 50),
    })
    .add('ConfluenceUserImpl', 'ff80aa', { name: 'mira', lowerName: 'mira', email: 'mira@kiln.example' })
    .file('attachments/20/50/1', 'cone 6')
    .file('attachments/20/50/2', 'cone 10')
}
