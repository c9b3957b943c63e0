import { describe, expect, it } from 'vitest'
import { type BackupBuilder, ref } from '../../packages/exporter/src/testing/backup-builder.js'
import { carry } from '../testing/asked-site.js'
import { mill, sheet } from '../testing/mill-backup.js'
import { temporaryFolder } from '../testing/places.js'

const everybody = ['anybody', 'joke', 'wim']
const stones = ref('Page', 210)
const child = { parent: ref('Page', 200) }
const wim = ref('ConfluenceUserImpl', 'wim')

/** Two spaces; in one of them the page Stones with Flour below it. */
function withStones(lists: readonly number[] = []): BackupBuilder {
  const sets = lists.length === 0 ? {} : { contentPermissionSets: ['ContentPermissionSet', ...lists] as const }
  return mill()
    .add('Page', 210, sheet('Stones', child), sets)
    .add('Page', 211, sheet('Flour', { parent: stones }))
}

const set = (type: string): Record<string, ReturnType<typeof ref> | string> => ({ type, owningContent: stones })
const grant = (of: number, more: Record<string, ReturnType<typeof ref> | string> = {}): typeof more => ({
  owningSet: ref('ContentPermissionSet', of),
  ...more,
})

const backups: readonly (readonly [name: string, backup: BackupBuilder, read: readonly string[]])[] = [
  [
    'its row is not there',
    withStones().add('ContentPermissionSet', 400, set('View'), { contentPermissions: ['ContentPermission', 499] }),
    [],
  ],
  ['it is empty', withStones().add('ContentPermissionSet', 400, set('View')), []],
  ['it is empty, and of editing', withStones().add('ContentPermissionSet', 400, set('Edit')), []],
  [
    'it is not there, and the page lists it',
    withStones([400]).add('ContentPermission', 401, grant(400, { type: 'View', userSubject: wim })),
    [],
  ],
  [
    'it says to be of another page, and this one lists it',
    withStones([400])
      .add('ContentPermissionSet', 400, { type: 'View', owningContent: ref('Page', 200) })
      .add('ContentPermission', 401, grant(400, { type: 'View', userSubject: wim })),
    [],
  ],
  [
    'its row names nobody',
    withStones()
      .add('ContentPermissionSet', 400, set('View'))
      .add('ContentPermission', 401, grant(400, { type: 'View', groupName: '' })),
    [],
  ],
  [
    'its kind is unknown',
    withStones()
      .add('ContentPermissionSet', 400, set('Share'))
      .add('ContentPermission', 401, grant(400, { type: 'Share', userSubject: wim })),
    [],
  ],
  [
    'its row can be read by its set and not by itself',
    withStones()
      .add('ContentPermissionSet', 400, set('View'))
      .add('ContentPermission', 401, grant(400, { type: 'Share', userSubject: wim })),
    [],
  ],
  [
    'another one of the same kind says otherwise',
    withStones()
      .add('ContentPermissionSet', 400, set('View'))
      .add('ContentPermission', 401, grant(400, { userSubject: wim }))
      .add('ContentPermissionSet', 402, set('View'))
      .add('ContentPermission', 403, grant(402, { userSubject: ref('ConfluenceUserImpl', 'joke') })),
    [],
  ],
  [
    'another object of its id was taken for it',
    withStones()
      .add('ContentPermissionSet', 400, set('View'))
      .add('ContentPermissionSet', 400, { type: 'View', owningContent: ref('Page', 404) }),
    [],
  ],
  [
    'it is broken',
    withStones().raw(
      '<object class="ContentPermissionSet" package="x"><id name="id">400</id><property name="owningContent" class="Page" package="x"><id name="id">210</id></property><property name="type" odd></property></object>',
    ),
    [],
  ],
  [
    'one row of two is missing',
    withStones()
      .add('ContentPermissionSet', 400, set('View'), { contentPermissions: ['ContentPermission', 401, 499] })
      .add('ContentPermission', 401, grant(400, { userSubject: wim })),
    ['wim'],
  ],
]

describe('a restricted page stays shut, and nothing else does, where of its set of restrictions', () => {
  const place = temporaryFolder()

  it.each(backups)('%s', async (name, backup, read) => {
    const { readers, omissions } = await carry((...path) => place.at(name, ...path), backup)
    // The set that says to be of the home page restricts that.
    const Sails = name.startsWith('it says to be of another page') ? ['wim'] : everybody
    expect(readers).toEqual({ MILL: everybody, BARN: everybody, Sails, Stones: read, Flour: read })
    expect(omissions.map(({ id }) => id)).toContainEqual(expect.stringMatching(/^restriction:page:210(?:$|\/)/))
  })
})
