import { describe, expect, it } from 'vitest'
import { type BackupBuilder, ref } from '../../packages/exporter/src/testing/backup-builder.js'
import { carry } from '../testing/asked-site.js'
import { mill, sheet } from '../testing/mill-backup.js'
import { temporaryFolder } from '../testing/places.js'

const everybody = ['anybody', 'joke', 'wim']
const stones = ref('Page', 210)
const set = ref('ContentPermissionSet', 400)

const withSet = (type = 'View'): BackupBuilder =>
  mill()
    .add('Page', 210, sheet('Stones', { parent: ref('Page', 200) }))
    .add('ContentPermissionSet', 400, { type, owningContent: stones })

const backups: readonly (readonly [name: string, backup: BackupBuilder, read: readonly string[]])[] = [
  ['names nobody', withSet().add('ContentPermission', 401, { type: 'View', owningSet: set, groupName: '' }), []],
  [
    'is of editing, while who may see the page is known',
    withSet('Edit')
      .add('ContentPermission', 401, { type: 'Edit', owningSet: set })
      .add('ContentPermissionSet', 402, { type: 'View', owningContent: stones })
      .add('ContentPermission', 403, {
        owningSet: ref('ContentPermissionSet', 402),
        userSubject: ref('ConfluenceUserImpl', 'wim'),
      }),
    [],
  ],
  ['is too long a name', withSet().add('ContentPermission', 401, { owningSet: set, groupName: 'g'.repeat(1500) }), []],
  [
    'is broken',
    withSet().raw('<object class="ContentPermission" package="x"><id name="id">401</id><property odd></object>'),
    [],
  ],
  [
    'is of a set that is nowhere',
    mill()
      .add('Page', 210, sheet('Stones'))
      .add('ContentPermission', 401, { type: 'View', owningSet: ref('ContentPermissionSet', 404) }),
    everybody,
  ],
  [
    'is of a page that is left out',
    mill()
      .add('Page', 210, sheet('Stones'))
      .add('Page', 220, sheet('Nowhere', { space: ref('Space', 404) }))
      .add('ContentPermissionSet', 400, { type: 'View', owningContent: ref('Page', 220) })
      .add('ContentPermission', 401, { owningSet: set, userSubject: ref('ConfluenceUserImpl', 'wim') }),
    everybody,
  ],
]

describe('one restriction that cannot be read shuts its page and no space, where it', () => {
  const place = temporaryFolder()

  it.each(backups)('%s', async (name, backup, read) => {
    const { readers } = await carry((...path) => place.at(name, ...path), backup)
    expect(readers).toEqual({ MILL: everybody, BARN: everybody, Sails: everybody, Stones: read })
  })
})
