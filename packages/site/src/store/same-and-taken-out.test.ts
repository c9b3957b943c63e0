import { beforeEach, describe, expect, it } from 'vitest'
import { temporaryPath } from '../../testing/temporary.js'
import { createSite } from './create-site.js'
import type { Provenance, SiteStore } from './site.js'

const from = (record: string): Provenance => ({ source: 'source-1', record, archive: 'archive-1' })

let store: SiteStore

beforeEach(async () => {
  const site = await createSite(await temporaryPath(), { name: 'Test' })
  store = site.store
  return async () => site[Symbol.asyncDispose]()
})

describe('findSame', () => {
  it('finds by the text of the rule, many at once, the first of those that have it', () => {
    store.insert('roles', { id: 'role:2', name: 'Reader' })
    store.insert('roles', { id: 'role:1', name: 'Reader' })
    store.insert('roles', { id: 'role:3', name: 'reader\ud800' })
    expect(store.findSame('roles', ['Reader', 'reader\ud800', 'READER', ''])).toEqual(
      new Map([
        ['Reader', 'role:1'],
        ['reader\ud800', 'role:3'],
      ]),
    )
    expect(store.findSame('content', ['x'])).toEqual(new Map())
  })
})

describe('withdraw', () => {
  const setting = { id: 'setting:site:source/mail/from', owner: 'site:source', area: 'mail', key: 'from' } as const

  it('takes out a row that has no trash and holds nothing, and lets it come again', () => {
    const mark = store.insert('settings', setting, from(setting.id))
    expect(() => store.withdraw('settings', setting.id, from(setting.id), 'other')).toThrow(
      expect.objectContaining({ code: 'ROW_EDITED' }),
    )
    store.withdraw('settings', setting.id, from(setting.id), mark)
    expect([store.get('settings', setting.id), store.count('settings')]).toEqual([undefined, 0])
    expect(store.findByProvenance('source-1', setting.id)).toBeUndefined()
    store.insert('settings', setting, from(setting.id))
    expect(store.get('settings', setting.id)).toEqual(setting)
  })

  it('is known of what hangs on it as well, whatever was looked up before', () => {
    const mark = store.insert('spaces', { id: 'space:1', key: 'A', kind: 'global', status: 'current' }, from('space:1'))
    const inside = { id: 'page:1', kind: 'page', space: 'space:1', title: 'x', status: 'current', version: 1 } as const
    const page = store.insert('content', inside, from('page:1'))
    const label = { id: 'label:page:1/global/x', on: 'page:1', prefix: 'global', name: 'x' } as const
    store.insert('labels', label, from(label.id))
    const ids = ['space:1', 'page:1', label.id]
    const known = (): (string | undefined)[] => ids.map((id) => store.provenanceOf(id)?.record)
    store.transaction(() => {
      store.prefetch([...ids, 'page:2'])
      expect([known(), store.provenanceOf('page:2')]).toEqual([ids, undefined])
      store.withdraw('content', 'page:1', from('page:1'), page)
      expect(known()).toEqual(['space:1', undefined, undefined])
      store.prefetch(ids)
    })
    store.withdraw('spaces', 'space:1', from('space:1'), mark)
    expect(known()).toEqual([undefined, undefined, undefined])
  })

  it('that is undone leaves all known as it was', () => {
    const mark = store.insert('groups', { id: 'group:1', name: 'x' }, from('group:1'))
    expect(() =>
      store.transaction(() => {
        store.prefetch(['group:1'])
        store.withdraw('groups', 'group:1', from('group:1'), mark)
        expect(store.provenanceOf('group:1')).toBeUndefined()
        throw new Error('on purpose')
      }),
    ).toThrow('on purpose')
    expect(store.provenanceOf('group:1')?.record).toBe('group:1')
  })

  it('leaves in its place what holds something', () => {
    const mark = store.insert('calendars', { id: 'calendar:1', name: 'x' }, from('calendar:1'))
    store.insert('calendars', { id: 'calendar:2', name: 'y', parent: 'calendar:1' })
    store.withdraw('calendars', 'calendar:1', from('calendar:1'), mark)
    expect([store.count('calendars'), store.isWithdrawn('calendar:1')]).toEqual([2, true])
    const event = store.insert(
      'calendar-events',
      { id: 'calendar-event:1', calendar: 'calendar:2', title: 'z' },
      from('e'),
    )
    store.withdraw('calendar-events', 'calendar-event:1', from('e'), event)
    expect(store.count('calendar-events')).toBe(0)
  })
})
