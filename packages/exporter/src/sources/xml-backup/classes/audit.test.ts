import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BackupBuilder, ref } from '../../../testing/backup-builder.js'
import { exportBackup, exportIntoMemory, TempFolder } from '../../../testing/export-backup.js'
import { aoTables } from '../../../testing/table-files.js'
import { xmlBackup } from '../xml-backup-source.js'

const changes = JSON.stringify([{ key: 'Name', i18nKey: 'k', from: 'Old', to: 'New' }])
const columns =
  'ACTION ACTION_T_KEY AREA CATEGORY CHANGE_VALUES ENTITY_TIMESTAMP ID NODE RESOURCES SOURCE USER_ID USER_NAME'

function backup(): BackupBuilder {
  const rows = [
    {
      ID: '1',
      ACTION: 'Space renamed',
      AREA: 'USER_ACTIVITY',
      CATEGORY: 'Spaces',
      CHANGE_VALUES: changes,
      ENTITY_TIMESTAMP: '1718877600000',
      RESOURCES: JSON.stringify([{ name: 'Kiln', type: 'SPACE', id: '11' }]),
      SOURCE: '10.11.12.13',
      USER_ID: 'ff80aa',
      USER_NAME: 'mira',
    },
    { ID: '2', ACTION: 'Other', CHANGE_VALUES: '[1,', USER_NAME: 'System' },
    { ID: '3' },
  ]
  return new BackupBuilder()
    .add('Space', 11, { key: 'KILN', spaceType: 'global' })
    .add('ConfluenceUserImpl', 'ff80aa', { name: 'mira' })
    .add('AuditRecordEntity', 1, {
      creationDate: '2024-06-20 10:00:00.000',
      author: ref('ConfluenceUserImpl', 'ff80aa'),
      authorFullName: 'Mira Kiln',
      summary: 'Group created',
      category: 'Users and groups',
      objectName: 'kiln-crew',
      objectType: 'Group',
      sysAdmin: 'true',
      address: '10.11.12.13',
      somethingNew: 'a value of it',
    })
    .add('AuditRecordEntity', 2, { summary: 'By a name', authorName: 'Mira', creationTime: '1718877600000' })
    .add('AuditRecordEntity', 3, { summary: 'By nobody', userName: 'System' })
    .file('plugin-data/ao/tables.pdata', aoTables([{ name: 'AO_C77861_AUDIT_ENTITY', columns, rows }]))
}

describe('the audit log', () => {
  it('comes from objects and from its table; addresses stay behind, and nobody is made of a word', async () => {
    const { writer, summary } = await exportBackup(backup(), { skipKinds: ['app-data'] })
    expect(writer.stream('audit-records')).toEqual([
      {
        id: 'audit-record:1',
        at: { at: '2024-06-20T10:00:00.000Z', raw: '2024-06-20 10:00:00.000', zone: 'assumed(UTC)' },
        by: 'person:ff80aa',
        byName: 'Mira Kiln',
        summary: 'Group created',
        category: 'Users and groups',
        affected: 'kiln-crew',
        affectedKind: 'Group',
        system: true,
      },
      expect.objectContaining({ id: 'audit-record:2', by: 'person:ff80aa', byName: 'Mira' }),
      { id: 'audit-record:3', byName: 'System', summary: 'By nobody' },
      {
        id: 'audit-record:app-1',
        at: { at: '2024-06-20T10:00:00.000Z', raw: '1718877600000' },
        by: 'person:ff80aa',
        byName: 'mira',
        summary: 'Space renamed',
        category: 'Spaces',
        affected: 'Kiln',
        affectedKind: 'SPACE',
        changes: [{ name: 'Name', from: 'Old', to: 'New' }],
        extra: { AREA: 'USER_ACTIVITY', RESOURCES: expect.stringContaining('SPACE') as unknown },
      },
      { id: 'audit-record:app-2', byName: 'System', summary: 'Other', extra: { CHANGE_VALUES: '[1,' } },
    ])
    expect(writer.stream('people').map(({ id }) => id)).toEqual(['person:ff80aa'])
    expect(writer.omissions.map(({ code, what }) => [code, what])).toEqual([
      ['ROW_UNUSABLE', 'An entry of the audit log'],
      ['FIELD_UNKNOWN', 'Field "somethingNew" of AuditRecordEntity'],
    ])
    const text = JSON.stringify([[...writer.records.values()], writer.omissions])
    for (const gone of ['10.11.12.13', 'a value of it']) expect(text).not.toContain(gone)
    expect(summary.complete).toBe(true)
  })

  it.each([
    ['-1', 'System'],
    ['-2', 'Anonymous'],
    ['-14', 'Migration'],
  ])('names the actor %s, and makes no account of it', async (userId, name) => {
    const rows = [{ ID: '7', ACTION: 'Glaze mixed', USER_ID: userId, USER_NAME: name }]
    const tables = aoTables([{ name: 'AO_C77861_AUDIT_ENTITY', columns, rows }])
    const { writer } = await exportBackup(new BackupBuilder().file('plugin-data/ao/tables.pdata', tables))
    expect(writer.stream('audit-records')).toEqual([{ id: 'audit-record:app-7', byName: name, summary: 'Glaze mixed' }])
    expect(writer.stream('people')).toEqual([])
  })

  it('says that a secret was changed, and neither what it was nor what it is; so does the index', async () => {
    const values = [
      { i18nKey: 'a', key: 'SMTP password', from: 'hush', to: 'hush' },
      { key: 'Host', from: 'https://hush@old.example', to: 'new.example' },
    ]
    const rows = [
      { ID: '8', ACTION: 'Mail', CHANGE_VALUES: JSON.stringify(values) },
      { ID: '9', ACTION: 'App', RESOURCES: '{"apiToken": "hush"}', CHANGE_VALUES: '"clientSecret":"hush' },
    ]
    const tables = aoTables([{ name: 'AO_C77861_AUDIT_ENTITY', columns, rows }])
    await using folder = await TempFolder.make()
    const path = await new BackupBuilder().file('plugin-data/ao/tables.pdata', tables).write(join(folder.path, 'in'))
    const { writer } = await exportIntoMemory(xmlBackup({ path }), folder.path)
    expect(writer.stream('audit-records')).toEqual([
      {
        id: 'audit-record:app-8',
        summary: 'Mail',
        changes: [{ name: 'SMTP password' }, { name: 'Host', from: 'https://old.example', to: 'new.example' }],
      },
      { id: 'audit-record:app-9', summary: 'App' },
    ])
    expect(writer.omissions.filter(({ code }) => code === 'SECRET').map(({ what }) => what)).toEqual([
      'user info of CHANGE_VALUES, the values of "SMTP password" of CHANGE_VALUES in AO_C77861_AUDIT_ENTITY 8',
      'the text of CHANGE_VALUES, the text of RESOURCES in AO_C77861_AUDIT_ENTITY 9',
    ])
    expect(readFileSync(join(folder.path, 'staging.sqlite')).includes('hush')).toBe(false)
  })

  it.each([{ spaces: ['KILN'] }, { skipKinds: ['audit', 'app-data'] as const }])(
    'is of the whole site, and a kind: with %j it is left out',
    async (selection) => {
      const { writer, summary } = await exportBackup(backup(), selection)
      expect(writer.stream('audit-records')).toEqual([])
      expect(writer.omissions.filter(({ code }) => code !== 'FIELD_UNKNOWN')).toEqual([])
      expect(summary.complete).toBe(true)
    },
  )
})
