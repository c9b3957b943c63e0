import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type BackupBuilder, ref, type Value } from '../../packages/exporter/src/testing/backup-builder.js'
import { runInProcess } from '../../packages/cli/src/testing/run-in-process.js'
import { carry } from '../testing/asked-site.js'
import { mill } from '../testing/mill-backup.js'
import { temporaryFolder } from '../testing/places.js'

const millers = ref('InternalGroup', 510)
const row = (type: string, more: Record<string, Value>): Record<string, Value> => ({ type, ...more })
const wim = ref('ConfluenceUserImpl', 'wim')
const joke = ref('ConfluenceUserImpl', 'joke')

/** Wim is a miller, Joke is not; MILL is for anybody, for both of them by name, and for the bakers, who both are. */
function used(...use: readonly Record<string, Value>[]): BackupBuilder {
  const backup = mill('all')
  for (const [n, name] of ['wim', 'joke'].entries()) {
    backup.add('InternalUser', 500 + n, { name, lowerName: name, active: 'true' })
    backup.add('HibernateMembership', 520 + n, {
      parentGroup: ref('InternalGroup', 511),
      userMember: ref('InternalUser', 500 + n),
    })
  }
  backup
    .add('InternalGroup', 510, { name: 'millers', lowerName: 'millers' })
    .add('InternalGroup', 511, { name: 'bakers', lowerName: 'bakers' })
    .add('HibernateMembership', 530, { parentGroup: millers, userMember: ref('InternalUser', 500) })
    .add('SpacePermission', 310, { ...row('VIEWSPACE', { userSubject: wim }), space: ref('Space', 100) })
    .add('SpacePermission', 311, { ...row('VIEWSPACE', { userSubject: joke }), space: ref('Space', 100) })
    .add('SpacePermission', 312, { ...row('VIEWSPACE', { group: 'bakers' }), space: ref('Space', 100) })
  use.forEach((more, n) => backup.add('SpacePermission', 320 + n, row('USECONFLUENCE', more)))
  return backup
}

const everybody = ['anybody', 'joke', 'wim']

const backups: readonly (readonly [string, BackupBuilder, mill: readonly string[], barn: readonly string[]])[] = [
  ['only a group may use the site', used({ group: 'millers' }), ['wim'], []],
  [
    'only a group may use the site, and it is in another',
    used({ group: 'guild' })
      .add('InternalGroup', 512, { name: 'guild', lowerName: 'guild' })
      .add('HibernateMembership', 540, { parentGroup: ref('InternalGroup', 512), groupMember: millers }),
    ['wim'],
    [],
  ],
  ['only one person may use the site', used({ userSubject: joke }), ['joke'], []],
  ['both groups may use the site, and nobody without an account', used({ group: 'bakers' }), ['joke', 'wim'], []],
  [
    'anybody may use the site',
    used({ group: 'millers' }, { allUsersSubject: 'anonymous-users' }),
    everybody,
    everybody,
  ],
  ['nobody can be read who may use the site', used({ allUsersSubject: 'passers-by' }), [], []],
  ['the backup says nothing of who may use the site', used(), everybody, everybody],
]

describe('spaces are for those who had both, the right to see them and to use the site, where', () => {
  const place = temporaryFolder()

  it.each(backups)('%s', async (name, backup, inMill, inBarn) => {
    const { readers } = await carry((...path) => place.at(name, ...path), backup)
    expect(readers).toEqual({ MILL: inMill, Sails: inMill, BARN: inBarn })
  })

  it('one space is taken of such a site', async () => {
    const { readers } = await carry((...path) => place.at('one', ...path), used({ group: 'millers' }), {
      toExport: ['--spaces', 'MILL'],
    })
    expect(readers).toEqual({ MILL: ['wim'], Sails: ['wim'] })
  })

  it('the plan says what it takes for granted', async () => {
    await carry((...path) => place.at('said', ...path), used())
    const args = [
      'plan',
      place.at('said', 'a.crate.zip'),
      '--to',
      place.at('said', 'site'),
      '-o',
      place.at('said', 'plan'),
    ]
    await runInProcess([...args, '--no-verify', '--space-key-exists', 'rename'])
    const page = readFileSync(place.at('said', 'plan', 'plan.html'), 'utf8')
    expect(page).toContain('the archive does not say who could use the source site')
  })
})
