import { beforeAll, describe, expect, it } from 'vitest'
import { ServedRest, numberIn } from '../../../testing/served-rest.js'
import { checkSite } from '../../check/check-site.js'

const rest = new ServedRest()
const spaceId = (): string => numberIn(rest.ids.space)
const body = (value: string, representation = 'storage'): unknown => ({ representation, value })

beforeAll(() => {
  const { space } = rest.ids
  const permit = (id: string, operation: 'create' | 'read', target: 'page' | 'space'): void => {
    rest.store.insert('space-permissions', {
      id: `permission:${space}/${id}/${operation} ${target}`,
      space,
      subject: { type: 'user', id },
      operation,
      target,
    })
  }
  rest.store.insert('people', { id: 'person:dan', userName: 'dan', kind: 'person', state: 'active' })
  permit('person:ada', 'create', 'page')
  permit('person:dan', 'read', 'space')
})

describe('POST /pages', () => {
  it('makes a page below the home page of the space, behind all others', async () => {
    const { status, json } = await rest.post(
      '/api/v2/pages',
      { spaceId: spaceId(), title: ' Shelves ', body: body('<p>Oak</p>') },
      { as: 'person:ada' },
    )
    expect([status, json.title, json.parentId, json.authorId]).toEqual([200, 'Shelves', numberIn(rest.ids.home), 'ada'])
    expect(json.version).toMatchObject({ number: 1, message: '' })
    const read = await rest.get(`/api/v2/pages/${json.id}?body-format=storage`)
    expect(read.json).toEqual(json)
    expect(read.json.body.storage.value).toBe('<p>Oak</p>')
    const { json: children } = await rest.get(`/api/v2/pages/${json.parentId}/direct-children`)
    expect(children.results.at(-1)?.id).toBe(json.id)
  })

  it('takes ADF, nested bodies, drafts, the root, and large texts', async () => {
    const adf = JSON.stringify({
      type: 'doc',
      version: 1,
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Ash' }] }],
    })
    const made = await rest.post('/api/v2/pages', {
      spaceId: spaceId(),
      title: 'In ADF',
      body: body(adf, 'atlas_doc_format'),
    })
    expect(made.json.body.atlas_doc_format.value).toBe(adf)
    expect((await rest.get(`/api/v2/pages/${made.json.id}?body-format=storage`)).json.body.storage.value).toContain(
      'Ash',
    )
    const nested = await rest.post('/api/v2/pages?root-level=true', {
      spaceId: spaceId(),
      title: 'At the root',
      body: { storage: { representation: 'storage', value: '<p>x</p>' } },
    })
    expect([nested.json.parentId, nested.json.body.storage.value]).toEqual([null, '<p>x</p>'])
    const draft = await rest.post('/api/v2/pages', { spaceId: spaceId(), status: 'draft' })
    expect([draft.json.status, draft.json.title]).toEqual(['draft', ''])
    const long = `<p>${'clay '.repeat(100_000)}</p>`
    const large = await rest.post('/api/v2/pages', { spaceId: spaceId(), title: 'Long', body: body(long) })
    expect(large.json.body.storage.value).toBe(long)
  })

  it.each([
    ['no space', { title: 'x' }, 400],
    ['a space that is not there', { spaceId: '123456', title: 'x' }, 404],
    ['no title', { spaceId: 'S' }, 400],
    ['a title of 256 characters', { spaceId: 'S', title: 'x'.repeat(256) }, 400],
    ['a title that is taken, in another spelling', { spaceId: 'S', title: 'GLAZES' }, 400],
    ['a body that is not well formed', { spaceId: 'S', title: 'x', body: body('<p>One</b>') }, 400],
    ['entities of its own', { spaceId: 'S', title: 'x', body: body('<!DOCTYPE x [<!ENTITY e "x">]><p>&e;</p>') }, 400],
    ['ADF that is none', { spaceId: 'S', title: 'x', body: body('{}', 'atlas_doc_format') }, 400],
    ['another form', { spaceId: 'S', title: 'x', body: body('x', 'view') }, 400],
    ['a body that is too large', { spaceId: 'S', title: 'x', body: body('x'.repeat(5_300_000)) }, 413],
    ['a parent that is not there', { spaceId: 'S', title: 'x', parentId: '123456' }, 404],
    ['another state', { spaceId: 'S', title: 'x', status: 'archived' }, 400],
    ['a list', [], 400],
    ['text', '{"spaceId":', 400],
    ['depth', '['.repeat(100_000), 400],
  ])('refuses %s', async (_what, sent, status) => {
    const filled =
      typeof sent === 'object' && 'spaceId' in sent && sent.spaceId === 'S' ? { ...sent, spaceId: spaceId() } : sent
    if (_what.includes('taken')) await rest.post('/api/v2/pages', { spaceId: spaceId(), title: 'Glazes' })
    const answer = await rest.post('/api/v2/pages', filled)
    expect(answer.status).toBe(status)
    expect(answer.json.errors[0]).toMatchObject({ status, detail: null })
    expect(answer.text).not.toMatch(/node_modules|\.ts:|at \w+ \(/)
  })

  it('refuses those who may not make pages there', async () => {
    const sent = { spaceId: spaceId(), title: 'Mine' }
    expect((await rest.post('/api/v2/pages', sent, { as: 'person:dan' })).status).toBe(403)
    expect((await rest.post('/api/v2/pages', sent, { as: 'anonymous' })).status).toBe(404)
  })

  it('leaves a site that holds together', async () => {
    const titles = Array.from({ length: 20 }, (_none, number) => `Same ${number % 4}`)
    const answers = await Promise.all(titles.map((title) => rest.post('/api/v2/pages', { spaceId: spaceId(), title })))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(4)
    expect((await checkSite(rest.dir)).problems).toEqual([])
  })
})
