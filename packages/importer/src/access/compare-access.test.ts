import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StreamRecords } from '@spacecrate/format'
import { mayReadContent, mayReadSpace, type Site } from '@spacecrate/site'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { siteDestination } from '../destinations/site/site-destination.js'
import { openJournalLookup } from '../journal/read-journal.js'
import { type AccessWorld, accessWorlds } from '../testing/access-world.js'
import { type Imported, targetOf, withImport } from '../testing/import-access.js'
import { sampleParts } from '../testing/sample-records.js'
import { journalDir } from '../work-paths.js'
import { type AccessDifference, compareAccess } from './compare-access.js'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'compare-access-'))
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

async function compare({ site, archive, workDir }: Imported): Promise<AccessDifference[]> {
  const destination = siteDestination(site)
  const description = await destination.describe()
  const ids = { source: archive.manifest.source.siteId, destination: description.siteId }
  using journal = openJournalLookup(journalDir(workDir, ids))
  const found: AccessDifference[] = []
  const path = join(dir, 'compare.sqlite')
  for await (const one of compareAccess({ archive, destination, description, journal, path })) found.push(one)
  return found
}

/** Who of the archive may read what at a site: `person place`. */
function pairsAt({ store }: Site, { people = [], spaces = [], content = [] }: AccessWorld['records']): Set<string> {
  const pairs = new Set<string>()
  for (const { id } of people) {
    const visitor = targetOf(store, id) ?? `person:there-${id.slice('person:p'.length)}`
    for (const place of spaces)
      if (mayReadSpace(store, visitor, targetOf(store, place.id) ?? '')) pairs.add(`${id} ${place.id}`)
    for (const place of content)
      if (mayReadContent(store, visitor, targetOf(store, place.id) ?? '')) pairs.add(`${id} ${place.id}`)
  }
  return pairs
}

/** Something that somebody does at the destination: kind, and numbers that say to whom and where. */
const edits = fc.array(
  fc.tuple(fc.constantFrom('restrict', 'permit', 'join', 'give', 'permit role'), fc.nat(8), fc.nat(4)),
  { maxLength: 2 },
)

function edit({ store }: Site, [kind, place, person]: readonly [string, number, number]): void {
  const subject = targetOf(store, `person:p${person}`) ?? `person:there-${person}`
  const insert = <Name extends 'restrictions' | 'space-permissions' | 'role-assignments' | 'memberships'>(
    stream: Name,
    record: StreamRecords[Name],
  ): void => {
    if (store.get(stream, record.id) === undefined) store.insert(stream, record)
  }
  if (kind === 'restrict') {
    const content = targetOf(store, `page:${place + 1}`) ?? ''
    insert('restrictions', { id: `restriction:${content}/read/${subject}`, content, operation: 'read', subject })
  } else if (kind === 'permit') {
    const space = targetOf(store, `space:${(place % 2) + 1}`) ?? ''
    const id = `permission:${space}/${subject}/read space`
    insert('space-permissions', {
      id,
      space,
      subject: { type: 'user', id: subject },
      operation: 'read',
      target: 'space',
    })
  } else if (kind === 'give' || kind === 'permit role') {
    const space = targetOf(store, `space:${(place % 2) + 1}`) ?? ''
    const role = targetOf(store, `role:r${place % 2}`)
    if (role === undefined) return
    if (kind === 'give') {
      const id = `role-assignment:${space}/${subject}/${role}`
      insert('role-assignments', { id, space, subject: { type: 'user', id: subject }, role })
    } else {
      const id = `permission:${space}/${role}/read space`
      insert('space-permissions', {
        id,
        space,
        subject: { type: 'role', id: role },
        operation: 'read',
        target: 'space',
      })
    }
  } else {
    const name = `group:g${place % 3}`
    const group = targetOf(store, name) ?? `group:there-${place % 3}`
    insert('memberships', { id: `membership:${group}/${subject}`, group, member: subject })
  }
}

describe(compareAccess, () => {
  it('finds every difference that is there, and no other one, and explains those of the import', async () => {
    await fc.assert(
      fc.asyncProperty(accessWorlds, edits, async (world, editing) => {
        const { records } = world
        let before = new Set<string>()
        const allow = ['site-permissions'] as const
        await withImport(
          dir,
          { records },
          ({ site }) => {
            before = pairsAt(site, records)
          },
          { allow },
        )
        await withImport(
          dir,
          world,
          async (imported) => {
            const { site } = imported
            expect((await compare(imported)).filter(({ explainedBy }) => explainedBy === undefined)).toEqual([])
            const planned = pairsAt(site, records)
            for (const one of editing) edit(site, one)
            const actual = pairsAt(site, records)
            const isOfOthers = editing.some(
              ([kind, n]) => kind === 'join' && targetOf(site.store, `group:g${n % 3}`) === undefined,
            )
            const found = await compare(imported)
            const told = new Map(found.map((one) => [`${one.person} ${one.place} ${one.change}`, one]))
            for (const { person, place, change, explainedBy } of found) {
              if (person === 'everyone' || person.startsWith('person:there-')) continue
              const pair = `${person} ${place}`
              expect([pair, change, before.has(pair), actual.has(pair)]).toEqual([
                pair,
                change,
                change === 'loses',
                change === 'gains',
              ])
              // What the plan said is explained; what came after it is not, but for members of a group that is not ours.
              if (isOfOthers) continue
              expect([pair, explainedBy !== undefined]).toEqual([pair, planned.has(pair) === actual.has(pair)])
            }
            for (const { id: person } of records.people ?? []) {
              for (const { id: space } of records.spaces ?? []) expectTold(person, space, [space])
              for (const { id, space } of records.content ?? []) expectTold(person, id, [...pathOf(id, records), space])
            }

            /** Told here, or at something above where it is the same. */
            function expectTold(person: string, place: string, path: readonly string[]): void {
              const pair = `${person} ${place}`
              if (before.has(pair) === actual.has(pair)) return
              const change = actual.has(pair) ? 'gains' : 'loses'
              expect([pair, change, path.some((one) => told.has(`${person} ${one} ${change}`))]).toEqual([
                pair,
                change,
                true,
              ])
            }
          },
          { allow },
        )
      }),
      { numRuns: 6 },
    )
  })

  it('finds nothing in a copy, and what somebody changes there', async () => {
    await withImport(dir, sampleParts, async (imported) => {
      expect(await compare(imported)).toEqual([])
      const { store } = imported.site
      const content = targetOf(store, 'page:10') ?? ''
      const subject = targetOf(store, 'person:k-bob') ?? ''
      store.insert('restrictions', {
        id: `restriction:${content}/read/${subject}`,
        content,
        operation: 'read',
        subject,
      })
      // Below it nothing is told again but for those who could read more there.
      expect(await compare(imported)).toMatchObject([
        { place: 'page:10', placeName: 'Home', person: 'person:k-ann', change: 'loses' },
        { place: 'page:10', person: 'person:k-eve', change: 'loses' },
      ])
    })
  })

  it('says which loss explains what', async () => {
    const there = [{ stream: 'groups', record: { id: 'group:700', name: 'readers' } } as const]
    await withImport(dir, { ...sampleParts, there }, async (imported) => {
      const explainedBy = 'MEMBERSHIP_IN_EXISTING_GROUP'
      // Both are readers, one of them as a writer.
      expect(await compare(imported)).toMatchObject(
        ['space:1', 'space:2'].flatMap((place) =>
          ['person:k-ann', 'person:k-eve'].map((person) => ({ place, person, change: 'loses', explainedBy })),
        ),
      )
    })
  })
})

function pathOf(id: string, { content = [] }: AccessWorld['records']): string[] {
  const path: string[] = []
  for (let next: string | undefined = id; next !== undefined;) {
    path.push(next)
    next = content.find((one) => one.id === next)?.parent
  }
  return path
}
