import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { anonymous, mayReadContent, mayReadSpace } from '@spacecrate/site'
import { type Omission, type StreamRecords, unknownPermission, unknownRestriction } from '@spacecrate/format'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type AccessWorld, accessWorlds } from '../testing/access-world.js'
import { type Imported, readersAt, targetOf, withImport } from '../testing/import-access.js'
import type { PlaceAccess } from '../plan/access-summary.js'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'unknown-access-'))
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

type Records = AccessWorld['records']

const allow = { allow: ['site-permissions'] } as const

/** Everybody who reads each place after an import; `anonymous` too. */
function sightOf({ site: { store } }: Pick<Imported, 'site'>, records: Records): Map<string, Set<string>> {
  const sight = new Map<string, Set<string>>()
  const visitors = [
    ...(records.people ?? []).map(({ id }) => [id, targetOf(store, id) ?? ''] as const),
    [anonymous, anonymous] as const,
  ]
  const see = (place: string, may: (visitor: string) => boolean): void => {
    sight.set(place, new Set(visitors.filter(([, visitor]) => may(visitor)).map(([id]) => id)))
  }
  for (const { id } of records.spaces ?? []) see(id, (one) => mayReadSpace(store, one, targetOf(store, id) ?? ''))
  for (const { id } of records.content ?? []) see(id, (one) => mayReadContent(store, one, targetOf(store, id) ?? ''))
  return sight
}

async function sightAfter(records: Records, omissions: readonly Omission[] = []): Promise<Map<string, Set<string>>> {
  let sight = new Map<string, Set<string>>()
  await withImport(dir, { records, omissions }, (imported) => void (sight = sightOf(imported, records)), allow)
  return sight
}

const planned = ({ keeps, gains }: PlaceAccess): string[] => [...keeps, ...gains.map(({ person }) => person)].sort()
const previous = ({ keeps, loses }: PlaceAccess): string[] => [...keeps, ...loses.map(({ person }) => person)].sort()

const users = fc.uniqueArray(
  fc.constantFrom('person:p0', 'person:p1', 'person:p2', 'group:g0', 'group:g1', 'group:g2', 'everyone', 'anonymous'),
  { maxLength: 3 },
)

function useOf(to: string): StreamRecords['permissions'] {
  const subject =
    to === 'everyone' || to === 'anonymous'
      ? { type: to }
      : { type: to.startsWith('group:') ? 'group' : 'user', id: to }
  return { id: `permission:site/${to}/USECONFLUENCE`, subject, native: 'USECONFLUENCE' } as StreamRecords['permissions']
}

/** Says who may use the site, by looking through groups. */
function usersOf({ people = [], memberships = [] }: Records, subjects: readonly string[]): (person: string) => boolean {
  const inside = new Set(subjects)
  for (const one of inside) for (const { group, member } of memberships) if (group === one) inside.add(member)
  if (inside.has('everyone') || inside.has('anonymous')) for (const { id } of people) inside.add(id)
  return (person) => inside.has(person)
}

describe('who could not use the source site', () => {
  it('reads nothing after an import that they could not read, and the plan says it', async () => {
    await fc.assert(
      fc.asyncProperty(accessWorlds, users, async ({ records }, subjects) => {
        // Without memberships nobody can say who is in a group.
        fc.pre((records.memberships?.length ?? 0) > 0)
        const other: StreamRecords['permissions'] = {
          ...useOf('group:g0'),
          id: 'permission:site/group:g0/CREATESPACE',
          native: 'CREATESPACE',
        }
        const copy = await sightAfter(records)
        const world = { records: { ...records, permissions: [other, ...subjects.map(useOf)] } }
        const mayUse = usersOf(records, subjects)
        const isPublic = subjects.includes('anonymous')
        const inUse = new Set(
          records.people?.filter(({ state }) => state !== 'inactive' && state !== 'deleted').map(({ id }) => id),
        )
        await withImport(
          dir,
          world,
          (imported) => {
            const { site, places, access } = imported
            expect(access.gains).toBe(0)
            for (const [place, seen] of sightOf(imported, records)) {
              const before = (person: string): boolean =>
                inUse.has(person) && mayUse(person)
                  ? copy.get(place)?.has(person) === true
                  : isPublic && copy.get(place)?.has(anonymous) === true
              expect([place, [...seen].filter((person) => !before(person))]).toEqual([place, []])
              const said = places.find((one) => one.place === place)
              if (said === undefined) continue
              expect([place, planned(said)]).toEqual([place, readersAt(site, said, records)])
              expect([place, previous(said)]).toEqual([
                place,
                (records.people ?? []).map(({ id }) => id).filter(before),
              ])
            }
          },
          allow,
        )
      }),
      { numRuns: 5 },
    )
  }, 240_000)
})

/** What of a world is lost: by number of the content or restriction. */
const losses = fc.record({
  restrictions: fc.uniqueArray(fc.nat(7), { maxLength: 3 }),
  permissions: fc.uniqueArray(fc.nat(7), { maxLength: 2 }),
  unknown: fc.uniqueArray(fc.nat(8), { maxLength: 1 }),
  cut: fc.uniqueArray(fc.nat(8), { maxLength: 2 }),
})

describe('what is missing of who may see something', () => {
  it('lets nobody read more, and shuts nothing but what it is on', async () => {
    await fc.assert(
      fc.asyncProperty(accessWorlds, losses, async ({ records }, lost) => {
        const { content = [], restrictions = [], 'space-permissions': permissions = [] } = records
        const whole = await sightAfter(records)
        const omissions: Omission[] = []
        const touched = new Set<string>()
        const omit = (id: string, thing: string): void => {
          omissions.push({ code: 'RESTRICTION_UNKNOWN', kind: 'restrictions', id, count: 1, what: id, why: 'lost' })
          touched.add(thing)
        }
        for (const n of lost.restrictions) {
          const row = restrictions[n]
          if (row !== undefined)
            omit(n % 2 === 0 ? row.id : unknownRestriction(row.content, row.operation), row.content)
        }
        for (const n of lost.permissions) {
          const row = permissions[n]
          if (row !== undefined) omit(n % 2 === 0 ? row.id : unknownPermission(row.space), row.space)
        }
        for (const n of lost.unknown)
          if (content[n] !== undefined) omit(unknownRestriction(content[n].id), content[n].id)
        const cut = new Set(lost.cut.map((n) => content[n]?.id))
        for (const id of cut) if (id !== undefined) omit(unknownRestriction(id), id)
        const damaged: Records = {
          ...records,
          restrictions: restrictions.filter((_, n) => !lost.restrictions.includes(n)),
          'space-permissions': permissions.filter((_, n) => !lost.permissions.includes(n)),
          content: content.map(({ parent, ...rest }) =>
            parent === undefined || cut.has(rest.id) ? rest : { ...rest, parent },
          ),
        }
        const ids = new Set(omissions.map(({ id }) => id))
        const sight = await sightAfter(
          damaged,
          omissions.filter(({ id }) => ids.delete(id)),
        )
        for (const [place, seen] of sight) {
          const before = whole.get(place) ?? new Set()
          expect([place, [...seen].filter((one) => !before.has(one))]).toEqual([place, []])
          if (!pathOf(place, records).some((one) => touched.has(one))) {
            expect([place, [...seen].sort()]).toEqual([place, [...before].sort()])
          }
        }
      }),
      { numRuns: 5 },
    )
  }, 240_000)
})

/** A place, all that it is in, and what these are drafts of. */
function pathOf(id: string, { content = [] }: Records): string[] {
  const path = new Set([id])
  for (const one of path) {
    const row = content.find((other) => other.id === one)
    for (const next of [row?.parent, row?.draftOf, row?.space]) if (next !== undefined) path.add(next)
  }
  return [...path]
}
