import { join } from 'node:path'
import { unknownRestriction } from '@spacecrate/format'
import { describe, expect, it } from 'vitest'
import { BackupBuilder, ref } from '../../../testing/backup-builder.js'
import { csvText, smallTables, type TableCells, writeFiles } from '../../../testing/csv-tables.js'
import { exportIntoMemory, type MemoryExport, TempFolder } from '../../../testing/export-backup.js'
import { made } from '../../../testing/small-backup.js'
import { xmlBackup } from '../xml-backup-source.js'

/** An export of a space with one page that some groups may see, or edit; the ids of the rows are their keys. */
function spaceExport(type: 'View' | 'Edit', groups: Readonly<Record<number, string>>): BackupBuilder {
  const backup = new BackupBuilder()
    .descriptor({ exportType: 'space', spaceKey: 'DOCS', source: 'server', createdByBuildNumber: '8804' })
    .add('Space', 11, { key: 'DOCS', name: 'Docs', spaceType: 'global', creationDate: '2030-01-01 09:00:00.000' })
    .add('Page', 20, { ...made('Glazes', 2, 3), space: ref('Space', 11) })
    .add('ConfluenceUserImpl', 'ff80aa', { name: 'mira', lowerName: 'mira' })
    .add(
      'ContentPermissionSet',
      100,
      { type, owningContent: ref('Page', 20) },
      { contentPermissions: ['ContentPermission', ...Object.keys(groups)] },
    )
  for (const [id, groupName] of Object.entries(groups)) {
    backup.add('ContentPermission', id, { type, groupName, owningSet: ref('ContentPermissionSet', 100) })
  }
  return backup
}

async function exportSet(backups: readonly BackupBuilder[]): Promise<MemoryExport> {
  await using folder = await TempFolder.make()
  const set = join(folder.path, 'set')
  for (const [number, backup] of backups.entries()) await backup.write(join(set, `export-${number}`))
  return await exportIntoMemory(xmlBackup({ path: set }), folder.path)
}

const [shut, uneditable] = [unknownRestriction('page:20'), unknownRestriction('page:20', 'update')]

it.each([
  ['name one row alike', spaceExport('View', { 101: 'staff' }), spaceExport('View', { 101: 'staff' }), []],
  [
    'let in another group by one row',
    spaceExport('View', { 101: 'staff' }),
    spaceExport('View', { 101: 'all' }),
    [shut],
  ],
  [
    'let another group edit by one row',
    spaceExport('Edit', { 101: 'staff' }),
    spaceExport('Edit', { 101: 'all' }),
    [uneditable],
  ],
  [
    'let in one group fewer',
    spaceExport('View', { 101: 'staff', 102: 'guests' }),
    spaceExport('View', { 101: 'staff' }),
    [shut],
  ],
  [
    'restrict who sees, and who edits',
    spaceExport('View', { 101: 'staff' }),
    spaceExport('Edit', { 101: 'staff' }),
    [shut, shut],
  ],
])('exports of a set that %s, in either order', async (_what, one, other, ids) => {
  for (const backups of [
    [one, other],
    [other, one],
  ]) {
    const { writer, summary } = await exportSet(backups)
    const lines = writer.omissions.filter(({ code }) => code === 'DUPLICATE_OBJECT')
    expect(lines.map(({ id }) => id)).toEqual(ids)
    expect(summary.unexplained).toBe(0)
  }
})

describe('exports of a set that put a page below different ones', () => {
  const placed = (parent: number | undefined, version = 2): BackupBuilder =>
    spaceExport('View', { 101: 'staff' })
      .add('Page', 21, { ...made('Recipes', 1, 3), space: ref('Space', 11) })
      .add('Page', 22, {
        ...made('Salt glaze', version, 4),
        space: ref('Space', 11),
        ...(parent !== undefined && { parent: ref('Page', parent) }),
      })

  it.each([
    ['one of which is shut', placed(20), placed(undefined), [unknownRestriction('page:22')]],
    ['one of which no export holds', placed(99), placed(21), [unknownRestriction('page:22')]],
    ['all of which are open', placed(21), placed(undefined), [undefined]],
  ])('%s, keep it shut where it may have been', async (_what, one, other, ids) => {
    const { writer } = await exportSet([one, other])
    const lines = writer.omissions.filter(({ code, what }) => code === 'DUPLICATE_OBJECT' && what === 'Page 22')
    expect(lines.map(({ id }) => id)).toEqual(ids)
  })

  it('take the place of the later version', async () => {
    const { writer } = await exportSet([placed(undefined, 3), placed(20)])
    expect(writer.stream('content').find(({ id }) => id === 'page:22')).not.toHaveProperty('parent')
    expect(writer.omissions.find(({ what }) => what === 'Page 22')).not.toHaveProperty('id')
  })
})

/** The page of `smallTables` as entities.xml has it, with whom it is open to. */
function asXml(grants: Readonly<Record<number, string>>, title = 'Glazes'): BackupBuilder {
  const at = '2024-01-02 03:04:05.670'
  const mara = ref('ConfluenceUserImpl', 'u1')
  const act = {
    creator: mara,
    creationDate: at,
    lastModifier: mara,
    lastModificationDate: at,
    contentStatus: 'current',
  }
  const backup = new BackupBuilder()
    .descriptor({ exportType: 'space', spaceKey: 'KILN', source: 'cloud', createdByBuildNumber: '8804' })
    .add('Space', 10, {
      key: 'KILN',
      name: 'Kiln',
      spaceType: 'global',
      spaceStatus: 'CURRENT',
      homePage: ref('Page', 20),
    })
    .add('Page', 20, {
      ...act,
      title,
      version: 2,
      space: ref('Space', 10),
      originalVersion: '',
      position: '',
    })
    .add('Page', 21, { ...act, title: 'Glaze', version: 1, originalVersion: ref('Page', 20), space: ref('Space', 10) })
    .add('BodyContent', 40, {
      body: '<p>New, and "good"</p>',
      bodyType: 2,
      content: { ref: 'ContentEntityObject', id: 20 },
    })
    .add('ConfluenceUserImpl', 'u1', {
      name: 'mara',
      lowerName: 'mara',
      atlassianAccountId: 'u1',
      email: 'mara@kiln.example',
    })
    .add(
      'ContentPermissionSet',
      100,
      { type: 'View', owningContent: ref('Page', 20), creationDate: at },
      { contentPermissions: ['ContentPermission', ...Object.keys(grants)] },
    )
  for (const [id, groupName] of Object.entries(grants)) {
    backup.add('ContentPermission', id, {
      type: 'View',
      groupName,
      owningSet: ref('ContentPermissionSet', 100),
      creator: mara,
    })
  }
  return backup
}

/** The same as tables. */
function asTables(
  grants: Readonly<Record<number, string>>,
  columns: readonly string[] = ['groupname'],
): Record<string, string> {
  const row = ([id, group]: [string, string]): TableCells => ({
    id,
    cp_type: 'View',
    cps_id: 100,
    ...(columns.includes('groupname') && { groupname: group }),
  })
  return {
    ...smallTables(),
    'content_perm_set.csv': csvText([{ id: 100, cont_perm_type: 'View', content_id: 20 }]),
    'content_perm.csv': csvText(Object.entries(grants).map(row)),
  }
}

describe('one space as entities.xml and as tables, in either order', () => {
  async function exportBoth(exports: readonly (BackupBuilder | Record<string, string>)[]): Promise<MemoryExport> {
    await using folder = await TempFolder.make()
    for (const [number, one] of exports.entries()) {
      const path = join(folder.path, 'set', `export-${number}`)
      await (one instanceof BackupBuilder ? one.write(path) : writeFiles(path, one))
    }
    return await exportIntoMemory(xmlBackup({ path: join(folder.path, 'set') }), folder.path)
  }

  const staff = { 101: 'staff' }
  const both = { 101: 'staff', 102: 'guests' }
  const closed = unknownRestriction('page:20')

  it.each([
    [
      'is one: how a time is written, and what a table has no column for, is no contradiction',
      asXml(staff),
      asTables(staff),
      [],
    ],
    ['stays shut where a row lets in another group', asXml(staff), asTables({ 101: 'guests' }), [closed]],
    ['stays shut where the tables let in one group fewer', asXml(both), asTables(staff), [closed]],
    ['stays shut where the tables let in one group more', asXml(staff), asTables(both), [closed]],
    ['stays shut where the tables do not say whom a row lets in', asXml(staff), asTables(staff, []), [closed]],
    [
      'stays shut where one export of tables lets in one group fewer',
      asTables(both),
      asTables(staff),
      [unknownRestriction('page:20', 'read')],
    ],
    ['names what else differs', asXml(staff, 'Salt glazes'), asTables(staff), [undefined]],
  ])('%s', async (_what, one, other, ids) => {
    for (const exports of [
      [one, other],
      [other, one],
    ]) {
      const { writer, summary } = await exportBoth(exports)
      const lines = writer.omissions.filter(({ code }) => code === 'DUPLICATE_OBJECT')
      expect(lines.map(({ id }) => id)).toEqual(ids)
      expect(writer.omissions.filter(({ code }) => code === 'RESTRICTION_UNKNOWN')).toEqual([])
      expect(summary.unexplained).toBe(0)
    }
  })

  it('keeps of two that agree the one that says more, and tells in what two others differ', async () => {
    const { writer } = await exportBoth([asXml(staff, 'Salt glazes'), asTables(staff)])
    expect(writer.stream('people')).toMatchObject([{ email: 'mara@kiln.example' }])
    expect(writer.omissions.filter(({ code }) => code === 'DUPLICATE_OBJECT')).toMatchObject([
      {
        what: 'Page 20',
        why: expect.stringMatching(/they differ in title$/),
        place: { file: 'export-1/content.csv', row: 2 },
      },
    ])
  })
})
