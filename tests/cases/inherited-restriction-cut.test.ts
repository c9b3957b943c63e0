import { describe, expect, it } from 'vitest'
import { type BackupBuilder, ref } from '../../packages/exporter/src/testing/backup-builder.js'
import { carry } from '../testing/asked-site.js'
import { mill, sheet } from '../testing/mill-backup.js'
import { temporaryFolder } from '../testing/places.js'

const everybody = ['anybody', 'joke', 'wim']
const elsewhere = { space: ref('Space', 101) }

/** The page Stones, which only wim may see, and what is said of it. */
function withStones(more: Parameters<typeof sheet>[1], type = 'View', start: BackupBuilder = mill()): BackupBuilder {
  return start
    .add('Page', 210, sheet('Stones', more))
    .add('ContentPermissionSet', 400, { type, owningContent: ref('Page', 210) })
    .add('ContentPermission', 401, {
      owningSet: ref('ContentPermissionSet', 400),
      userSubject: ref('ConfluenceUserImpl', 'wim'),
    })
}

const below = (id: number): ReturnType<typeof sheet> => sheet('Flour', { parent: ref('Page', id) })

const backups: readonly (readonly [name: string, backup: BackupBuilder, read: readonly string[]])[] = [
  ['the parent is in another space', withStones(elsewhere).add('Page', 211, below(210)), []],
  [
    'the parent is in another space, and what is restricted is above that',
    withStones(elsewhere)
      .add('Page', 212, sheet('Sacks', { ...elsewhere, parent: ref('Page', 210) }))
      .add('Page', 211, below(212)),
    [],
  ],
  [
    'the parent is in another space, and only editing is restricted',
    withStones(elsewhere, 'Edit').add('Page', 211, below(210)),
    everybody,
  ],
  [
    'parents form a circle, which is cut above it',
    withStones({ parent: ref('Page', 211) }, 'View', mill().add('Page', 211, below(210))),
    [],
  ],
  ['the parent is not there', withStones({}).add('Page', 211, below(404)), []],
  [
    'what is above the parent is not there',
    withStones({})
      .add('Page', 212, sheet('Sacks', { ...elsewhere, parent: ref('Page', 404) }))
      .add('Page', 211, below(212)),
    [],
  ],
  [
    'the page whose draft it is is not there',
    withStones({}).add(
      'Page',
      211,
      sheet('Flour', { contentStatus: 'draft', originalVersionId: '404', creator: ref('ConfluenceUserImpl', 'joke') }),
    ),
    [],
  ],
  [
    'it is in the trash, and restricted',
    withStones({ contentStatus: 'deleted', parent: ref('Page', 200) }).add('Page', 211, below(210)),
    [],
  ],
]

describe('a page that inherits restrictions stays shut where', () => {
  const place = temporaryFolder()

  it.each(backups)('%s', async (name, backup, read) => {
    const { readers, omissions } = await carry((...path) => place.at(name, ...path), backup)
    expect(readers).toMatchObject({ MILL: everybody, BARN: everybody, Sails: everybody, Flour: read })
    const shut = omissions.filter(({ id }) => id?.startsWith('restriction:') === true)
    expect(shut.length > 0).toBe(read.length === 0)
  })

  it('parents form a circle, but not where that is cut above what restricts', async () => {
    const backup = withStones({ parent: ref('Page', 211) }).add('Page', 211, below(210))
    const { readers } = await carry((...path) => place.at('circle', ...path), backup)
    expect(readers).toMatchObject({ Stones: ['wim'], Flour: ['wim'] })
  })

  it('the selection leaves the space of the parent out', async () => {
    const backup = withStones(elsewhere).add('Page', 211, below(210))
    const { readers } = await carry((...path) => place.at('selection', ...path), backup, {
      toExport: ['--spaces', 'MILL'],
    })
    expect(readers).toEqual({ MILL: ['anybody'], Sails: ['anybody'], Flour: [] })
  })
})
