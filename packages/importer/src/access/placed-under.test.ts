import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StreamRecords } from '@spacecrate/format'
import { createSite, type Site } from '@spacecrate/site'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWorkDatabase } from '../work-database.js'
import { siteDestination } from '../destinations/site/site-destination.js'
import { stepRecord } from '../record-batches.js'
import { buildArchive } from '../testing/build-archive.js'
import { page } from '../testing/sample-records.js'
import { AccessCollector, type AccessStep } from './access-collector.js'
import { AccessTables } from './access-tables.js'
import { AccessExplainer } from './explain-access.js'
import { listPlace } from './list-place.js'
import { openWorlds } from './open-worlds.js'
import { isTouched, walkPlaces } from './walk-places.js'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'placed-under-'))
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

const person = (name: string): StreamRecords['people'] => ({
  id: `person:${name}`,
  userKey: name,
  displayName: name,
  kind: 'person',
  state: 'active',
})
const restriction = (content: string, subject: string): StreamRecords['restrictions'] => ({
  id: `restriction:${content}/read/${subject}`,
  content,
  operation: 'read',
  subject,
})
const permission = (space: string, subject: string): StreamRecords['space-permissions'] => ({
  id: `permission:${space}/${subject}/read space`,
  space,
  subject: { type: 'user', id: subject },
  operation: 'read',
  target: 'space',
})

/** A space that Ann, Ben and Eve may read, with a page that Ann and Eve may read. */
function furnish({ store }: Site): void {
  store.transaction(() => {
    for (const name of ['ann', 'ben', 'eve']) store.insert('people', person(name))
    store.insert('spaces', { id: 'space:900', key: 'THERE', kind: 'global', status: 'current' })
    for (const name of ['ann', 'ben', 'eve']) {
      store.insert('space-permissions', permission('space:900', `person:${name}`))
    }
    store.insert('content', page('page:901', 'Shelf', { space: 'space:900', created: { by: 'person:ann' } }))
    for (const name of ['ann', 'eve']) store.insert('restrictions', restriction('page:901', `person:${name}`))
  })
}

describe('a space whose content goes under a page that is there', () => {
  it('is for those who can read that page, and its restricted pages for those whom both let in', async () => {
    await using site = await createSite(join(dir, 'site'), { name: 'Destination' })
    furnish(site)
    await using archive = await buildArchive(dir, { records: {} })
    using database = disposable(openWorkDatabase(join(dir, 'access.sqlite')))
    const tables = new AccessTables(database.db)
    const collector = new AccessCollector({
      tables,
      needsOf: (content) => (content === 'page:2' ? ['read'] : []),
      closedWhy: () => undefined,
      isToOpen: () => false,
      isStandIn: (id) => id === 'person:cleo',
    })
    const create = { action: 'create' } as const
    const match = (target: string): AccessStep['step'] => ({ action: 'match', target })
    collector.look([
      { item: stepRecord('people', person('ann')), step: match('person:ann') },
      { item: stepRecord('people', person('ben')), step: match('person:ben') },
      // Somebody else stands for Cleo, and gets no rights for it.
      { item: stepRecord('people', person('cleo')), step: match('person:eve') },
    ])
    const space = { id: 'space:1', key: 'DOC', kind: 'global', status: 'current' } as const
    collector.look([{ item: stepRecord('spaces', space), step: { ...match('space:900'), under: 'page:901' } }])
    collector.look([
      { item: stepRecord('content', page('page:1', 'Home')), step: create },
      { item: stepRecord('content', page('page:2', 'Secret', { parent: 'page:1' })), step: create },
    ])
    collector.look([
      { item: stepRecord('restrictions', restriction('page:2', 'person:ann')), step: create },
      { item: stepRecord('restrictions', restriction('page:2', 'person:ben')), step: create },
    ])
    collector.look(
      ['ann', 'ben', 'cleo'].map((name) => ({
        item: stepRecord('space-permissions', permission('space:1', `person:${name}`)),
        step: { action: 'refuse' },
      })),
    )
    const destination = siteDestination(site)
    const description = await destination.describe()
    const contentOf = (): { readonly carried: boolean } => ({ carried: true })
    const { worlds, before } = await openWorlds({ archive, destination, description, tables, contentOf })
    const said: string[] = []
    for await (const at of walkPlaces(worlds)) {
      expect(isTouched(at.place, tables)).toBe(true)
      const { line } = listPlace(at, worlds.people, await AccessExplainer.open(worlds, before, at), 0)
      said.push(
        ...line.keeps.map((id) => `${line.place} = ${id}`),
        ...line.gains.map(({ name, code }) => `${line.place} + ${name} ${code}`),
        ...line.loses.map(({ name, code }) => `${line.place} - ${name} ${code}`),
      )
    }
    expect(said).toEqual([
      'space:1 = person:ann',
      'space:1 + eve PLACED_UNDER',
      'space:1 - ben PLACED_UNDER',
      'space:1 - cleo PERSON_UNMAPPED',
      'page:2 = person:ann',
      'page:2 - ben ACCESS_ABOVE',
    ])
  })
})

function disposable(db: ReturnType<typeof openWorkDatabase>): Disposable & { readonly db: typeof db } {
  return { db, [Symbol.dispose]: () => void db.close() }
}
