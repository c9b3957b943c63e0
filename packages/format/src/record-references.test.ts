import { describe, expect, it } from 'vitest'
import { mapIds } from './record-references.js'

const page = {
  id: 'page:1',
  kind: 'page',
  space: 'space:1',
  parent: 'page:2',
  title: 'Kiln',
  status: 'current',
  version: 1,
  created: { by: 'person:1', at: { at: '2030-01-02T03:04:05.000Z' } },
} as const

describe(mapIds, () => {
  it('maps every reference, however deep, leaves out what has no target, and changes nothing of the original', () => {
    const before = structuredClone(page)
    const targets = new Map([
      ['page:1', 'page:9'],
      ['space:1', 'space:9'],
      ['person:1', 'person:9'],
    ])
    const { parent: _parent, ...rest } = page
    expect(mapIds('content', page, (id) => targets.get(id))).toEqual({
      ...rest,
      id: 'page:9',
      space: 'space:9',
      created: { ...page.created, by: 'person:9' },
    })
    expect(mapIds('content', page, () => undefined)).not.toHaveProperty('created.by')
    expect(page).toEqual(before)
  })

  it('makes an id anew that follows from references', () => {
    const label = { id: 'label:page:1/global/clay', on: 'page:1', name: 'clay', prefix: 'global' } as const
    expect(mapIds('labels', label, (id) => (id === 'page:1' ? 'page:9' : undefined))).toEqual({
      ...label,
      id: 'label:page:9/global/clay',
      on: 'page:9',
    })
  })
})
