import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryPath } from '../../testing/temporary.js'
import { createSite } from '../store/create-site.js'
import type { Provenance, Site } from '../store/site.js'
import { type ServedSite, serveSite } from './serve-site.js'

let site: Site
const served = new Map<string, ServedSite>()
const admin = 'person:site-administrator'

const made = (record: string, source = 'one'): Provenance => ({ source, record, archive: `of ${source}` })

beforeAll(async () => {
  site = await createSite(await temporaryPath(), { name: 'New home' })
  const { store } = site
  const page = (id: string, title: string, record: string, rest: object = {}, source = 'one'): void =>
    void store.insert(
      'content',
      { id, kind: 'page', space: 'space:1', title, status: 'current', version: 1, ...rest },
      made(record, source),
    )
  store.transaction(() => {
    store.insert('people', { id: 'person:ada', kind: 'person', state: 'active' })
    store.insert(
      'spaces',
      { id: 'space:1', key: 'DOC', name: 'Documents', kind: 'global', status: 'current' },
      made('space:7'),
    )
    store.insert('space-permissions', {
      id: 'p1',
      space: 'space:1',
      subject: { type: 'everyone' },
      operation: 'read',
      target: 'space',
    })
    page('page:65600', 'Über uns & so', 'page:123456')
    page('page:65601', 'Secret', 'page:222')
    store.insert('restrictions', { id: 'r', content: 'page:65601', operation: 'read', subject: admin })
    page('page:65602', 'Of one', 'page:333')
    page('page:65603', 'Of two', 'page:333', {}, 'two')
    page('page:65604', 'Its number is old as well', 'page:65600')
    page('post:65605', 'News', 'post:444', { kind: 'blogpost', postingDay: '2030-05-06' })
    page('page:65606', 'Thrown away', 'page:555', { status: 'trashed' })
    // A source whose key was taken here, and one of whose titles as well.
    store.insert(
      'spaces',
      { id: 'space:2', key: 'DOC2', name: 'More documents', kind: 'global', status: 'current' },
      { ...made('space:7', 'two'), formerName: 'DOC' },
    )
    store.insert('space-permissions', {
      id: 'p2',
      space: 'space:2',
      subject: { type: 'user', id: 'person:ada' },
      operation: 'read',
      target: 'space',
    })
    store.insert(
      'content',
      { id: 'page:65607', kind: 'page', space: 'space:2', title: 'Plans (2)', status: 'current', version: 1 },
      { ...made('page:777', 'two'), formerName: 'Plans' },
    )
    page('page:65608', 'Only here', 'page:778', { space: 'space:2' }, 'two')
    store.insert(
      'attachments',
      { id: 'attachment:65700', container: 'page:65600', name: 'a plan.png', status: 'current', version: 1 },
      made('attachment:888'),
    )
    store.insert('attachment-versions', {
      id: 'version:attachment:65700/1',
      of: 'attachment:65700',
      number: 1,
      order: 1,
    })
    store.insert(
      'attachments',
      { id: 'attachment:65701', container: 'page:65601', name: 'secret.png', status: 'current', version: 1 },
      made('attachment:889'),
    )
  })
  for (const viewer of [admin, 'person:ada', 'anonymous'])
    served.set(viewer, await serveSite(site, { port: 0, viewer }))
})
afterAll(async () => {
  for (const one of served.values()) await one.close()
  await site[Symbol.asyncDispose]()
})

async function ask(path: string, viewer = 'person:ada'): Promise<{ status: number; to: string | null; text: string }> {
  const response = await fetch(`${served.get(viewer)?.url}${path}`, { redirect: 'manual' })
  return { status: response.status, to: response.headers.get('location'), text: await response.text() }
}

describe('an address of an old site', () => {
  it.each([
    ['/pages/viewpage.action?pageId=123456', '/pages/65600'],
    ['/wiki/pages/viewpage.action?pageId=123456&focusedCommentId=9', '/pages/65600'],
    ['/pages/viewpage.action?spaceKey=doc&title=%C3%9Cber+uns+%26+so', '/pages/65600'],
    ['/display/DOC/%C3%9Cber+uns+%26+so', '/pages/65600'],
    ['/display/DOC/%C3%BCber%20uns%20%26%20so', '/pages/65600'],
    ['/confluence/display/DOC2', '/spaces/DOC2'],
    ['/wiki/spaces/DOC2/overview', '/spaces/DOC2'],
    ['/spaces/viewspace.action?key=DOC2', '/spaces/DOC2'],
    // By the key and title that they had at their source.
    ['/display/doc/Plans', '/pages/65607'],
    ['/display/DOC/Only+here', '/pages/65608'],
    ['/pages/viewpage.action?spaceKey=DOC2&title=plans', '/pages/65607'],
    ['/wiki/spaces/OLD/pages/123456/Whatever+it+was', '/pages/65600'],
    ['/x/QOIB', '/pages/65600'],
    ['/display/DOC/2030/05/06/News', '/pages/post:65605'],
    ['/wiki/spaces/OLD/blog/2030/05/06/444/News', '/pages/post:65605'],
    ['/download/attachments/123456/a+plan.png?version=1&api=v2', '/attachments/65700/1/a%20plan.png'],
    ['/download/thumbnails/123456/a%20plan.png', '/attachments/65700/1/a%20plan.png'],
    ['/pages/viewpage.action?pageId=123456&preview=/123456/888/a%20plan.png', '/attachments/65700/1/a%20plan.png'],
    // The number is one of this site and one of the old one: the key decides, else the old one is meant.
    ['/spaces/DOC/pages/65600/Title', '/pages/65600'],
    ['/spaces/OLD/pages/65600/Title', '/pages/65604'],
    ['/pages/viewpage.action?pageId=65600', '/pages/65604'],
    ['/pages/viewpage.action?pageId=65602', '/pages/65602'],
  ])('%s leads to %s', async (path, to) => {
    expect(await ask(path)).toMatchObject({ status: 302, to })
  })

  it.each([
    ['/pages/viewpage.action?pageId=222', 'person:ada', 404],
    ['/pages/viewpage.action?pageId=222', admin, 302],
    ['/display/DOC/Secret', 'person:ada', 404],
    ['/display/DOC/Secret', admin, 302],
    ['/download/attachments/222/secret.png', 'person:ada', 404],
    ['/download/attachments/222/secret.png', admin, 302],
    ['/pages/viewpage.action?pageId=555', 'person:ada', 404],
    ['/pages/viewpage.action?pageId=123456', 'anonymous', 404],
    ['/display/DOC', 'anonymous', 404],
    ['/pages/viewpage.action?pageId=999', 'person:ada', 404],
    ['/pages/viewpage.action', 'person:ada', 404],
    ['/pages/createpage.action?spaceKey=DOC', 'person:ada', 404],
    ['/x/AAAA', 'person:ada', 404],
    ['/display/NONE/Title', 'person:ada', 404],
    ['/display/%E0%A4%A/%FF', 'person:ada', 404],
    ['//evil.example/display/DOC2', 'person:ada', 302],
  ])('%s is for %s: %d', async (path, viewer, status) => {
    const answer = await ask(path, viewer)
    expect(answer.status).toBe(status)
    if (status === 302) expect(answer.to).toMatch(/^\/[a-z]/)
    else expect(answer.text).not.toMatch(/Secret|secret|Thrown/)
  })

  it('says no more of what may not be seen than of what is not there', async () => {
    const [shut, missing] = [await ask('/display/DOC/Secret'), await ask('/display/DOC/Nothing')]
    expect(shut).toEqual(missing)
    const [shutById, missingById] = [
      await ask('/pages/viewpage.action?pageId=222'),
      await ask('/pages/viewpage.action?pageId=1'),
    ]
    expect(shutById).toEqual(missingById)
  })

  it('gives a choice where two sources had it, of what the visitor may read', async () => {
    const { status, text } = await ask('/pages/viewpage.action?pageId=333')
    expect(status).toBe(200)
    expect(text).toContain('<a href="/pages/65602">Of one</a>')
    expect(text).toContain('<a href="/pages/65603">Of two</a>')
  })

  it('gives a choice where a space here has the key that another one had at its source', async () => {
    const { status, text } = await ask('/display/DOC')
    expect(status).toBe(200)
    expect(text).toContain('<a href="/spaces/DOC">Documents</a>')
    expect(text).toContain('<a href="/spaces/DOC2">More documents</a>')
    expect(await ask('/display/DOC', admin)).toMatchObject({ status: 200 })
  })

  it('leaves the addresses of this site alone', async () => {
    expect((await ask('/pages/65600')).status).toBe(200)
    expect((await ask('/spaces/DOC')).status).toBe(200)
  })
})
