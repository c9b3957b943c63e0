import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryPath } from '../../testing/temporary.js'
import { View } from '../access/view.js'
import { createLargeSite } from '../generate/create-large-site.js'
import type { Site } from '../store/site.js'
import type { SqliteStore } from '../store/sqlite-store.js'
import { type SearchResult, searchOf } from './site-search.js'

let site: Site
let store: SqliteStore

beforeAll(async () => {
  site = await createLargeSite(await temporaryPath(), { pages: 2000, spaces: 5 })
  store = site.store as SqliteStore
  const members = [...store.list('people')].slice(1, 4)
  store.transaction(() => {
    for (const { id } of members) {
      const member = { id: `membership:x/${id}`, group: 'group:generated-1', member: id }
      if (!store.groupsOf(id).has(member.group)) store.insert('memberships', member)
    }
    for (const { id } of store.list('spaces')) {
      const permission = { id: `${id}/all`, space: id, operation: 'read', subject: { type: 'everyone' } } as const
      store.insert('space-permissions', permission)
    }
  })
})

afterAll(async () => site[Symbol.asyncDispose]())

async function ask(visitor: string, cql: string, limit = 25, after?: string): Promise<SearchResult> {
  const asker = { store, view: new View(store, visitor), now: 0, idsOf: (number: string) => [`page:${number}`] }
  const scope = { statuses: ['current'], archivedSpaces: false, currentSpaces: true }
  return await searchOf(store).find({ cql, asker, scope, entities: 'content', limit, after, excerpt: 'none' })
}

describe('a search of a large site', () => {
  const selective = [
    'id = 5000000007',
    'title = "quiet bridge 1"',
    'label = howto and type = page',
    'ancestor = 5000000009 and text ~ "harbour"',
    'parent = 5000000009 order by created desc',
    'label = howto and (title ~ "quiet" or label = plan) order by title',
    'macro = toc',
    'type = whiteboard',
    'created < 1990-01-01',
  ]

  it.each(selective)('goes through no table for %s', async (cql) => {
    const { database } = searchOf(store)
    const visitor = [...store.list('people')][2]?.id ?? ''
    await ask(visitor, cql)
    const statements: [string, readonly (string | number)[]][] = []
    database.onRead = (sql, values) => void statements.push([sql, values])
    await ask(visitor, cql)
    database.onRead = undefined
    const plans = statements.flatMap(([sql, values]) =>
      database.all(`EXPLAIN QUERY PLAN ${sql}`, ...values).map((row) => String(row[3])),
    )
    expect(plans.filter((line) => /^SCAN (?:d|docs|p|postings|t|terms)\b/.test(line))).toEqual([])
    expect(plans.length).toBeGreaterThan(5)
    expect(statements.length).toBeLessThan(40)
  })

  it('counts and lists for everybody just what they may read', async () => {
    const people = [...store.list('people')].slice(0, 5).map(({ id }) => id)
    const pages = [...store.list('content')].map(({ id }) => id)
    const inSecond = new Set([...store.list('content', { owner: 'space:2' })].map(({ id }) => id))
    const sums = new Set<number>()
    for (const visitor of people) {
      const view = new View(store, visitor)
      const readable = pages.filter((id) => view.mayReadContent(id))
      const found: string[] = []
      for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
        const piece = await ask(visitor, 'type = page order by title', 250, after)
        expect(piece.total).toBe(readable.length)
        found.push(...piece.found.map(({ id }) => id))
        after = piece.next
      }
      expect(new Set(found)).toEqual(new Set(readable))
      expect(found).toHaveLength(readable.length)
      sums.add(readable.length)
    }
    // However many others ask in between, nobody gets the counts of somebody else.
    const all = [...store.list('people')].map(({ id }) => id)
    for (const visitor of [...all, ...all].slice(0, 140)) {
      const view = new View(store, visitor)
      const { total } = await ask(visitor, 'type = page and space = GEN2', 1)
      expect(total).toBe(pages.filter((id) => inSecond.has(id) && view.mayReadContent(id)).length)
    }
    // Restrictions make a difference here.
    expect(sums.size).toBeGreaterThan(1)
  })
})
