import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StreamRecords } from '@spacecrate/format'
import { createSite, mayReadContent } from '@spacecrate/site'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { siteDestination } from '../destinations/site/site-destination.js'
import { runImport } from '../import/run-import.js'
import type { AccessWorld, StandingRow } from '../testing/access-world.js'
import { type ArchiveParts, buildArchive } from '../testing/build-archive.js'
import { targetOf, withImport } from '../testing/import-access.js'
import { page, sampleParts, sampleRecords } from '../testing/sample-records.js'
import type { AccessSummary } from '../plan/access-summary.js'

let dir: string
let number = 0
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'access-'))
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

describe('a change of access', () => {
  const inUse = { kind: 'person', state: 'active' } as const
  const ann = { id: 'person:k-ann', userKey: 'k-ann', displayName: 'Ann', ...inUse }
  const bob = { id: 'person:k-bob', userKey: 'k-bob', displayName: 'Bob', ...inUse }
  const space = { id: 'space:1', key: 'DOC', kind: 'global', status: 'current' } as const
  const staff = { id: 'group:staff', name: 'staff' }
  const member = (group: string, who: string): StreamRecords['memberships'] => ({
    id: `membership:${group}/${who}`,
    group,
    member: who,
  })
  const permit = (subject: StreamRecords['space-permissions']['subject']): StreamRecords['space-permissions'] => ({
    id: `permission:space:1/${'id' in subject ? subject.id : subject.type}/read space`,
    space: 'space:1',
    subject,
    operation: 'read',
  })
  const restrict = (content: string, subject: string): StreamRecords['restrictions'] => ({
    id: `restriction:${content}/read/${subject}`,
    content,
    operation: 'read',
    subject,
  })
  const base = { people: [ann, bob], groups: [staff], spaces: [space] }
  const toAnn = permit({ type: 'user', id: ann.id })
  const toStaff = permit({ type: 'group', id: staff.id })
  const there = (record: Partial<StreamRecords['people']> & { readonly id: string }): StandingRow => ({
    stream: 'people',
    record: { ...inUse, ...record },
  })
  const staffThere: StandingRow = { stream: 'groups', record: { id: 'group:700', name: 'Staff' } }
  const memberThere = (who: string): StandingRow => ({ stream: 'memberships', record: member('group:700', who) })

  interface Case {
    readonly name: string
    readonly parts: Partial<AccessWorld> & ArchiveParts
    readonly changes: readonly string[]
    /** Decisions in people.csv. */
    readonly people?: Readonly<Record<string, string>>
  }

  it.each<Case>([
    {
      name: 'comes with a group that has other members',
      parts: {
        records: { ...base, memberships: [member(staff.id, ann.id)], 'space-permissions': [toStaff] },
        there: [there({ id: 'person:eve', displayName: 'Eve' }), staffThere, memberThere('person:eve')],
      },
      changes: [
        'space:1 + Eve GROUP_HAS_OTHER_MEMBERS they are in the group staff at the destination',
        'space:1 - Ann MEMBERSHIP_IN_EXISTING_GROUP they are not in the group staff that is at the destination',
      ],
    },
    {
      name: 'comes with a group that others of the archive are in there',
      parts: {
        records: { ...base, 'space-permissions': [toStaff, toAnn] },
        there: [there({ id: 'person:700', userKey: 'k-bob' }), staffThere, memberThere('person:700')],
      },
      changes: ['space:1 + Bob GROUP_HAS_OTHER_MEMBERS they are in the group staff at the destination'],
    },
    {
      name: 'comes with accounts that can be used here and not there',
      parts: {
        records: {
          ...base,
          people: [{ ...ann, state: 'inactive' }, bob],
          'space-permissions': [toAnn, permit({ type: 'user', id: bob.id })],
        },
        there: [
          there({ id: 'person:700', userKey: 'k-ann' }),
          there({ id: 'person:701', userKey: 'k-bob', state: 'deleted' }),
        ],
      },
      changes: [
        'space:1 + Ann ACCOUNT_STATE their account could not be used at the source, and can be at the destination',
        'space:1 - Bob ACCOUNT_STATE their account at the destination cannot be used',
      ],
    },
    {
      name: 'comes to two people with one account',
      parts: { records: { ...base, 'space-permissions': [toAnn] }, there: [there({ id: 'person:700' })] },
      people: { [ann.id]: 'match person:700', [bob.id]: 'match person:700' },
      changes: ['space:1 + Bob ACCOUNT_SHARED they have the same account at the destination as Ann'],
    },
    {
      name: 'comes to who is mapped to the administrator',
      parts: { records: { ...base, 'space-permissions': [toAnn] } },
      people: { [bob.id]: 'match person:site-administrator' },
      changes: ['space:1 + Bob DESTINATION_ADMINISTRATOR they administer the destination, and read everything there'],
    },
    {
      name: 'comes to those who have an account there already, where a space is open to everyone',
      parts: {
        records: { ...base, 'space-permissions': [permit({ type: 'everyone' })] },
        there: [
          there({ id: 'person:700' }),
          there({ id: 'person:701', userKey: 'k-bob' }),
          there({ id: 'person:702' }),
        ],
      },
      changes: [
        'space:1 + 2 people of the destination OPEN_TO_EVERYONE it is open to everybody who has an account, and they have one at the destination',
      ],
    },
    {
      name: 'comes to nobody where a space was public before',
      parts: {
        records: { ...base, 'space-permissions': [permit({ type: 'anonymous' })] },
        there: [there({ id: 'person:700' })],
      },
      changes: [],
    },
    {
      name: 'is a loss for all where a content stays closed',
      parts: {
        records: {
          ...base,
          'space-permissions': [toAnn],
          content: [page('page:1', 'Child', { parent: 'page:99' }), page('page:2', 'Below', { parent: 'page:1' })],
          restrictions: [restrict('page:2', ann.id)],
        },
      },
      changes: [
        'page:1 - Ann CONTENT_LEFT_CLOSED it stays closed: its parent page:99 is not carried, so nobody can say which restrictions it inherited',
        'page:2 - Ann ACCESS_ABOVE they cannot read what it is in',
      ],
    },
    {
      name: 'is a loss for those in a group that is not there',
      parts: {
        records: {
          ...base,
          'space-permissions': [toAnn, permit({ type: 'user', id: bob.id })],
          content: [page('page:1', 'Secret')],
          memberships: [member(staff.id, bob.id)],
          restrictions: [restrict('page:1', ann.id), restrict('page:1', staff.id)],
        },
        there: [staffThere],
      },
      changes: ['page:1 - Bob MEMBERSHIP_IN_EXISTING_GROUP they are not in the group staff that is at the destination'],
    },
    {
      name: 'is a loss of a page where its space is lost',
      parts: {
        records: {
          ...base,
          'space-permissions': [toStaff, permit({ type: 'user', id: bob.id })],
          memberships: [member(staff.id, ann.id)],
          content: [page('page:1', 'Secret')],
          restrictions: [restrict('page:1', ann.id)],
        },
        there: [staffThere],
      },
      changes: [
        'space:1 - Ann MEMBERSHIP_IN_EXISTING_GROUP they are not in the group staff that is at the destination',
        'page:1 - Ann ACCESS_ABOVE they cannot read what it is in',
      ],
    },
  ])('$name', async ({ parts, changes, people }) => {
    await withImport(
      dir,
      parts,
      ({ places, access }) => {
        const said = places.flatMap(({ place, gains, loses }) => [
          ...gains.map(({ name, code, why }) => `${place} + ${name} ${code} ${why}`),
          ...loses.map(({ name, code, why }) => `${place} - ${name} ${code} ${why}`),
        ])
        expect(said).toEqual(changes)
        expect(access.first.map(({ place }) => place)).toEqual([...new Set(changes.map((line) => line.split(' ')[0]))])
      },
      {},
      people,
    )
  })

  it('is not known of an archive without restrictions, and everything stays shut', async () => {
    const parts = { records: { ...base, 'space-permissions': [toAnn] }, selection: { skipKinds: ['restrictions'] } }
    await withImport(dir, parts, ({ access, places }) => {
      expect(access).toMatchObject({ gains: 0, loses: 1, unknownWhy: 'the archive was exported without restrictions' })
      expect(places[0]?.loses).toMatchObject([{ person: ann.id, code: 'SPACE_LEFT_PRIVATE' }])
    })
  })

  it.each([
    ['without permissions', { skipKinds: ['permissions'] }, 'the archive was exported without permissions'],
    ['of other kinds only', { kinds: ['likes', 'restrictions'] }, 'the archive was exported without permissions'],
    ['of these kinds only', { kinds: ['permissions', 'restrictions'] }, undefined],
  ] as const)('is not known of an archive %s', async (_name, { ...kinds }, unknownWhy) => {
    const selection = Object.fromEntries(Object.entries(kinds).map(([name, list]) => [name, [...list]]))
    await withImport(
      dir,
      { records: { ...base, groups: [], 'space-permissions': [toAnn] }, selection },
      ({ access }) => {
        expect(access.unknownWhy).toBe(unknownWhy)
      },
    )
  })

  it('is not known where the archive does not say who was in its groups', async () => {
    await withImport(dir, { records: { ...base, 'space-permissions': [toStaff] } }, ({ access }) => {
      expect(access.unknownWhy).toBe('the archive does not say who was in its groups')
    })
  })

  it('is named for a hundred people of a place, and counted for all', async () => {
    const people = Array.from({ length: 250 }, (_, n) => there({ id: `person:n${n}` }))
    const members = people.map(({ record }) => memberThere(record.id))
    const parts = { records: { ...base, 'space-permissions': [toStaff] }, there: [...people, staffThere, ...members] }
    await withImport(dir, parts, ({ access, places }) => {
      expect([access.gains, places[0]?.gains.length, places[0]?.more]).toEqual([
        250,
        100,
        { keeps: 0, gains: 150, loses: 0 },
      ])
    })
  })
})

describe('a second import', () => {
  it('changes nobody’s access where it makes nothing, and reckons with what stands there where it does', async () => {
    await using site = await createSite(join(dir, 'site'), { name: 'Destination' })
    const destination = siteDestination(site)
    const workDir = join(dir, 'work')
    const accessOf = async (parts: ArchiveParts): Promise<AccessSummary | undefined> => {
      await using archive = await buildArchive(dir, { ...parts, id: `archive-${++number}` })
      const { plan } = await runImport({ archive, destination, workDir })
      return plan.access
    }
    expect(await accessOf(sampleParts)).toMatchObject({ places: 4, gains: 0, loses: 0 })
    expect(await accessOf(sampleParts)).toMatchObject({ places: 0, gains: 0, loses: 0 })
    // Somebody shuts the parent to Ann there.
    const { store } = site
    const parent = targetOf(store, 'page:11') ?? ''
    const bob = targetOf(store, 'person:k-bob') ?? ''
    store.insert('restrictions', {
      id: `restriction:${parent}/read/${bob}`,
      content: parent,
      operation: 'read',
      subject: bob,
    })
    const { content = [], restrictions = [] } = sampleRecords
    const subjects = ['person:k-ann', 'person:k-bob']
    const records = {
      ...sampleRecords,
      content: [...content, page('page:90', 'New', { parent: 'page:11' })],
      restrictions: [
        ...restrictions,
        ...subjects.map((subject) => ({
          id: `restriction:page:90/read/${subject}`,
          content: 'page:90',
          operation: 'read' as const,
          subject,
        })),
      ],
    }
    const access = await accessOf({ ...sampleParts, records })
    expect(access).toMatchObject({ places: 1, keeps: 1, gains: 0, loses: 1 })
    expect(access?.first[0]?.loses).toMatchObject([{ person: 'person:k-ann', code: 'ACCESS_ABOVE' }])
    const made = targetOf(store, 'page:90') ?? ''
    expect(subjects.map((id) => mayReadContent(store, targetOf(store, id) ?? '', made))).toEqual([false, true])
  })
})
