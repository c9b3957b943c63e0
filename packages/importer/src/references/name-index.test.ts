import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '@spacecrate/disk'
import { openWorkDatabase } from '../work-database.js'
import { NameIndex } from './name-index.js'

let db: Database
let names: NameIndex
beforeEach(() => {
  db = openWorkDatabase(':memory:')
  names = new NameIndex(db)
})
afterEach(() => {
  db.close()
})

describe(NameIndex, () => {
  it('takes the only one of a name, whatever its spelling', () => {
    names.add('page', 'plan', 'Plan', 'page:1')
    names.add('file', 'plan', 'plan', 'attachment:1')
    expect(names.find('page', 'plan', 'PLAN')).toEqual({ id: 'page:1' })
    expect(names.find('page', 'plans', 'plans')).toBeUndefined()
  })

  it('takes the very spelling of several, and none of them for another one', () => {
    names.add('page', 'plan', 'Plan', 'page:1')
    names.add('page', 'plan', 'plan ', 'page:2')
    expect(names.find('page', 'plan', 'Plan')).toEqual({ id: 'page:1' })
    expect(names.find('page', 'plan', 'plan ')).toEqual({ id: 'page:2' })
    expect(names.find('page', 'plan', 'PLAN')).toMatchObject({ isAmbiguous: true })
  })

  it('takes none of two that are spelled alike', () => {
    names.add('post', 'news', 'News', 'post:1')
    names.add('post', 'news', 'News', 'post:2')
    expect(names.find('post', 'news', 'News')).toEqual({ id: 'post:1', isAmbiguous: true })
  })

  it('asks for those that come first before it asks for their spelling', () => {
    names.add('page', 'plan', 'Plan', 'page:1', 3)
    names.add('page', 'plan', 'plan', 'page:2')
    expect(names.find('page', 'plan', 'Plan')).toEqual({ id: 'page:2' })
  })

  it('forgets an answer when another thing gets the name', () => {
    names.add('page', 'plan', 'Plan', 'page:1')
    expect(names.find('page', 'plan', 'PLAN')).toEqual({ id: 'page:1' })
    names.add('page', 'plan', 'plan', 'page:2')
    expect(names.find('page', 'plan', 'PLAN')).toMatchObject({ isAmbiguous: true })
  })

  it('holds any text', () => {
    const odd = 'a\u0000\ud800"b'
    names.add('file', odd, odd, odd)
    expect(names.find('file', odd, odd)).toEqual({ id: odd })
    expect(names.nameOf('file', odd)).toBe(odd)
  })

  it('counts those that come first', () => {
    names.add('page', 'plan', 'Plan', 'page:1')
    expect(names.hasTwins('page')).toBe(false)
    names.add('page', 'plan', 'Plan', 'page:2', 1)
    expect([names.count('page', 'plan'), names.hasTwins('page')]).toEqual([1, false])
    names.add('page', 'plan', 'plan', 'page:3')
    expect([names.count('page', 'plan'), names.hasTwins('page')]).toEqual([2, true])
  })
})
