import { join } from 'node:path'
import { type Omission, openArchive, verifyArchive } from '@spacecrate/format'
import { describe, expect, it } from 'vitest'
import { runExport } from './run-export.js'
import { BackupBuilder, ref, type Value } from './testing/backup-builder.js'
import { TempFolder } from './testing/export-backup.js'
import { made } from './testing/small-backup.js'
import { xmlBackup } from './sources/xml-backup/xml-backup-source.js'

/** More than a line of a stream may have. */
const huge = 'Lehm '.repeat(240_000)

const page = ref('Page', 20)
const mira = ref('ConfluenceUserImpl', 'ff80aa')
const enumText = (text: string): Value => ({ enumClass: 'X', text })

type Row = readonly [className: string, id: string | number, properties: Readonly<Record<string, Value>>]

/** One of everything that has texts beside a body. */
const rows: readonly Row[] = [
  ['Space', 11, { key: 'KILN', name: 'Kiln', spaceType: 'global', description: ref('SpaceDescription', 12) }],
  ['SpaceDescription', 12, { version: 1, space: ref('Space', 11), contentStatus: 'current' }],
  ['Page', 20, { ...made('Home', 2, 1), space: ref('Space', 11), versionComment: 'Fired', creatorName: 'mira' }],
  ['Page', 21, { ...made('House', 1, 1), originalVersion: page, versionComment: 'Wedged' }],
  ['Page', 22, { ...made('Below', 1, 1), space: ref('Space', 11), parent: page }],
  ['BodyContent', 30, { body: '<p>Text</p>', content: page, bodyType: 2 }],
  ['BodyContent', 31, { body: null, content: ref('Page', 21), bodyType: 2 }],
  ['BodyContent', 32, { body: null, content: ref('Page', 22), bodyType: 2 }],
  ['Comment', 40, { ...made('', 1, 4), containerContent: page }],
  ['BodyContent', 41, { body: null, content: ref('Comment', 40), bodyType: 2 }],
  [
    'Attachment',
    50,
    { ...made('a.txt', 1, 3), containerContent: page, contentType: 'text/plain', versionComment: 'x' },
  ],
  ['ContentProperty', 60, { name: 'glaze', stringValue: 'green', content: page }],
  ['ContentProperty', 61, { name: 'MEDIA_TYPE', stringValue: 'text/plain', content: ref('Attachment', 50) }],
  ['ContentProperty', 62, { name: 'old', stringValue: 'x', content: ref('Page', 21) }],
  ['Label', 70, { name: 'fired', namespace: 'global' }],
  ['Labelling', 71, { label: ref('Label', 70), content: page }],
  ['PageTemplate', 80, { name: 'Log', description: 'x', content: '<p/>', version: 1, bodyType: 2, pluginKey: 'a.b' }],
  ['ContentPermissionSet', 90, { type: 'View', owningContent: ref('Page', 22) }],
  ['ContentPermission', 91, { type: 'View', userSubject: mira, owningSet: ref('ContentPermissionSet', 90) }],
  ['ContentPermission', 92, { type: 'View', groupName: 'potters', owningSet: ref('ContentPermissionSet', 90) }],
  ['SpacePermission', 95, { type: 'VIEWSPACE', group: 'potters', space: ref('Space', 11) }],
  ['SpacePermission', 96, { type: 'USECONFLUENCE', group: 'potters' }],
  ['LikeEntity', 97, { content: page, user: mira }],
  ['Notification', 98, { content: page, receiver: mira, type: enumText('page') }],
  ['ConfluenceUserImpl', 'ff80aa', { name: 'mira', lowerName: 'mira', email: 'mira@kiln.example' }],
  ['InternalUser', 100, { name: 'mira', displayName: 'Mira', firstName: 'M', lastName: 'B', emailAddress: 'a@b' }],
  ['InternalGroup', 101, { name: 'potters', description: 'Those who throw' }],
  ['AuditRecordEntity', 110, { summary: 'Opened', category: 'Kilns', authorName: 'mira', address: '::1' }],
]

function textsOf([className, id, properties]: Row): string[] {
  const texts = Object.entries(properties).filter(([, value]) => typeof value === 'string')
  return texts.map(([name]) => `${className} ${id} ${name}`)
}

const properties = rows.flatMap(textsOf)

function leaves(turn: number): string[] {
  const inTurn = rows.flatMap((row) => textsOf(row).slice(turn, turn + 1))
  return inTurn.filter((name) => !owners.some((owner) => name.startsWith(`${owner} `)))
}

/** Whose loss would hide what becomes of the others. */
const owners = ['Space 11', 'Page 20', 'Attachment 50', 'InternalGroup 101']

/** Each property that is a text once: of owners alone, of all others one of each object together. */
const cases: readonly (readonly string[])[] = [
  ...properties.filter((name) => owners.some((owner) => name.startsWith(`${owner} `))).map((name) => [name]),
  ...[0, 1, 2, 3, 4, 5].map((turn) => leaves(turn)).filter(({ length }) => length > 0),
]

function backup(wrong: readonly string[] = []): BackupBuilder {
  const builder = new BackupBuilder().descriptor({ exportType: 'site', source: 'server', createdByBuildNumber: '8804' })
  for (const [className, id, texts] of rows) {
    const entries = Object.entries(texts)
    const changed = entries.map(([name, value]) => [name, wrong.includes(`${className} ${id} ${name}`) ? huge : value])
    builder.add(className, id, Object.fromEntries(changed) as typeof texts)
  }
  return builder.file('attachments/20/50/1', 'cone 6')
}

interface Exported {
  readonly omissions: readonly Omission[]
  readonly partial: boolean
  readonly problems: readonly unknown[]
  readonly records: number
}

async function exportAll(builder: BackupBuilder): Promise<Exported> {
  await using folder = await TempFolder.make()
  const path = await builder.write(join(folder.path, 'backup'))
  const output = join(folder.path, 'a.crate.zip')
  const tool = { name: 'spacecrate', version: '0.0.0' }
  const workDir = join(folder.path, 'work')
  await runExport({ source: xmlBackup({ path }), sourceKey: path, output, workDir, selection: {}, tool })
  const { problems, partial, manifest } = await verifyArchive(output)
  await using archive = await openArchive(output)
  const omissions: Omission[] = []
  for await (const omission of archive.omissions()) omissions.push(omission)
  const records = manifest.streams.reduce((sum, stream) => sum + stream.records, 0)
  return { omissions, partial, problems, records }
}

describe('a text of 1.2 MB', () => {
  it.each(cases)('in %j is said or carried, and the export goes on', async (...wrong) => {
    const { omissions, partial, problems, records } = await exportAll(backup(wrong))
    expect(problems).toEqual([])
    expect(partial).toBe(false)
    expect(records).toBeGreaterThan(0)
    expect(Math.max(0, ...omissions.map((omission) => JSON.stringify(omission).length))).toBeLessThan(10_000)
  })

  it('in the name of a label leaves out what has the label, and names it', async () => {
    const { omissions } = await exportAll(backup(['Label 70 name']))
    expect(omissions).toMatchObject([{ code: 'ID_UNUSABLE', kind: 'Labelling', count: 1 }])
  })

  it('in the title of a page leaves out the page with everything on it', async () => {
    const { omissions } = await exportAll(backup(['Page 20 title']))
    expect(omissions).toContainEqual(expect.objectContaining({ code: 'RECORD_TOO_LARGE', kind: 'Page', id: 'page:20' }))
    const hanging = omissions.filter(({ code }) => code === 'OWNER_OMITTED').map(({ kind }) => kind)
    expect(hanging).toEqual(expect.arrayContaining(['Attachment', 'Comment', 'Labelling', 'LikeEntity']))
  })

  it('in the descriptor leaves out that field of the site, and no more', async () => {
    const builder = backup().descriptor({ exportType: 'site', source: 'server', createdByVersionNumber: huge })
    const { omissions, problems, records } = await exportAll(builder)
    expect(problems).toEqual([])
    expect(omissions).toMatchObject([{ code: 'RECORD_TOO_LARGE', what: 'Field version of site:source' }])
    expect(records).toBe((await exportAll(backup())).records)
  })
})

describe('an object whose owner is none for its kind', () => {
  it.each([
    ['a permission on a page', ['SpacePermission', 95, { type: 'VIEWSPACE', group: 'potters', space: page }]],
    ['a file on a file', ['Attachment', 51, { ...made('b.txt', 1, 3), containerContent: ref('Attachment', 50) }]],
    ['a restriction on a comment', ['ContentPermissionSet', 90, { type: 'View', owningContent: ref('Comment', 40) }]],
    ['a label on a permission', ['Labelling', 71, { label: ref('Label', 70), content: ref('LikeEntity', 97) }]],
    ['a comment on a space', ['Comment', 41, { ...made('', 1, 4), containerContent: ref('Space', 11) }]],
    ['a version of a space', ['Page', 23, { ...made('x', 1, 4), originalVersion: ref('Space', 11) }]],
    ['a page in a page', ['Page', 23, { ...made('x', 1, 4), space: page }]],
    ['a template in a page', ['PageTemplate', 81, { name: 'x', content: 'x', version: 1, space: page }]],
  ] as const)('%s is left out with a line, and the export goes on', async (_name, [className, id, properties]) => {
    const { omissions, partial, problems } = await exportAll(backup().add(className, id, properties))
    expect(problems).toEqual([])
    expect(partial).toBe(false)
    expect(omissions.map(({ kind }) => kind)).not.toEqual([])
  })
})
