import { describe, expect, it } from 'vitest'
import type { Content } from '@spacecrate/format'
import { carry, type LeftOut, type Readers } from '../testing/asked-site.js'
import { caseBackup } from '../testing/case-backups.js'
import { createInProcess, exportInProcess, importInProcess } from '../testing/in-process.js'
import { temporaryFolder } from '../testing/places.js'
import { list } from '../testing/road.js'

const everybody = ['anybody', 'ilse', 'odo']

/** A backup, who may read what of it at the site, and what the archive says is amiss: its code, and its id or what it is. */
const cases: readonly (readonly [name: string, readers: Readers, left: readonly string[]])[] = [
  // Odo is let into the space by name, but not into the site.
  ['anonymous-without-site-use', { TRAM: ['ilse'], Depot: ['ilse'], Hall: ['ilse'] }, ['INTERNAL DirectoryImpl 501']],
  [
    'view-set-without-grant',
    { TRAM: everybody, Depot: everybody, Fares: [], 'Fares of children': [], Wages: [], Bonuses: [] },
    [
      'OWNER_MISSING ContentPermission 703',
      'RESTRICTION_UNKNOWN restriction:page:202/read',
      'RESTRICTION_UNKNOWN restriction:page:204/read',
      'RESTRICTION_UNKNOWN restriction:page:205',
    ],
  ],
  [
    'inherited-restriction-cut',
    {
      TRAM: everybody,
      Depot: everybody,
      'Shed keys': [],
      'Ring one': [],
      'Ring two': [],
      YARD: everybody,
      'Locked shed': ['ilse'],
    },
    ['PARENT_CYCLE restriction:page:203', 'PARENT_ELSEWHERE restriction:page:202'],
  ],
  [
    'one-bad-grant-closes-all-spaces',
    { TRAM: everybody, Depot: everybody, Safe: [], YARD: everybody, Gate: everybody },
    ['RESTRICTION_UNKNOWN restriction:page:202/read', 'RESTRICTION_UNKNOWN restriction:page:202/read'],
  ],
  [
    'child-of-deleted-parent',
    { TRAM: everybody, Depot: everybody, 'Old line': [], 'Last stop': everybody, Shelter: everybody },
    ['PARENT_NOT_CURRENT The parent of page:203'],
  ],
]

describe('a backup comes to a site as it was', () => {
  const place = temporaryFolder()

  it.each(cases)('%s: who may read what', async (name, readers, left) => {
    const carried = await carry((...names) => place.at(name, ...names), caseBackup(name))
    expect(carried.readers).toEqual(readers)
    expect(carried.omissions.map(({ code, id, what }: LeftOut) => `${code} ${id ?? what}`)).toEqual(left)
    if (name === 'child-of-deleted-parent') {
      const contents = await list<Content>(place.at(name, 'a.crate.zip'), 'content')
      expect(contents.map(({ title, parent }) => `${title}: ${parent ?? 'root'}`).toSorted()).toEqual([
        'Depot: root',
        'Last stop: page:201',
        'Old line: page:201',
        'Shelter: page:203',
      ])
    }
  })

  it('second-snapshot: an import of the later one says what it did not bring up to date', async () => {
    await createInProcess(place.at('site'))
    const into = async (name: string): Promise<object> => {
      const archive = place.at(`${name}.crate.zip`)
      await exportInProcess(archive, caseBackup('second-snapshot', name))
      return await importInProcess(place.at('site'), archive)
    }
    expect(await into('first')).toMatchObject({ losses: { count: 0 } })
    expect(await into('second')).toMatchObject({
      losses: { count: 2, codes: { NOT_ADVANCED: 2 } },
      total: { created: 0 },
    })
  })
})
