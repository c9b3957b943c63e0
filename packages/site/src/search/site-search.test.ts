import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryPath } from '../../testing/temporary.js'
import { View } from '../access/view.js'
import { createSite } from '../store/create-site.js'
import type { Site, SiteStore } from '../store/site.js'
import type { SqliteStore } from '../store/sqlite-store.js'
import { type SearchRequest, searchOf } from './site-search.js'

const scope = { statuses: ['current'], archivedSpaces: false, currentSpaces: true }
const now = Date.parse('2024-07-10T12:00:00.000Z')

/** Titles that a person finds, in the order in which they come. */
async function titles(
  store: SiteStore,
  person: string,
  cql: string,
  more: Partial<SearchRequest> = {},
): Promise<string[]> {
  return (await search(store, person, cql, more)).found.map(({ title }) => title)
}

async function search(
  store: SiteStore,
  person: string,
  cql: string,
  more: Partial<SearchRequest> = {},
): ReturnType<ReturnType<typeof searchOf>['find']> {
  const sqlite = store as SqliteStore
  const idsOf = (number: string): string[] =>
    ['page', 'post', 'folder', 'comment', 'attachment']
      .map((prefix) => `${prefix}:${number}`)
      .filter((id) => store.streamOf(id) !== undefined)
  return await searchOf(sqlite).find({
    cql,
    asker: { store: sqlite, view: new View(store, person), now, spaceKey: 'OPEN', idsOf },
    scope,
    entities: 'all',
    limit: 50,
    excerpt: 'none',
    ...more,
  })
}

let site: Site
let store: SiteStore

const at = (day: string): { readonly at: string } => ({ at: `${day}T10:00:00.000Z` })

function page(id: number, title: string, rest: { readonly [field: string]: unknown } = {}, body = ''): void {
  const of = `page:${id}`
  const base = { id: of, kind: 'page', space: 'space:open', title, status: 'current', version: 1 } as const
  store.insert('content', { ...base, created: { by: 'person:ada', at: at('2024-01-02') }, ...rest })
  store.insert('versions', {
    id: `version:${of}/1`,
    of,
    number: 1,
    order: 1,
    author: 'person:ben',
    at: at('2024-03-04'),
    body: { format: 'storage', value: body },
  })
}

beforeAll(async () => {
  site = await createSite(await temporaryPath(), { name: 'x' })
  store = site.store
  store.transaction(() => {
    for (const name of ['ada', 'ben', 'cleo']) {
      const said = { userName: name, accountId: `acc-${name}`, displayName: `${name} Example` }
      store.insert('people', { id: `person:${name}`, kind: 'person', state: 'active', ...said })
    }
    for (const [name, reader] of [
      ['open', undefined],
      ['inner', 'person:ada'],
    ] as const) {
      const space = `space:${name}`
      store.insert('spaces', {
        id: space,
        key: name.toUpperCase(),
        name: `The ${name} space`,
        kind: 'global',
        status: 'current',
      })
      const subject = reader === undefined ? ({ type: 'everyone' } as const) : ({ type: 'user', id: reader } as const)
      store.insert('space-permissions', { id: `${space}/read`, space, operation: 'read', subject })
    }
    page(1, 'Home', {}, '<p>Welcome to the running harbour</p>')
    page(
      2,
      'Child',
      { parent: 'page:1' },
      '<ac:structured-macro ac:name="toc"/><p>A <b>quiet</b>ly bright kettle &amp; more</p>',
    )
    page(
      3,
      'Grand child',
      { parent: 'page:2' },
      '<p><ac:link><ri:user ri:account-id="acc-cleo"/></ac:link> 東京の港</p>',
    )
    page(4, 'Secret', { parent: 'page:1' }, '<p>the kettle of secrets</p>')
    page(5, 'Below the secret', { parent: 'page:4' }, '<p>kettle</p>')
    page(6, 'Inner page', { space: 'space:inner' }, '<p>kettle</p>')
    page(7, 'Draft', { status: 'draft', created: { by: 'person:ben' } }, '<p>kettle</p>')
    page(8, 'Binned', { status: 'trashed' }, '<p>kettle</p>')
    page(9, 'Old one', { status: 'archived' }, '<p>kettle</p>')
    store.insert('restrictions', { id: 'r', content: 'page:4', operation: 'read', subject: 'person:ada' })
    store.insert('labels', { id: 'label:page:2/global/plan', on: 'page:2', prefix: 'global', name: 'plan' })
    store.insert('labels', { id: 'label:page:4/global/plan', on: 'page:4', prefix: 'global', name: 'plan' })
    store.insert('labels', {
      id: 'label:page:3/my/person:ben/todo',
      on: 'page:3',
      prefix: 'my',
      name: 'todo',
      person: 'person:ben',
    })
    store.insert('watches', { id: 'w', on: 'page:2', by: 'person:cleo', kind: 'watch' })
    store.insert('watches', { id: 'f', on: 'space:open', by: 'person:ben', kind: 'favourite' })
    const kept = { status: 'current', version: 1 } as const
    store.insert('comments', {
      ...kept,
      id: 'comment:20',
      content: 'page:2',
      kind: 'footer',
      created: { by: 'person:cleo' },
    })
    store.insert('comments', {
      ...kept,
      id: 'comment:21',
      content: 'page:4',
      kind: 'footer',
      created: { by: 'person:cleo' },
    })
    store.insert('attachments', { ...kept, id: 'attachment:30', container: 'page:2', name: 'plan.pdf' })
  })
})

afterAll(async () => site[Symbol.asyncDispose]())

describe('a search', () => {
  it.each<[cql: string, ada: string[], ben: string[]]>([
    [
      'type = page order by title',
      ['Below the secret', 'Child', 'Grand child', 'Home', 'Inner page', 'Secret'],
      ['Child', 'Grand child', 'Home'],
    ],
    [
      'type=page and space=OPEN order by title desc',
      ['Secret', 'Home', 'Grand child', 'Child', 'Below the secret'],
      ['Home', 'Grand child', 'Child'],
    ],
    ['space = "INNER" and type = page', ['Inner page'], []],
    ['space in (NOWHERE)', [], []],
    ['type=page and space = currentSpace() and title = "home"', ['Home'], ['Home']],
    [
      'ancestor = 1 and type=page order by title',
      ['Below the secret', 'Child', 'Grand child', 'Secret'],
      ['Child', 'Grand child'],
    ],
    ['parent = 1 order by title', ['Child', 'Secret'], ['Child']],
    ['id in (1, 4, 99)', ['Home', 'Secret'], ['Home']],
    ['label = plan order by title', ['Child', 'Secret'], ['Child']],
    ['label = "my:todo"', [], ['Grand child']],
    [
      'label != plan and type = page and ancestor = 1 order by title',
      ['Below the secret', 'Grand child'],
      ['Grand child'],
    ],
    ['macro = toc', ['Child'], ['Child']],
    ['mention = "acc-cleo"', ['Grand child'], ['Grand child']],
    ['watcher = "acc-cleo"', ['Child'], ['Child']],
    ['favourite = currentUser()', [], ['The open space']],
    ['space in favouriteSpaces() and title ~ "grand"', [], ['Grand child']],
    ['creator = "acc-cleo" order by id', ['Re: Child', 'Re: Secret'], ['Re: Child']],
    ['contributor = "acc-ben" and title = Home', ['Home'], ['Home']],
    ['container = 2 order by type', ['plan.pdf', 'Re: Child'], ['plan.pdf', 'Re: Child']],
    ['text ~ kettle order by title', ['Below the secret', 'Child', 'Inner page', 'Secret'], ['Child']],
    ['siteSearch ~ "quietly"', ['Child'], ['Child']],
    ['text ~ run', ['Home'], ['Home']],
    ['text ~ "harb*"', ['Home'], ['Home']],
    ['text ~ "kettle NOT secrets" and parent = 1', ['Child'], ['Child']],
    ['text ~ "\\"bright kettle\\""', ['Child'], ['Child']],
    ['text ~ "東京"', ['Grand child'], ['Grand child']],
    ['text !~ kettle and type = page order by title', ['Grand child', 'Home'], ['Grand child', 'Home']],
    ['title ~ secret and type = page order by title', ['Below the secret', 'Secret'], []],
    ['type = user and user.fullname ~ ben', ['ben Example'], ['ben Example']],
    ['type = space order by title', ['The inner space', 'The open space'], ['The open space']],
    ['space.title = "the open space" and title = Home', ['Home'], ['Home']],
    ['created = 2024-01-02 and title = Home', ['Home'], ['Home']],
    ['created < 2024-01-02', [], []],
    ['lastmodified >= "2024-03-04 10:00" and title = Home', ['Home'], ['Home']],
    ['lastmodified > now("-1w")', [], []],
    ['(title = Home or title = Secret) and not label = plan', ['Home'], ['Home']],
  ])('%s', async (cql, ada, ben) => {
    expect([await titles(store, 'person:ada', cql), await titles(store, 'person:ben', cql)]).toEqual([ada, ben])
    for (const person of ['person:ada', 'person:ben']) {
      const { found, total } = await search(store, person, cql)
      expect(total).toBe(found.length)
    }
  })

  it('shows drafts to those who write them, archived pages to all, and the trash to nobody', async () => {
    const statuses = { scope: { ...scope, statuses: ['current', 'archived', 'draft', 'trashed'] } }
    const cql = 'type = page and text ~ kettle and space = OPEN order by title'
    expect(await titles(store, 'person:ben', cql, statuses)).toEqual(['Child', 'Draft', 'Old one'])
    expect(await titles(store, 'person:cleo', cql, statuses)).toEqual(['Child', 'Old one'])
  })

  it('finds only people, or only contents, where that is asked for, and nobody for somebody without an account', async () => {
    expect(await titles(store, 'person:ada', 'title ~ example', { entities: 'user' })).toHaveLength(3)
    expect(await titles(store, 'person:ada', 'title ~ example', { entities: 'content' })).toEqual([])
    expect(await titles(store, 'anonymous', 'type = user')).toEqual([])
  })

  it.each([
    'type = page',
    'type = page order by created desc',
    'type = page order by title, created',
    'text ~ kettle or type = page',
  ])('goes on where it ended: %s', async (cql) => {
    const whole = await titles(store, 'person:ada', cql)
    const pieces: string[] = []
    for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
      const { found, next, total } = await search(store, 'person:ada', cql, { limit: 2, after })
      expect({ few: found.length <= 2, total }).toEqual({ few: true, total: whole.length })
      pieces.push(...found.map(({ title }) => title))
      after = next
    }
    expect(pieces).toEqual(whole)
  })

  it('marks what was searched for', async () => {
    const { found } = await search(store, 'person:ada', 'text ~ "kettles" and title = child', { excerpt: 'highlight' })
    expect(found).toMatchObject([{ title: 'Child', excerpt: 'A quietly bright \uE000kettle\uE001 & more' }])
  })

  it.each([
    ['title = "x\' OR 1=1 --"'],
    ['title ~ "\\") OR title : (\\"a"'],
    ['text ~ "a\\" OR \\"b"'],
    ['label in ("\\u0000", "]", "\\"")'],
    ['text ~ "{title body} : secret"'],
    ['text ~ "NEAR(kettle secret, 9999)"'],
  ])('takes no word of a value for one of its own: %s', async (cql) => {
    expect(await titles(store, 'person:ben', cql)).toEqual([])
  })

  it.each([
    ['type = pagenjkkj', 'Unsupported value for type, got : pagenjkkj, expected one of : [space, user, page'],
    ['status = archived', 'No field exists with name: status'],
    ['id = recentlyViewedContent(5)', 'Unsupported function : recentlyViewedContent()'],
    ['text ~ "te?t"', 'is not supported by this site'],
    ['text ~ "roam~"', 'is not supported by this site'],
    ['text ~ "*x"', 'is not supported by this site'],
    ['created > yesterday', 'Could not parse date value : yesterday'],
    ['created > now("x")', 'Wrong argument of now()'],
    ['space = A order by label', 'Unsupported order by field : label'],
  ])('refuses %s', async (cql, message) => {
    await expect(search(store, 'person:ada', cql)).rejects.toThrow(message)
  })

  it('answers a query of the most clauses and of thousands of values', async () => {
    const clauses = Array.from({ length: 250 }, (_, index) => `label = l${index}`).join(' or ')
    expect(await titles(store, 'person:ada', `(${clauses}) or label = plan`)).toHaveLength(2)
    const ids = Array.from({ length: 20_000 }, (_, index) => String(index)).join(',')
    expect(await titles(store, 'person:ben', `id in (${ids}) and type = page`)).toHaveLength(3)
  })

  it('finds what was changed since, and nothing that was restricted since', async () => {
    const provenance = { source: 's', record: 'page:40', archive: 'a' }
    store.insert(
      'content',
      { id: 'page:40', kind: 'page', space: 'space:open', title: 'Later', status: 'current', version: 1 },
      provenance,
    )
    expect(await titles(store, 'person:ben', 'title ~ later')).toEqual(['Later'])
    store.complete('content', 'page:40', { title: 'Renamed' }, provenance)
    expect([
      await titles(store, 'person:ben', 'title ~ later'),
      await titles(store, 'person:ben', 'title = renamed'),
    ]).toEqual([[], ['Renamed']])
    store.insert('labels', { id: 'label:page:40/global/late', on: 'page:40', prefix: 'global', name: 'late' })
    expect(await titles(store, 'person:ben', 'label = late')).toEqual(['Renamed'])
    store.insert('restrictions', { id: 'r40', content: 'page:40', operation: 'read', subject: 'person:ada' })
    expect(await search(store, 'person:ben', 'label = late')).toMatchObject({ found: [], total: 0 })
    store.complete('content', 'page:40', { status: 'trashed' }, provenance)
    expect(await search(store, 'person:ada', 'label = late')).toMatchObject({ found: [], total: 0 })
  })
})
