import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { StreamRecords } from '@spacecrate/format'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { temporaryPath } from '../../testing/temporary.js'
import { createSite } from './create-site.js'
import { openSite } from './open-site.js'
import type { Provenance, Site, SiteStore } from './site.js'

const from = (record: string, source = 'source-1'): Provenance => ({ source, record, archive: 'archive-1' })

let dir: string
let site: Site
let store: SiteStore

beforeEach(async () => {
  dir = await temporaryPath()
  site = await createSite(dir, { name: 'Test' })
  store = site.store
  return async () => site[Symbol.asyncDispose]()
})

function space(key = 'A', id = store.reserve('space')): string {
  store.insert('spaces', { id, key, kind: 'global', status: 'current' })
  return id
}

function page(of: string, fields: Partial<StreamRecords['content']> = {}): string {
  const id = fields.id ?? store.reserve('page')
  store.insert('content', { id, kind: 'page', space: of, title: 'T', status: 'current', version: 1, ...fields })
  return id
}

describe('insert', () => {
  it('never replaces a row', () => {
    const id = space()
    expect(() => space('B', id)).toThrow(
      expect.objectContaining({ code: 'ROW_EXISTS', details: { stream: 'spaces', id } }),
    )
    expect(store.get('spaces', id)?.key).toBe('A')
  })

  it('takes no id of another stream', () => {
    const id = space()
    const group = { id, name: 'x' }
    expect(() => store.insert('groups', group)).toThrow(expect.objectContaining({ code: 'ROW_EXISTS' }))
  })

  it('makes one row of a record of a source, and one for each source', () => {
    const record = { kind: 'global', status: 'current', key: 'A' } as const
    store.insert('spaces', { ...record, id: 'space:1' }, from('space:9'))
    expect(() => store.insert('spaces', { ...record, id: 'space:2' }, from('space:9'))).toThrow(
      expect.objectContaining({ code: 'ROW_EXISTS', details: { stream: 'spaces', id: 'space:1', record: 'space:9' } }),
    )
    expect(store.get('spaces', 'space:2')).toBeUndefined()
    store.insert('spaces', { ...record, id: 'space:3' }, from('space:9', 'source-2'))
    expect(store.findByProvenance('source-1', 'space:9')).toBe('space:1')
    expect(store.findByProvenance('source-2', 'space:9')).toBe('space:3')
    expect(store.findByProvenance('source-3', 'space:9')).toBeUndefined()
    expect(store.provenanceOf('space:1')).toEqual(from('space:9'))
    expect(store.provenanceOf('person:site-administrator')).toBeUndefined()
  })

  it('leaves nothing of a refused row in a transaction that goes on', () => {
    const id = store.transaction(() => {
      const made = space()
      expect(() => space('B', made)).toThrow(expect.objectContaining({ code: 'ROW_EXISTS' }))
      expect(() => page('space:gone', { id: 'page:7' })).toThrow(expect.objectContaining({ code: 'ROW_INVALID' }))
      return made
    })
    expect(store.get('spaces', id)?.key).toBe('A')
    expect(store.findByProvenance('source-1', 'page:7')).toBeUndefined()
    page(id, { id: 'page:7' })
    expect(store.count('content')).toBe(1)
  })

  it.each<[string, (a: string, b: string) => void]>([
    ['a space that is not there', () => page('space:0')],
    ['a parent that is not there', (a) => page(a, { parent: 'page:0' })],
    ['a parent in another space', (a, b) => page(a, { parent: page(b) })],
    ['itself as parent', (a) => page(a, { id: 'page:1', parent: 'page:1' })],
    ['an author who is not there', (a) => page(a, { created: { by: 'person:0' } })],
    [
      'an owner that is not there',
      () => store.insert('labels', { id: 'label:1', on: 'page:0', prefix: 'global', name: 'x' }),
    ],
    [
      'a container that is not there',
      () =>
        store.insert('attachments', {
          id: 'attachment:1',
          container: 'page:0',
          name: 'x',
          status: 'current',
          version: 1,
        }),
    ],
    ['no id', () => store.insert('groups', { id: '', name: 'x' })],
  ])('refuses %s', (_, insert) => {
    const a = space('A')
    const b = space('B')
    expect(() => insert(a, b)).toThrow(expect.objectContaining({ code: 'ROW_INVALID' }))
  })

  it('takes what may come later', () => {
    store.insert('spaces', {
      id: 'space:1',
      key: 'A',
      kind: 'global',
      status: 'current',
      home: 'page:1',
      logo: 'attachment:1',
    })
    page('space:1', { id: 'page:2', draftOf: 'page:1', status: 'draft' })
    store.insert('attachments', {
      id: 'attachment:2',
      container: 'comment:1',
      name: 'x',
      status: 'current',
      version: 1,
    })
    store.insert('comments', {
      id: 'comment:1',
      content: 'page:2',
      kind: 'file',
      attachment: 'attachment:9',
      status: 'current',
      version: 1,
    })
    store.insert('people', { id: 'person:1', kind: 'person', state: 'active', created: { by: 'person:2' } })
    const subject = { type: 'app', id: 'app:1' } as const
    store.insert('space-permissions', { id: 'permission:1', space: 'space:1', subject, operation: 'read' })
    expect(store.count('comments')).toBe(1)
  })

  it('takes evidence of what was gone already, but not without its place', () => {
    store.insert('audit-records', { id: 'audit-record:1', summary: 'x', by: 'person:9', on: 'page:9' })
    expect(store.count('audit-records')).toBe(1)
    const of = { measure: 'views', value: 1 }
    expect(() => store.insert('analytics', { id: 'figure:1', on: 'page:9', ...of })).toThrow(
      expect.objectContaining({ code: 'ROW_INVALID' }),
    )
    expect(() => store.insert('calendars', { id: 'calendar:1', name: 'x', parent: 'calendar:9' })).toThrow(
      expect.objectContaining({ code: 'ROW_INVALID' }),
    )
  })

  it('keeps every text as it was, in ids and keys as well', async () => {
    const odd = fc
      .array(fc.oneof(fc.nat(0xffff), fc.constantFrom(0, 1, 0xd800, 0xfffd)))
      .map((u) => String.fromCharCode(...u))
    const texts = fc.sample(odd, { numRuns: 200, seed: 1 })
    const unique = [...new Set(texts)]
    store.transaction(() => {
      for (const text of unique) store.insert('groups', { id: `group:${text}`, name: text }, from(`group:${text}`))
    })
    for (const text of unique) {
      expect(store.get('groups', `group:${text}`)).toEqual({ id: `group:${text}`, name: text })
      expect(store.findByProvenance('source-1', `group:${text}`)).toBe(`group:${text}`)
      expect(store.findGroupByName(text)?.name).toBe(text)
    }
    expect(store.count('groups')).toBe(unique.length + 1)
  })
})

describe('complete', () => {
  it('fills in what a row of the same source and record left open', () => {
    store.insert('spaces', { id: 'space:1', key: 'A', kind: 'global', status: 'current' }, from('space:9'))
    const home = page('space:1')
    store.complete('spaces', 'space:1', { home, name: 'Named' }, { ...from('space:9'), archive: 'archive-2' })
    expect(store.get('spaces', 'space:1')).toMatchObject({ home, name: 'Named', key: 'A' })
    store.complete('spaces', 'space:1', { key: 'B' }, from('space:9'))
    expect([store.findSpaceByKey('a')?.id, store.findSpaceByKey('b')?.id]).toEqual([undefined, 'space:1'])
  })

  it('touches no row that this source and record did not make', () => {
    const id = space()
    store.insert('spaces', { id: 'space:1', key: 'X', kind: 'global', status: 'current' }, from('space:9'))
    for (const [row, provenance] of [
      [id, from('space:9')],
      ['space:1', from('space:8')],
      ['space:1', from('space:9', 'source-2')],
      ['space:gone', from('space:9')],
    ] as const) {
      expect(() => store.complete('spaces', row, { name: 'Mine' }, provenance)).toThrow(
        expect.objectContaining({ code: 'ROW_NOT_OURS' }),
      )
      expect(() => store.close(row, provenance)).toThrow(expect.objectContaining({ code: 'ROW_NOT_OURS' }))
    }
    expect(store.get('spaces', 'space:1')?.name).toBeUndefined()
    expect(store.isClosed('space:1')).toBe(false)
  })

  it('moves nothing', () => {
    const a = space('A')
    const parent = page(a)
    const record = { kind: 'page', space: a, title: 'T', status: 'current', version: 1 } as const
    store.insert('content', { ...record, id: 'page:1' }, from('page:9'))
    for (const fields of [
      { parent },
      { space: space('B') },
      { id: 'page:2' },
      { draftOf: 'page:1', created: { by: 'person:0' } },
    ]) {
      expect(() => store.complete('content', 'page:1', fields, from('page:9'))).toThrow(
        expect.objectContaining({ code: 'ROW_INVALID' }),
      )
    }
    expect(store.get('content', 'page:1')).toEqual({ ...record, id: 'page:1' })
  })
})

describe('transaction', () => {
  it('keeps all or nothing, caches and numbers included', () => {
    const given: string[] = []
    const broken = new Error('broken')
    expect(() =>
      store.transaction(() => {
        given.push(space('A'))
        store.insert('groups', { id: 'group:x', name: 'x' }, from('group:x', 'new source'))
        throw broken
      }),
    ).toThrow(broken)
    expect([store.count('spaces'), store.get('groups', 'group:x')]).toEqual([0, undefined])
    expect(() => page(given[0] ?? '')).toThrow(expect.objectContaining({ code: 'ROW_INVALID' }))
    store.insert('groups', { id: 'group:x', name: 'x' }, from('group:x', 'new source'))
    expect(store.provenanceOf('group:x')?.source).toBe('new source')
    expect(given).not.toContain(store.reserve('space'))
  })

  it('is not nested', () => {
    expect(() => store.transaction(() => store.transaction(() => 1))).toThrow(TypeError)
  })

  it('never gives a number twice, however many are taken in one that is undone', () => {
    const given = new Set<string>()
    const take = (): void => {
      for (let i = 0; i < 20_000; i++) given.add(store.reserve('page'))
    }
    expect(() =>
      store.transaction(() => {
        take()
        throw new Error('undone')
      }),
    ).toThrow('undone')
    take()
    expect(given.size).toBe(40_000)
  })
})

describe('opening again', () => {
  it('finds everything, and goes on with the numbers', async () => {
    const id = space()
    const last = Number(store.reserve('page').slice(5))
    await site[Symbol.asyncDispose]()
    expect(await readdir(dir)).toContain('site.sqlite')
    site = await openSite(dir, { mode: 'write' })
    expect(site.store.get('spaces', id)?.key).toBe('A')
    expect(site.store.reserve('page')).toBe(`page:${last + 1}`)
    expect(site.store.identity).toMatchObject({ name: 'Test', administrator: 'person:site-administrator' })
    expect(
      site.store.get('memberships', 'membership:group:site-administrators/person:site-administrator'),
    ).toBeDefined()
  })

  it('lets readers see what is committed beside the one that writes, and write nothing', async () => {
    await using reader = await openSite(dir, { mode: 'read' })
    const id = store.transaction(() => {
      const made = space()
      expect(reader.store.get('spaces', made)).toBeUndefined()
      return made
    })
    expect(reader.store.get('spaces', id)?.key).toBe('A')
    const readOnly = expect.objectContaining({ code: 'SITE_READ_ONLY' })
    expect(() => reader.store.insert('groups', { id: 'group:x', name: 'x' })).toThrow(readOnly)
    expect(() => reader.store.reserve('page')).toThrow(readOnly)
    expect(() => reader.store.open(id, from('x'))).toThrow(expect.objectContaining({ code: 'ROW_NOT_OURS' }))
    await expect(reader.store.storeBlob([Buffer.from('x')])).rejects.toThrow(readOnly)
  })

  it('says so when it is used after it was closed', async () => {
    await site[Symbol.asyncDispose]()
    await site[Symbol.asyncDispose]()
    expect(() => store.count('spaces')).toThrow(expect.objectContaining({ code: 'SITE_CLOSED' }))
  })

  it.each<[string, string, (dir: string) => Promise<void>]>([
    [
      'SITE_NEWER',
      'a newer version',
      async (d) => writeFile(join(d, 'site.json'), '{"format":"spacecrate-site","version":2}'),
    ],
    ['SITE_NOT_FOUND', 'something else', async (d) => writeFile(join(d, 'site.json'), '{"name":"x"}')],
    ['SITE_NOT_FOUND', 'no JSON', async (d) => writeFile(join(d, 'site.json'), 'hello')],
    [
      'SITE_INVALID',
      'fields that are missing',
      async (d) => writeFile(join(d, 'site.json'), '{"format":"spacecrate-site","version":1}'),
    ],
    ['SITE_INVALID', 'a database that is none', async (d) => writeFile(join(d, 'site.sqlite'), 'x'.repeat(5000))],
  ])('throws %s for %s', async (code, _, damage) => {
    await site[Symbol.asyncDispose]()
    await damage(dir)
    await expect(openSite(dir, { mode: 'write' })).rejects.toThrow(expect.objectContaining({ code }))
    await expect(openSite(dir, { mode: 'read' })).rejects.toThrow(expect.objectContaining({ code }))
  })
})
