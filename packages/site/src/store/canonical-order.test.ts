import { type StreamName, type StreamRecords, type StreamRule, streamRules } from '@spacecrate/format'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { temporaryPath } from '../../testing/temporary.js'
import { createSite } from './create-site.js'
import type { SiteStore } from './site.js'

const bytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))

/** What the rules say, by the plainest way there is: sort siblings, then walk down. */
function canonical<Name extends StreamName>(
  stream: Name,
  records: readonly StreamRecords[Name][],
  parent?: string,
): StreamRecords[Name][] {
  const rule: StreamRule<Name> = streamRules[stream]
  const siblings = records.filter((record) => rule.parent?.(record) === parent)
  siblings.sort((a, b) => bytes(rule.rank(a), rule.rank(b)) || bytes(a.id, b.id))
  if (rule.parent === undefined) return siblings
  return siblings.flatMap((record) => [record, ...canonical(stream, records, record.id)])
}

const title = fc.oneof(
  fc.constantFrom('a', 'A', 'é', 'e\u0301', 'Z', '', ' ', '\u0000', 'a\u0000b', '\u0001', '\uFFFD', '😀', '\uE000'),
  fc.string({ unit: 'binary', maxLength: 4 }),
)
const content = fc.record({
  parent: fc.option(fc.nat(30), { nil: undefined }),
  position: fc.option(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.maxSafeInteger()), { nil: undefined }),
  title,
  kind: fc.constantFrom('page', 'blogpost', 'folder'),
  status: fc.constantFrom('current', 'trashed'),
  postingDay: fc.constantFrom('2020-01-01', '2019-12-31'),
})

it('is that of the archive for a tree of content', { timeout: 60_000 }, async () => {
  await using site = await createSite(await temporaryPath(), { name: 'x' })
  const { store } = site
  await fc.assert(
    fc.asyncProperty(fc.array(content, { maxLength: 60 }), async (rows) => {
      const space = newSpace(store)
      const made: StreamRecords['content'][] = []
      store.transaction(() => {
        for (const { parent, position, kind, postingDay, ...rest } of rows) {
          const above = parent === undefined ? undefined : made[parent]?.id
          const record = {
            id: store.reserve(kind === 'blogpost' ? 'post' : kind),
            kind: kind as 'page',
            space,
            version: 1,
            ...rest,
            status: rest.status as 'current',
            ...(above === undefined || kind === 'blogpost' ? {} : { parent: above }),
            ...(position === undefined ? {} : { position }),
            ...(kind === 'blogpost' ? { postingDay } : {}),
          }
          store.insert('content', record)
          made.push(record)
        }
      })
      expect([...store.list('content', { owner: space })]).toEqual(canonical('content', made))
      expect([...store.children('content', space, undefined)]).toEqual(
        canonical(
          'content',
          made.map(({ parent, ...rest }) => (parent === undefined ? rest : { ...rest, space: 'other' })),
        ).filter((record) => record.space === space),
      )
    }),
    { numRuns: 60 },
  )
})

it('is that of the archive for rows without a tree, and that of the ids without an owner', async () => {
  await using site = await createSite(await temporaryPath(), { name: 'x' })
  const { store } = site
  const keys = fc.uniqueArray(title, { maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(keys, async (names) => {
      const space = newSpace(store)
      const made = names.map((key) => ({ id: `property:${space}/${key}`, owner: space, key, value: 'v' }))
      store.transaction(() => made.forEach((record) => store.insert('properties', record)))
      expect([...store.list('properties', { owner: space })]).toEqual(canonical('properties', made))
      const ids = [...store.list('properties')].map((record) => record.id)
      expect(ids).toEqual([...ids].sort(bytes))
      expect(ids).toHaveLength(store.count('properties'))
    }),
    { numRuns: 40 },
  )
})

it('holds for more siblings and levels than are read ahead', async () => {
  await using site = await createSite(await temporaryPath(), { name: 'x' })
  const { store } = site
  const space = newSpace(store)
  const made: StreamRecords['content'][] = []
  store.transaction(() => {
    for (let i = 0; i < 1500; i++) {
      const above = i < 600 ? undefined : i < 1000 ? made.at(-1)?.id : made[999]?.id
      const record = {
        id: store.reserve('page'),
        kind: 'page' as const,
        space,
        title: String((i * 7919) % 1500),
        status: 'current' as const,
        version: 1,
        ...(above === undefined ? {} : { parent: above }),
      }
      store.insert('content', record)
      made.push(record)
    }
  })
  const listed = [...store.list('content', { owner: space })]
  expect(listed).toHaveLength(1500)
  expect(listed.map(({ id }) => id)).toEqual(canonical('content', made).map(({ id }) => id))
  expect([...store.list('content')]).toHaveLength(1500)
})

it('lets rows be written while a list is being read', async () => {
  await using site = await createSite(await temporaryPath(), { name: 'x' })
  const { store } = site
  store.transaction(() => {
    for (let i = 0; i < 600; i++) store.insert('groups', { id: `group:${String(i).padStart(4, '0')}`, name: String(i) })
  })
  let seen = 0
  for (const group of store.list('groups')) {
    if (seen++ % 100 === 0) store.insert('groups', { id: `${group.id}b`, name: 'new' })
  }
  expect(seen).toBeGreaterThanOrEqual(601)
  expect(store.count('groups')).toBe(601 + Math.ceil(seen / 100))
})

function newSpace(store: SiteStore): string {
  const id = store.reserve('space')
  store.insert('spaces', { id, key: id, kind: 'global', status: 'current' })
  return id
}
