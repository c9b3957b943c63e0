import type { StreamRecords } from '@spacecrate/format'
import { beforeAll, describe, expect, it } from 'vitest'
import { temporaryPath } from '../../testing/temporary.js'
import { createSite } from './create-site.js'
import type { Site, SiteStore } from './site.js'

let site: Site
let store: SiteStore

beforeAll(async () => {
  site = await createSite(await temporaryPath(), { name: 'x' })
  store = site.store
  const content = (id: string, rest: Partial<StreamRecords['content']>): string =>
    store.insert('content', {
      id,
      kind: 'page',
      space: 'space:1',
      title: 'Glazes',
      status: 'current',
      version: 1,
      ...rest,
    })
  store.insert('spaces', { id: 'space:1', key: 'Kiln', kind: 'global', status: 'current' })
  store.insert('spaces', { id: 'space:2', key: 'KILN', kind: 'global', status: 'trashed' })
  content('folder:1', { kind: 'folder' })
  content('page:1', {})
  content('page:2', { status: 'trashed', title: 'Gone' })
  content('page:3', { space: 'space:2' })
  content('post:1', { kind: 'blogpost', postingDay: '2020-01-01' })
  content('post:2', { kind: 'blogpost', postingDay: '2020-01-02' })
  content('page:4', { title: 'Å Café' })
  store.insert('people', { id: 'person:a', accountId: 'B', kind: 'person', state: 'active' })
  store.insert('people', {
    id: 'person:b',
    userKey: 'B',
    userName: 'Ada',
    email: 'Ada@Example.org',
    kind: 'person',
    state: 'active',
  })
  for (const [id, status] of [
    ['1', 'trashed'],
    ['2', 'current'],
    ['3', 'draft'],
  ] as const) {
    store.insert('attachments', { id: `attachment:${id}`, container: 'page:1', name: 'a.png', status, version: 1 })
  }
  for (const name of ['one', 'two', 'three']) store.insert('groups', { id: `group:${name}`, name })
  for (const [group, member] of [
    ['one', 'person:a'],
    ['two', 'group:one'],
    ['three', 'group:two'],
    ['one', 'group:three'],
  ] as const) {
    store.insert('memberships', { id: `membership:group:${group}/${member}`, group: `group:${group}`, member })
  }
  return async () => site[Symbol.asyncDispose]()
})

describe('findContentByTitle', () => {
  it.each<[string, string | undefined, string | undefined]>([
    ['Glazes', undefined, 'page:1'],
    [' glaZES ', undefined, 'page:1'],
    ['Glazes', '2020-01-02', 'post:2'],
    ['Glazes', '2020-01-03', undefined],
    ['Gone', undefined, undefined],
    ['A\u030A cafe\u0301', undefined, 'page:4'],
    ['Glaze', undefined, undefined],
  ])('finds %j of %s as %s', (title, day, id) => {
    expect(store.findContentByTitle('space:1', title, day)?.id).toBe(id)
  })
})

describe('findSpaceByKey', () => {
  it.each([
    ['Kiln', 'space:1'],
    ['KILN', 'space:2'],
    ['kiln', 'space:1'],
    ['other', undefined],
  ])('finds %j as %s', (key, id) => {
    expect(store.findSpaceByKey(key)?.id).toBe(id)
  })
})

describe('findPerson', () => {
  it.each([
    [{ accountId: 'B' }, 'person:a'],
    [{ userKey: 'B' }, 'person:b'],
    [{ accountId: 'B', userKey: 'B' }, 'person:a'],
    [{ accountId: 'none', userKey: 'B' }, 'person:b'],
    [{ accountId: 'b' }, undefined],
    [{ userName: 'ADA' }, 'person:b'],
    [{ email: ' ada@example.ORG' }, 'person:b'],
    [{ email: '' }, undefined],
    [{}, undefined],
  ])('finds %j as %s', (alias, id) => {
    expect(store.findPerson(alias)?.id).toBe(id)
  })
})

it('finds files of a name, current ones first', () => {
  expect(store.findAttachments('page:1', 'a.png').map(({ id }) => id)).toEqual([
    'attachment:2',
    'attachment:3',
    'attachment:1',
  ])
  expect(store.findAttachments('page:1', 'A.png')).toEqual([])
})

it('finds groups through groups, and comes to an end in a circle', () => {
  expect([...store.groupsOf('person:a')].sort()).toEqual(['group:one', 'group:three', 'group:two'])
  expect(store.groupsOf('person:b').size).toBe(0)
})
