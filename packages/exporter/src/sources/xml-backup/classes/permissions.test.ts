import { describe, expect, it } from 'vitest'
import { BackupBuilder, ref, type Value } from '../../../testing/backup-builder.js'
import { exportBackup } from '../../../testing/export-backup.js'

const space = ref('Space', 11)

function backup(rows: readonly Record<string, Value>[]): BackupBuilder {
  const builder = new BackupBuilder().add('Space', 11, { key: 'KILN', spaceType: 'global' })
  rows.forEach((row, index) => builder.add('SpacePermission', index + 1, row))
  return builder
}

describe('permissions', () => {
  it.each([
    ['VIEWSPACE', 'read', 'space'],
    ['EDITSPACE', 'create', 'page'],
    ['REMOVEOWNCONTENT', 'delete', 'own'],
    ['SETSPACEPERMISSIONS', 'administer', 'space'],
    ['COMMENT', 'create', 'comment'],
    ['EXPORTPAGE', undefined, undefined],
    ['SOMETHING_NEW', undefined, undefined],
  ])('%s is %s %s, and keeps its word', async (type, operation, target) => {
    const { writer } = await exportBackup(backup([{ space, type, group: 'potters' }]))
    const [permission] = writer.stream('space-permissions')
    expect(permission).toMatchObject({ native: type, subject: { type: 'group', id: 'group:potters' } })
    expect([permission?.operation, permission?.target]).toEqual([operation, target])
  })

  it.each([
    ['Data Center says anonymous', 'data-center', { allUsersSubject: 'anonymous-users' }, 'anonymous'],
    ['everybody with an account', 'data-center', { allUsersSubject: 'authenticated-users' }, 'everyone'],
    ['Server says nobody', 'server', { group: null }, 'anonymous'],
    ['Cloud says nobody', 'cloud', { group: null }, undefined],
    ['an unknown word', 'server', { allUsersSubject: 'passers-by' }, undefined],
  ])('for all: %s', async (_name, source, row, type) => {
    const builder = backup([{ space, type: 'VIEWSPACE', ...row }])
    const { writer } = await exportBackup(builder.descriptor({ ...(source !== 'data-center' && { source }) }))
    expect(writer.stream('space-permissions').map(({ subject }) => subject.type)).toEqual(type ? [type] : [])
    expect(writer.omissions.map(({ code }) => code)).toEqual(type ? [] : ['PERMISSION_SUBJECT_UNKNOWN'])
  })

  it('without a space are those of the site, those of a missing space are left out, and doubles are one', async () => {
    const { writer, summary } = await exportBackup(
      backup([
        { type: 'USECONFLUENCE', group: 'potters' },
        { space: ref('Space', 99), type: 'VIEWSPACE', group: 'potters' },
        { space, type: 'VIEWSPACE', userName: 'mira' },
        { space, type: 'VIEWSPACE', userName: 'Mira' },
      ]),
    )
    expect(writer.stream('permissions').map(({ id }) => id)).toEqual(['permission:site/group:potters/USECONFLUENCE'])
    expect(writer.stream('space-permissions')).toHaveLength(1)
    expect(summary.accounts.find(({ kind }) => kind === 'SpacePermission')).toMatchObject({
      recorded: 2,
      merged: 1,
      omitted: 1,
    })
  })
})
