import { describe, expect, it } from 'vitest'
import { unknownAccessOf, unknownPermission, unknownRestriction } from './unknown-access.js'

const read = (id: string): string[] => [...unknownAccessOf(id)].map(({ thing, lost }) => `${lost} ${thing}`)

describe('the id of an omission', () => {
  it.each([
    [unknownRestriction('page:7'), ['everything page:7']],
    [unknownRestriction('page:7', 'read'), ['everything page:7/read', 'read page:7']],
    [unknownRestriction('post:7', 'update'), ['everything post:7/update', 'update post:7']],
    ['restriction:page:7/read/group:a/b', ['everything page:7/read/group:a/b', 'read page:7']],
    [unknownPermission('space:3'), ['permission space:3']],
    [
      'permission:space:3/person:x/read space',
      ['permission space:3/person:x/read space', 'permission space:3', 'permission space:3/person:x'],
    ],
    [
      'role-assignment:space:3/person:x/role:y',
      ['permission space:3/person:x/role:y', 'permission space:3', 'permission space:3/person:x'],
    ],
    ['page:7', []],
    ['restriction', ['everything ']],
  ])('%s says what is not known', (id, said) => {
    expect(read(id)).toEqual(said)
  })

  it('is read in every way that it can be meant', () => {
    expect(read('restriction:page:a/read/b/update')).toEqual([
      'everything page:a/read/b/update',
      'read page:a',
      'update page:a/read/b',
    ])
  })
})
