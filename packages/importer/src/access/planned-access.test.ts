import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AllowedChange, ImportPolicies } from '../policies.js'
import { type AccessWorld, accessWorlds, type StandingRow } from '../testing/access-world.js'
import { isPublic, isStranger, readersAt, withImport } from '../testing/import-access.js'
import { page } from '../testing/sample-records.js'
import type { PlaceAccess } from '../plan/access-summary.js'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'access-'))
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

const planned = ({ keeps, gains }: PlaceAccess): string[] => [...keeps, ...gains.map(({ person }) => person)].sort()
const previous = ({ keeps, loses }: PlaceAccess): string[] => [...keeps, ...loses.map(({ person }) => person)].sort()

const unmapped = fc.constantFrom<ImportPolicies['unmappedPeople'][]>('create', 'create', 'text', 'placeholder', {
  standIn: 'person:there-5',
})

/** Roles that people have on the shelf, and a permission there that is for those of one of them. */
const shelfRoles = ['person:there-5', 'group:there-3', 'everyone']
const allowed = fc.subarray<AllowedChange>(['members', 'site-permissions'])
const shelfReaders = ['person:there-5', 'person:there-6', 'group:there-3']

function isForAll({
  'space-permissions': permissions = [],
  'role-assignments': assignments = [],
}: AccessWorld['records']): boolean {
  return [...permissions, ...assignments].some(
    ({ subject }) => subject.type === 'anonymous' || subject.type === 'everyone',
  )
}

/** A space of the key of one of the archive, with a page that only some of its readers may read. */
function shelf(letIn: readonly string[], roles: readonly string[], there: readonly StandingRow[]): StandingRow[] {
  const content = 'page:901'
  const space = 'space:900'
  const head = { id: space, key: 'S1', kind: 'global', status: 'current' } as const
  const rows: StandingRow[] = [
    { stream: 'spaces', record: head },
    { stream: 'content', record: page(content, 'Shelf', { space, created: { by: 'person:there-5' } }) },
  ]
  for (const id of shelfReaders) {
    const subject = { type: id.startsWith('group:') ? 'group' : 'user', id } as const
    const record = { id: `permission:${space}/${id}/read space`, space, subject, operation: 'read' } as const
    rows.push({ stream: 'space-permissions', record })
  }
  const known = there.find(({ stream }) => stream === 'roles')?.record.id
  const role = known ?? 'role:there-own'
  if (known === undefined) rows.push({ stream: 'roles', record: { id: role, name: 'own', permissions: [] } })
  for (const id of roles) {
    const type = id.startsWith('group:') ? 'group' : 'user'
    const subject = id === 'everyone' ? ({ type: 'everyone' } as const) : ({ type, id } as const)
    const record = { id: `role-assignment:${space}/${id}/${role}`, space, subject, role }
    rows.push({ stream: 'role-assignments', record })
  }
  const forRole = { id: `permission:${space}/${role}/read space`, space, subject: { type: 'role', id: role } as const }
  rows.push({ stream: 'space-permissions', record: { ...forRole, operation: 'read' } })
  for (const subject of letIn) {
    const record = { id: `restriction:${content}/read/${subject}`, content, operation: 'read', subject } as const
    rows.push({ stream: 'restrictions', record })
  }
  return rows
}

describe('what a plan says of access', () => {
  it('is what is so after the import, for everybody and everything', async () => {
    await fc.assert(
      fc.asyncProperty(accessWorlds, allowed, unmapped, async (world, allow, unmappedPeople) => {
        const policies: Partial<ImportPolicies> = { allow, unmappedPeople }
        await withImport(
          dir,
          world,
          ({ places, site }) => {
            for (const place of places) {
              const said = planned(place).filter((id) => id !== 'everyone')
              const readers = readersAt(site, place, world.records)
              const others = readers.filter(isStranger)
              const asClass = place.gains.find(({ person }) => person === 'everyone')?.people
              // Strangers stand as a class where it is open to everyone, and gain nothing where it was public before.
              const expected =
                asClass === undefined && !isPublic(site, place) ? readers : readers.filter((id) => !isStranger(id))
              expect([place.place, said]).toEqual([place.place, expected])
              if (asClass !== undefined) expect(others.length).toBe(asClass)
            }
            const listed = new Set(places.map(({ place }) => place))
            const restricted = world.records.restrictions?.filter(({ operation }) => operation === 'read') ?? []
            for (const { id } of world.records.spaces ?? []) expect(listed).toContain(id)
            for (const { content } of restricted) expect(listed).toContain(content)
          },
          policies,
        )
      }),
      { numRuns: 20 },
    )
  })

  it('is what is so after the import where a space goes under a page that is there', async () => {
    await fc.assert(
      fc.asyncProperty(
        accessWorlds,
        fc.subarray(shelfReaders),
        fc.subarray(shelfRoles),
        async (before, letIn, roles) => {
          const { records, there } = before
          const world = { records, there: [...there, ...shelf(letIn, roles, there)] }
          const allow: AllowedChange[] = ['site-permissions', 'space-permissions']
          const policies = { spaceKeyExists: 'under', under: 'page:901', allow } as const
          await withImport(
            dir,
            world,
            ({ places, site }) => {
              for (const place of places) {
                const visible = place.place === 'space:1' ? { ...place, kind: 'content' as const } : place
                const readers = readersAt(site, visible, records, { 'space:1': 'page:901' })
                // Where everybody could read, or can, strangers are no gain, or stand as a class.
                const named =
                  isForAll(records) || roles.includes('everyone')
                    ? (id: string): boolean => id.startsWith('person:p')
                    : (): boolean => true
                expect([place.place, planned(place).filter(named)]).toEqual([place.place, readers.filter(named)])
              }
            },
            policies,
          )
        },
      ),
      { numRuns: 8 },
    )
  })

  it('is, of the source, what is so in a copy of the source', async () => {
    await fc.assert(
      fc.asyncProperty(accessWorlds, async ({ records }) => {
        await withImport(
          dir,
          { records },
          ({ places, site, access }) => {
            for (const place of places) {
              expect([place.place, previous(place)]).toEqual([place.place, readersAt(site, place, records)])
            }
            // Nobody gains or loses where nothing was before.
            expect([access.gains, access.loses]).toEqual([0, 0])
          },
          { allow: ['site-permissions'] },
        )
      }),
      { numRuns: 12 },
    )
  })
})
