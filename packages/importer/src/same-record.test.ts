import { describe, expect, it } from 'vitest'
import { otherFields } from './same-record.js'

const at = (day: string): { at: { at: string }; by: string } => ({ at: { at: `${day}T00:00:00.000Z` }, by: 'person:1' })
const permission = { id: 'a', space: 'space:1', subject: { type: 'user', id: 'person:1' } } as const

describe(otherFields, () => {
  it.each([
    ['who made it, and when', 'roles', { created: at('2030-01-01') }, { created: at('2031-01-01') }, []],
    ['its place in a list', 'navigator-entries', { position: 1 }, { position: 2 }, []],
    ['lists', 'roles', { permissions: ['a'] }, { permissions: ['a', 'b'] }, ['permissions']],
    ['equal lists', 'roles', { permissions: ['a'] }, { permissions: ['a'] }, []],
    ['a field that one of them lacks', 'roles', { description: 'x' }, {}, ['description']],
    [
      'texts',
      'settings',
      { value: { format: 'plain', value: 'a' } },
      { value: { format: 'plain', value: 'b' } },
      ['value'],
    ],
  ] as const)('looks at %s', (_what, stream, one, other, expected) => {
    expect(otherFields(stream, { id: '1', ...one } as never, { id: '2', ...other } as never)).toEqual(expected)
  })

  it("takes the source's word for a permission only where there is no other", () => {
    const [read, view] = [
      { ...permission, operation: 'read', native: 'READ' },
      { ...permission, operation: 'read', native: 'VIEWSPACE' },
    ]
    expect(otherFields('space-permissions', read, view)).toEqual([])
    const [own, other] = [
      { ...permission, native: 'READ' },
      { ...permission, native: 'VIEWSPACE' },
    ]
    expect(otherFields('space-permissions', own, other)).toEqual(['native'])
  })
})
