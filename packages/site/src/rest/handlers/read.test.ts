import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { ServedRest, numberIn } from '../../../testing/served-rest.js'
import { numberOf } from '../numbers.js'

const rest = new ServedRest()
const full = new ServedRest(fileURLToPath(new URL('../../../../../fixtures/sites/full', import.meta.url)))

describe('spaces', () => {
  it('are listed for whoever may see them', async () => {
    const { json } = await rest.get('/api/v2/spaces')
    const space = json.results.find(({ key }) => key === 'KILN')
    expect(space).toMatchObject({
      id: numberIn(rest.ids.space),
      name: 'Kiln room',
      type: 'global',
      status: 'current',
      currentActiveAlias: 'KILN',
      description: null,
      icon: null,
      _links: { webui: '/spaces/KILN' },
    })
    expect(json._links).toEqual({ base: `${rest.url}/wiki` })
    const nobody = await rest.get('/api/v2/spaces', { as: 'anonymous' })
    expect(nobody.text).not.toContain('KILN')
    expect(nobody.status).toBe(404)
  })

  it('are listed page by page, by links that are relative to the host', async () => {
    const all = (await full.get('/api/v2/spaces?limit=250')).json.results
    const { json, headers } = await full.get('/api/v2/spaces?limit=2')
    expect(json.results).toHaveLength(2)
    expect(json._links.next).toMatch(/^\/wiki\/api\/v2\/spaces\?limit=2&cursor=/)
    expect(headers.get('link')).toContain(`<${json._links.next}>; rel="next"`)
    expect(await full.all('/api/v2/spaces?limit=2')).toEqual(all)
    expect(await full.all('/api/v2/spaces?limit=1', { door: 'gateway' })).toEqual(all)
    const cursor = new URL(json._links.next ?? '', full.url).searchParams.get('cursor') ?? ''
    const tampered = (cursor.startsWith('A') ? 'B' : 'A') + cursor.slice(1)
    const refused = await full.get(`/api/v2/spaces?cursor=${tampered}`)
    expect([refused.status, refused.json.errors[0]?.title]).toEqual([
      400,
      expect.stringContaining("'cursor' is not the correct type"),
    ])
    expect((await full.get(`/api/v2/pages?cursor=${cursor}`)).status).toBe(400)
  })

  it('are found by key, number, type and state', async () => {
    const all = await full.all('/api/v2/spaces')
    const first = the(all[0])
    expect(await full.all(`/api/v2/spaces?keys=${first.key.toLowerCase()},nope`)).toEqual([first])
    expect(await full.all(`/api/v2/spaces?ids=${first.id}`)).toEqual([first])
    expect(await full.all('/api/v2/spaces?ids=1')).toEqual([])
    const types = await Promise.all(
      ['global', 'personal', 'collaboration', 'knowledge_base'].map((type) => full.all(`/api/v2/spaces?type=${type}`)),
    )
    expect(types.flat().length).toBeLessThanOrEqual(all.length)
    const archived = await full.all('/api/v2/spaces?status=archived')
    expect(archived.length + (await full.all('/api/v2/spaces?status=current')).length).toBe(all.length)
    const keys = (await full.all('/api/v2/spaces?sort=-key&limit=3')).map(({ key }) => key.toLowerCase())
    expect(keys).toEqual(sorted(keys).toReversed())
  })

  it('show everything about each of them', async () => {
    const includes = ['labels', 'properties', 'permissions', 'role-assignments', 'operations']
      .map((name) => `include-${name}=true`)
      .join('&')
    for (const { id } of await full.all('/api/v2/spaces')) {
      for (const format of ['plain', 'view'] as const) {
        const { status, json } = await full.get(
          `/api/v2/spaces/${id}?description-format=${format}&include-icon=true&${includes}`,
        )
        expect(status).toBe(200)
        expect(json.description[format].representation).toBe(format)
        expect(json.icon.path).toMatch(/^\//)
        expect(json.permissions.meta.hasMore).toBe(false)
        expect(json._links.base).toBe(`${full.url}/wiki`)
        const kinds = ['labels', 'properties', 'permissions'] as const
        for (const kind of kinds)
          expect(await full.all(`/api/v2/spaces/${id}/${kind}?limit=1`)).toEqual(json[kind].results)
        expect(await full.all(`/api/v2/spaces/${id}/role-assignments?limit=1`)).toEqual(json.roleAssignments.results)
        for (const { id: property } of json.properties.results) {
          expect((await full.get(`/api/v2/spaces/${id}/properties/${property}`)).json.id).toBe(property)
        }
      }
    }
  })

  it('are not there for whoever may not see them', async () => {
    const id = numberIn(rest.ids.space)
    const none = await rest.get('/api/v2/spaces/123456')
    expect(none.status).toBe(404)
    for (const part of ['', '/pages', '/labels', '/properties', '/permissions', '/role-assignments']) {
      const { status, json } = await rest.get(`/api/v2/spaces/${id}${part}`, { as: 'anonymous' })
      expect([status, json]).toEqual([404, none.json])
    }
  })
})

describe('pages', () => {
  it('have all fields that strict clients ask for, and no other nulls', async () => {
    const { json } = await rest.get(`/api/v2/pages/${numberIn(rest.ids.page)}?body-format=storage`)
    expect(json).toMatchObject({
      id: numberIn(rest.ids.page),
      status: 'current',
      spaceId: numberIn(rest.ids.space),
      parentId: numberIn(rest.ids.home),
      parentType: 'page',
      authorId: 'ada',
      ownerId: 'ada',
      lastOwnerId: null,
      createdAt: '2019-03-12T09:30:00Z',
      body: { storage: { representation: 'storage', value: expect.stringContaining('<ac:structured-macro') } },
      _links: {
        base: `${rest.url}/wiki`,
        tinyui: expect.stringMatching(/^\/x\//),
        webui: expect.stringMatching(/^\/spaces\/KILN\/pages\//),
      },
    })
    expect(json.version).toMatchObject({ minorEdit: false, authorId: 'ben', ncsStepVersion: '1' })
    const home = (await rest.get(`/api/v2/pages/${numberIn(rest.ids.home)}`)).json
    expect(home).toMatchObject({
      parentId: null,
      parentType: null,
      body: {},
      _links: { webui: '/spaces/KILN/overview' },
    })
  })

  it.each(['atlas_doc_format', 'view', 'export_view'] as const)('have a body as %s', async (format) => {
    const { json } = await rest.get(`/api/v2/pages/${numberIn(rest.ids.page)}?body-format=${format}`)
    expect(json.body[format].representation).toBe(format)
    expect(json.body[format].value).toContain('Thursdays')
  })

  it('have earlier versions', async () => {
    const number = numberIn(rest.ids.page)
    const current = (await rest.get(`/api/v2/pages/${number}`)).json.version.number
    const first = (await rest.get(`/api/v2/pages/${number}?version=1&body-format=storage`)).json
    expect([first.version.number, first.status, current > 1]).toEqual([1, 'historical', true])
    expect((await rest.get(`/api/v2/pages/${number}?version=99`)).status).toBe(404)
  })

  it('are listed once each, whatever the order and the size of a page', async () => {
    const { json } = await full.get('/api/v2/pages?limit=250&status=current&status=archived&status=trashed')
    const ids = json.results.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const sort of ['id', '-id', 'title', '-title', 'created-date', '-modified-date']) {
      const rows = await full.all(`/api/v2/pages?limit=7&sort=${sort}&status=current,archived,trashed`)
      expect(sorted(rows.map(({ id }) => id))).toEqual(sorted(ids))
    }
    const bySpace = []
    for (const { id } of await full.all('/api/v2/spaces')) {
      const rows = await full.all(`/api/v2/spaces/${id}/pages?limit=3&status=current&status=archived&status=trashed`)
      for (const row of rows) expect(row.spaceId).toBe(id)
      bySpace.push(...rows)
    }
    expect(sorted(bySpace.map(({ id }) => id))).toEqual(sorted(ids))
    const trashed = json.results.filter(({ status }) => status === 'trashed')
    for (const page of trashed) expect([page.parentId, page.parentType, page.position]).toEqual([null, null, null])
  })

  it('are found by title and number', async () => {
    const one = the((await full.all('/api/v2/pages?limit=1'))[0])
    const title = encodeURIComponent(one.title.toUpperCase())
    expect(await full.all(`/api/v2/pages?title=${title}&space-id=${one.spaceId}`)).toEqual([one])
    expect((await full.all(`/api/v2/pages?title=${title}`)).map(({ id }) => id)).toContain(one.id)
    expect(await full.all(`/api/v2/pages?id=${one.id}&id=1`)).toEqual([one])
  })

  it('that are hidden are not there, and fill no place in a list', async () => {
    const secret = numberIn(rest.ids.secret)
    const none = (await rest.get('/api/v2/pages/123456', { as: 'person:ben' })).json
    const { status, json } = await rest.get(`/api/v2/pages/${secret}`, { as: 'person:ben' })
    expect([status, json]).toEqual([404, none])
    const seen = await rest.all('/api/v2/pages?limit=1', { as: 'person:ben' })
    const whole = (await rest.get('/api/v2/pages?limit=250', { as: 'person:ben' })).json.results
    expect(seen).toEqual(whole)
    expect(seen.map(({ id }) => id)).not.toContain(secret)
    for (let limit = 1; limit < 4; limit++) {
      const page = (await rest.get(`/api/v2/pages?limit=${limit}`, { as: 'person:ben' })).json
      expect([page.results.length, page._links.next === undefined]).toEqual([
        Math.min(limit, whole.length),
        whole.length <= limit,
      ])
    }
  })
})

describe('the tree', () => {
  it('is walked from above: children, descendants, ancestors', async () => {
    for (const space of await full.all('/api/v2/spaces')) {
      if (space.homepageId === undefined) continue
      const found = new Map<string, string>()
      const walk = async (type: string, id: string, depth = 1): Promise<void> => {
        if (depth > 10) return
        for (const child of await full.all(`/api/v2/${folderOf(type)}/${id}/direct-children?limit=2&sort=id`)) {
          found.set(child.id, id)
          await walk(child.type, child.id, depth + 1)
        }
      }
      await walk('page', space.homepageId)
      const below = await full.all(`/api/v2/pages/${space.homepageId}/descendants?depth=10&limit=3`)
      expect(new Map(below.map(({ id, parentId }) => [id, parentId]))).toEqual(found)
      for (const { id, type, depth } of below) {
        const { json } = await full.get(`/api/v2/${folderOf(type)}/${id}/ancestors`)
        expect(json.results).toHaveLength(depth + (await ancestorsOf(space.homepageId)))
        expect(json.results.at(-1)?.id).toBe(found.get(id))
      }
    }
  })

  it('loses children without a position behind the first page of a list by position, as Confluence does', async () => {
    const { store } = rest
    const parent = store.reserve('page')
    store.transaction(() => {
      const content = { kind: 'page', space: rest.ids.space, status: 'current', version: 1 } as const
      store.insert('content', { ...content, id: parent, title: 'Drawers' })
      for (const title of ['A', 'B', 'C', 'D'])
        store.insert('content', { ...content, id: store.reserve('page'), parent, title })
    })
    const path = `/api/v2/pages/${numberIn(parent)}/direct-children`
    expect((await rest.get(path)).json.results).toHaveLength(4)
    expect(await rest.all(`${path}?limit=2`)).toHaveLength(2)
    expect(await rest.all(`${path}?limit=2&sort=id`)).toHaveLength(4)
    expect(await rest.all(`/api/v2/pages/${numberIn(parent)}/children?limit=3&sort=id`)).toHaveLength(4)
  })

  async function ancestorsOf(id: string): Promise<number> {
    return (await full.get(`/api/v2/pages/${id}/ancestors`)).json.results.length
  }

  function folderOf(type: string): string {
    return type === 'page' ? 'pages' : `${type}s`
  }
})

describe('people', () => {
  it('are looked up by account id, many at once', async () => {
    const accountIds = ['ada', 'ben', 'cleo', 'nobody']
    const { json } = await rest.post('/api/v2/users-bulk', { accountIds })
    expect(json.results.map(({ accountId, accountStatus, email }) => [accountId, accountStatus, email])).toEqual([
      ['ada', 'active', 'ada@example.org'],
      ['ben', 'active', undefined],
      ['cleo', 'closed', undefined],
    ])
    expect((await rest.get('/rest/api/user?accountId=ada')).json).toMatchObject({
      type: 'known',
      accountId: 'ada',
      email: 'ada@example.org',
    })
    expect((await rest.get('/rest/api/user/bulk?accountId=ada&accountId=ben')).json).toMatchObject({
      size: 2,
      start: 0,
    })
    expect((await rest.get('/rest/api/user?accountId=nobody')).status).toBe(404)
    expect((await rest.get('/rest/api/user')).status).toBe(400)
    expect((await rest.post('/api/v2/users-bulk', { accountIds: 'ada' })).status).toBe(400)
  })
})

describe('numbers', () => {
  it('are one to one, also of rows whose ids have none', async () => {
    const seen = new Map<string, string>()
    for (const stream of [
      'content',
      'spaces',
      'comments',
      'attachments',
      'properties',
      'labels',
      'space-permissions',
    ] as const) {
      for (const { id } of full.store.list(stream)) {
        const number = numberOf(full.store, stream, id) ?? ''
        expect([id, seen.get(number)]).toEqual([id, undefined])
        expect(Number.isSafeInteger(Number(number))).toBe(true)
        seen.set(number, id)
      }
    }
  })
})

/** A row that must be there. */
function the<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new Error('The list is empty')
  return row
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...texts].sort((one, other) => (one < other ? -1 : 1))
}
