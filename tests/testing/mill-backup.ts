import { BackupBuilder, ref, type Value } from '../../packages/exporter/src/testing/backup-builder.js'

const at = '2032-05-06 07:08:09.000'

/** A content of the mill: its title, a state and whatever else. */
export function sheet(title: string, more: Readonly<Record<string, Value>> = {}): Record<string, Value> {
  return {
    title,
    version: 1,
    contentStatus: 'current',
    space: ref('Space', 100),
    creationDate: at,
    lastModificationDate: at,
    ...more,
  }
}

/** Two spaces that anybody may read, MILL with its home page and BARN, and two people: wim and joke. */
export function mill(exportType: 'all' | 'space' = 'space'): BackupBuilder {
  return new BackupBuilder()
    .descriptor({ exportType, source: 'server', createdByBuildNumber: '8804', spaceKey: 'MILL' })
    .add('ConfluenceUserImpl', 'wim', { name: 'wim' })
    .add('ConfluenceUserImpl', 'joke', { name: 'joke' })
    .add('Space', 100, { key: 'MILL', name: 'Mill', spaceType: 'global', homePage: ref('Page', 200) })
    .add('Space', 101, { key: 'BARN', name: 'Barn', spaceType: 'global' })
    .add('SpacePermission', 300, { space: ref('Space', 100), type: 'VIEWSPACE', allUsersSubject: 'anonymous-users' })
    .add('SpacePermission', 301, { space: ref('Space', 101), type: 'VIEWSPACE', allUsersSubject: 'anonymous-users' })
    .add('Page', 200, sheet('Sails'))
}
