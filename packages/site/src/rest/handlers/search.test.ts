import { describe, expect, it } from 'vitest'
import { fileURLToPath } from 'node:url'
import { ServedRest, numberIn } from '../../../testing/served-rest.js'

const rest = new ServedRest()
const full = new ServedRest(fileURLToPath(new URL('../../../../../fixtures/sites/full', import.meta.url)))
const cql = (text: string): string => `cql=${encodeURIComponent(text)}`
const statuses = (...all: string[]): string =>
  `cqlcontext=${encodeURIComponent(JSON.stringify({ contentStatuses: all }))}`

describe('search', () => {
  it('finds pages by their words, with what was searched for marked and all else escaped', async () => {
    const { status, json } = await rest.get(
      `/rest/api/search?${cql('type = page and text ~ "stoneware"')}&expand=content.body.storage,space`,
    )
    expect(status).toBe(200)
    expect(json).toMatchObject({
      start: 0,
      limit: 25,
      totalSize: json.size,
      cqlQuery: 'type = page and text ~ "stoneware"',
    })
    const row = json.results.find(({ content }) => content.id === numberIn(rest.ids.page))
    expect(row).toMatchObject({
      entityType: 'content',
      breadcrumbs: [],
      resultGlobalContainer: { title: 'Kiln room', displayUrl: '/spaces/KILN' },
      content: { type: 'page', status: 'current', _expandable: { space: '/rest/api/space/KILN' } },
    })
    expect(row?.excerpt).toContain('@@@hl@@@stoneware@@@endhl@@@')
    expect(row?.content.body.storage.value).toContain('<h2>Curve for stoneware</h2>')
    expect(row?.lastModified).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(json._links).toMatchObject({ base: `${rest.url}/wiki`, context: '/wiki' })
  })

  it('hides from everybody else what a restriction shuts, also from counts', async () => {
    const count = async (as?: string): Promise<number> => {
      const id = `id in (${numberIn(rest.ids.secret)}, ${numberIn(rest.ids.below)}, ${numberIn(rest.ids.home)})`
      return (await rest.get(`/rest/api/search?${cql(id)}&limit=1`, as === undefined ? {} : { as })).json.totalSize
    }
    expect(await count()).toBe(3)
    const seen = [rest.ids.secret, rest.ids.below, rest.ids.home].map((id) => numberIn(id))
    for (const as of ['person:ada', 'person:ben']) {
      const states = await Promise.all(seen.map(async (id) => (await rest.get(`/api/v2/pages/${id}`, { as })).status))
      expect(await count(as)).toBe(states.filter((status) => status === 200).length)
    }
  })

  it.each(['/rest/api/search', '/rest/api/content/search'])(
    'goes on by cursor, through the whole of a large site: %s',
    async (path) => {
      const query = `${path}?${cql('type in (page, blogpost) order by created desc')}&${statuses('current', 'archived')}`
      const whole = await full.all(`${query}&limit=250`)
      expect(whole.length).toBeGreaterThan(20)
      expect(withoutTimes(await full.all(`${query}&limit=7`))).toEqual(withoutTimes(whole))
      const { json } = await full.get(`${query}&limit=7`)
      expect(json._links.next).toMatch(/^\/rest\/api\/(?:content\/)?search\?cql=.*cursor=/)
      const cursor = new URL(json._links.next ?? '', full.url).searchParams.get('cursor') ?? ''
      expect((await full.get(`${path}?${cql('type = page')}&cursor=${cursor}`)).status).toBe(400)
      expect((await full.get(`${query}&cursor=${cursor.slice(0, -2)}AA`)).status).toBe(400)
    },
  )

  it('finds what the lists of v2 hold, for everybody', async () => {
    const sums: number[] = []
    for (const as of ['person:site-administrator', ...[...full.store.list('people')].slice(0, 6).map(({ id }) => id)]) {
      if ((await full.get('/api/v2/spaces', { as })).status !== 200) continue
      const archived = (await full.all('/api/v2/spaces?status=archived', { as })).map(({ id }) => id)
      const listed = await full.all('/api/v2/pages?status=current', { as })
      const ids = listed.filter(({ spaceId }) => !archived.includes(spaceId)).map(({ id }) => id)
      const found = await full.all(`/rest/api/content/search?${cql('type = page')}&limit=250`, { as })
      expect(new Set(found.map(({ id }) => id))).toEqual(new Set(ids))
      sums.push(ids.length)
    }
    expect(Math.max(...sums)).toBeGreaterThan(10)
  })

  it('finds people', async () => {
    const { json } = await rest.get(`/rest/api/search/user?${cql('type = user')}&limit=2`)
    expect(json).toMatchObject({ start: 0, limit: 2, size: 2 })
    expect(json.results[0]).toMatchObject({ entityType: 'user', excerpt: '', user: { type: 'known' } })
    const [first] = json.results
    const one = await rest.get(`/rest/api/search/user?${cql(`user = "${first?.user.accountId}"`)}`)
    expect(one.json.results.map(({ title }) => title)).toEqual([first?.title])
    expect((await rest.all(`/rest/api/search/user?${cql('type = user')}&limit=1`)).length).toBe(json.totalSize)
  })

  it.each([
    ['', 'cql query parameter is required'],
    [cql('type = pagenjkkj'), 'Unsupported value for type, got : pagenjkkj, expected one of : [space, user, page'],
    [cql('status = archived'), 'No field exists with name: status'],
    [cql('('.repeat(10_000)), 'Could not parse cql : ((('],
    [`${cql('type = page')}&cqlcontext=x`, 'Could not parse cqlcontext'],
    [`${cql('type = page')}&${statuses('odd')}`, 'Unsupported content status : odd'],
  ])('refuses %s', async (query, message) => {
    const { status, json } = await rest.get(`/rest/api/content/search?${query}`)
    expect(status).toBe(400)
    expect(json).toMatchObject({ statusCode: 400, data: { errors: [], successful: false } })
    expect(json.message).toContain(message)
  })
})

function withoutTimes(rows: readonly unknown[]): unknown {
  return JSON.parse(JSON.stringify(rows, (key, value: unknown) => (key === 'friendlyLastModified' ? undefined : value)))
}
