import { describe, expect, it } from 'vitest'
import { BackupBuilder } from '../../testing/backup-builder.js'
import { exportBackup } from '../../testing/export-backup.js'

describe('lines of the descriptor', () => {
  it('are carried if they are known, and told by name alone if not', async () => {
    const { writer } = await exportBackup(
      new BackupBuilder().descriptor({
        exportType: 'all',
        createdByVersionNumber: '7.19.2',
        supportEntitlementNumber: 'SEN-hush',
        defaultUsersGroup: 'potters',
        'ao.data.list': 'com.example.glaze',
        'ao.data.version.com.example.glaze': '2.1.0-m1',
        'ao.data.version.com.example.hidden': 'a hush word',
        'db.password': 'hush',
        licenseKey: 'hush',
      }),
    )
    expect(writer.stream('site')[0]?.extra).toEqual({
      exportType: 'all',
      defaultUsersGroup: 'potters',
      'ao.data.list': 'com.example.glaze',
      'ao.data.version.com.example.glaze': '2.1.0-m1',
    })
    expect(writer.omissions.map(({ code, what }) => `${code} ${what}`)).toEqual([
      'FIELD_UNKNOWN Line "ao.data.version.com.example.hidden" of exportDescriptor.properties',
      'FIELD_UNKNOWN Line "db.password" of exportDescriptor.properties',
      'FIELD_UNKNOWN Line "licenseKey" of exportDescriptor.properties',
    ])
    expect(JSON.stringify([...writer.records.values(), ...writer.omissions])).not.toContain('hush')
  })
})
