import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImportPolicies } from '../policies.js'
import { accessWorlds } from '../testing/access-world.js'
import { isPublic, isStranger, readersAt, withImport } from '../testing/import-access.js'
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

describe('what a plan says of access', () => {
  it('is what is so after the import, for everybody and everything', async () => {
    await fc.assert(
      fc.asyncProperty(accessWorlds, fc.boolean(), async (world, allowed) => {
        const policies: Partial<ImportPolicies> = { allow: allowed ? ['members'] : [] }
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
