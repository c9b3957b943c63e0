import { describe, expect, it } from 'vitest'
import { type Sample, fillSample } from '../../testing/sample-site.js'
import { temporaryPath } from '../../testing/temporary.js'
import { checkSite } from '../check/check-site.js'
import { createSite } from '../store/create-site.js'
import { EmbeddedSite } from '../store/open-site.js'
import type { SqliteStore } from '../store/sqlite-store.js'
import { addContent, addVersion, purgeContent, restoreContent, trashContent } from './contents.js'
import { moveBelow, moveContent } from './move.js'

const provenance = { source: 'site', record: 'page:1', archive: 'a' }

async function sample(work: (store: SqliteStore, ids: Sample) => void): Promise<void> {
  const dir = await temporaryPath()
  await using site = await createSite(dir, { name: 'x' })
  if (!(site instanceof EmbeddedSite)) throw new TypeError('A site lies in a folder')
  work(site.store, await fillSample(site.store))
  expect((await checkSite(dir)).problems).toEqual([])
}

function page(store: SqliteStore, ids: Sample, title: string, parent?: string): string {
  const place = parent === undefined ? {} : { parent }
  const fields = { kind: 'page', space: ids.space, title, status: 'current', ...place } as const
  return store.transaction(() => addContent(store, { prefix: 'page', fields, by: 'person:ada' })).id
}

function order(store: SqliteStore, ids: Sample, parent: string): readonly string[] {
  return [...store.children('content', ids.space, parent)].map(({ title }) => title)
}

describe('editing contents', () => {
  it('adds versions, the next number only, and another mark', () =>
    sample((store, ids) => {
      const mark = store.markOf('content', ids.page)
      const body = { format: 'storage', value: '<p>Fourth</p>' } as const
      const edit = { body, title: 'How we fire now', message: 'm', by: 'person:ben' }
      expect(() => store.transaction(() => addVersion(store, ids.page, { ...edit, number: 3 }))).toThrow(
        'Current Version: [3]',
      )
      store.transaction(() => addVersion(store, ids.page, { ...edit, number: 4 }))
      expect(store.get('content', ids.page)).toMatchObject({ title: 'How we fire now', version: 4 })
      expect([...store.list('versions', { owner: ids.page })].at(-1)).toMatchObject({
        number: 4,
        order: 4,
        body,
        author: 'person:ben',
      })
      expect(store.markOf('content', ids.page)).not.toBe(mark)
      expect(store.findContentByTitle(ids.space, 'how we fire NOW')?.id).toBe(ids.page)
      expect(store.findContentByTitle(ids.space, 'How we fire')).toBeUndefined()
    }))

  it('keeps titles apart, also from those that are archived', () =>
    sample((store, ids) => {
      expect(() => page(store, ids, 'ROTA of 2018')).toThrow('already exists')
      expect(() => page(store, ids, 'Papers')).not.toThrow()
      page(store, ids, 'Old rota')
      expect(() => store.transaction(() => restoreContent(store, ids.trashed))).toThrow('already exists')
    }))

  it('tells an import that somebody has edited what it made', () =>
    sample((store, ids) => {
      const id = store.reserve('page')
      const record = { id, kind: 'page', space: ids.space, title: 'Imported', status: 'current', version: 1 } as const
      const mark = store.insert('content', record, provenance)
      store.transaction(() => addVersion(store, id, { number: 2, title: 'Edited', by: undefined }))
      expect(() => store.repair('content', id, { title: 'Again' }, provenance, mark)).toThrow(
        expect.objectContaining({ code: 'ROW_EDITED' }),
      )
    }))

  it('trashes, restores and purges, and what is below goes up', () =>
    sample((store, ids) => {
      const parent = page(store, ids, 'Parent', ids.home)
      const child = page(store, ids, 'Child', parent)
      store.transaction(() => trashContent(store, parent))
      expect([store.get('content', parent)?.status, store.get('content', child)?.parent]).toEqual(['trashed', ids.home])
      store.transaction(() => restoreContent(store, parent))
      expect(store.get('content', parent)).toMatchObject({ status: 'current', parent: ids.home })
      store.transaction(() => purgeContent(store, ids.page))
      expect(store.get('content', ids.page)).toBeUndefined()
      expect([...store.list('versions', { owner: ids.page }), ...store.list('comments', { owner: ids.page })]).toEqual(
        [],
      )
      expect(store.get('attachments', ids.picture)).toBeUndefined()
      expect(store.get('content', ids.draft)).toBeUndefined()
      expect(store.get('content', ids.below)?.parent).toBe(ids.home)
      store.transaction(() => purgeContent(store, ids.home))
      expect(store.get('spaces', ids.space)?.home).toBeUndefined()
    }))

  it('undoes all of an edit that fails', () =>
    sample((store, ids) => {
      const failing = (): void =>
        store.transaction(() => {
          purgeContent(store, ids.page)
          throw new Error('no')
        })
      expect(failing).toThrow('no')
      expect(store.get('content', ids.page)?.title).toBe('How we fire')
      expect([...store.list('versions', { owner: ids.page })]).toHaveLength(3)
    }))

  it('moves next to others and below them, into another space with all below', () =>
    sample((store, ids) => {
      const top = page(store, ids, 'Top')
      const [a = '', b = '', c = ''] = ['A', 'B', 'C'].map((title) => page(store, ids, title, top))
      const move = (id: string, place: 'append' | 'before' | 'after', target: string): void => {
        const at = store.get('content', target)
        if (at !== undefined) store.transaction(() => moveContent(store, id, place, at))
      }
      move(c, 'before', a)
      expect(order(store, ids, top)).toEqual(['C', 'A', 'B'])
      move(c, 'after', a)
      expect(order(store, ids, top)).toEqual(['A', 'C', 'B'])
      for (let times = 0; times < 30; times++) move(times % 2 === 0 ? b : c, 'before', times % 2 === 0 ? c : b)
      expect(order(store, ids, top)).toEqual(['A', 'C', 'B'])
      move(c, 'append', a)
      expect([order(store, ids, top), order(store, ids, a)]).toEqual([['A', 'B'], ['C']])
      expect(() => move(a, 'append', c)).toThrow('below itself')
      store.transaction(() => moveBelow(store, top, 'space:2', undefined))
      expect([store.get('content', c)?.space, store.get('content', c)?.parent]).toEqual(['space:2', a])
      expect([...store.children('content', 'space:2', top)].map(({ title }) => title)).toEqual(['A', 'B'])
    }))

  it('puts what somebody moves among pages that nobody ordered where they say', () =>
    sample((store, ids) => {
      const top = page(store, ids, 'Top')
      store.transaction(() => {
        for (const title of ['K', 'L', 'M']) {
          const record = { kind: 'page', space: ids.space, parent: top, status: 'current', version: 1 } as const
          store.insert('content', { ...record, id: store.reserve('page'), title })
        }
      })
      const last = page(store, ids, 'A', top)
      const [, second] = [...store.children('content', ids.space, top)]
      store.transaction(() => second && moveContent(store, last, 'before', second))
      expect(order(store, ids, top)).toEqual(['K', 'A', 'L', 'M'])
    }))
})
