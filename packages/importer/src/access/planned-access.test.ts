import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportPolicies } from '../policies.js'
import { type AccessWorld, accessWorlds, type StandingRow } from '../testing/access-world.js'
import { isPublic, isStranger, readersAt, withImport } from '../testing/import-access.js'
import { page } from '../testing/sample-records.js'
import type { PlaceAccess } from './access-summary.js'

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

const shelfReaders = ['person:there-5', 'person:there-6', 'group:there-3']

function isForAll({ 'space-permissions': permissions = [] }: AccessWorld['records']): boolean {
  return permissions.some(({ subject }) => subject.type === 'anonymous' || subject.type === 'everyone')
}

/** A space of the key of one of the archive, with a page that only some of its readers may read. */
function shelf(letIn: readonly string[]): StandingRow[] {
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
  for (const subject of letIn) {
    const record = { id: `restriction:${content}/read/${subject}`, content, operation: 'read', subject } as const
    rows.push({ stream: 'restrictions', record })
  }
  return rows
}

describe('what a plan says of access', () => {
  it('is what is so after the import, for everybody and everything', async () => {
    await fc.assert(
      fc.asyncProperty(accessWorlds, fc.boolean(), unmapped, async (world, allowed, unmappedPeople) => {
        const policies: Partial<ImportPolicies> = { allow: allowed ? ['members'] : [], unmappedPeople }
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
      fc.asyncProperty(accessWorlds, fc.subarray(shelfReaders), async ({ records, there }, letIn) => {
        const world = { records, there: [...there, ...shelf(letIn)] }
        const policies = { spaceKeyExists: 'under', under: 'page:901' } as const
        await withImport(
          dir,
          world,
          ({ places, site }) => {
            for (const place of places) {
              const visible = place.place === 'space:1' ? { ...place, kind: 'content' as const } : place
              const readers = readersAt(site, visible, records, { 'space:1': 'page:901' })
              // Where everybody could read, or can, strangers are no gain, or stand as a class.
              const named = isForAll(records) ? (id: string): boolean => id.startsWith('person:p') : (): boolean => true
              expect([place.place, planned(place).filter(named)]).toEqual([place.place, readers.filter(named)])
            }
          },
          policies,
        )
      }),
      { numRuns: 8 },
    )
  })

  it('is, of the source, what is so in a copy of the source', async () => {
    await fc.assert(
      fc.asyncProperty(accessWorlds, async ({ records }) => {
        await withImport(dir, { records }, ({ places, site, access }) => {
          for (const place of places) {
            expect([place.place, previous(place)]).toEqual([place.place, readersAt(site, place, records)])
          }
          // Nobody gains or loses where nothing was before.
          expect([access.gains, access.loses]).toEqual([0, 0])
        })
      }),
      { numRuns: 12 },
    )
  })
})
