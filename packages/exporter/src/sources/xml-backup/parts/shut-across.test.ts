import { join } from 'node:path'
import { unknownRestriction } from '@spacecrate/format'
import { describe, expect, it } from 'vitest'
import { BackupBuilder, ref } from '../../../testing/backup-builder.js'
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
