import { describe, expect, it } from 'vitest'
import { stepRecord } from '../record-batches.js'
import { dealLanes, laneOf, runRows } from './lanes.js'

const owners: Readonly<Record<string, string>> = {
  'comment:1': 'page:1',
  'attachment:1': 'comment:1',
  'attachment:2': 'space:1',
  'page:1': 'space:1',
  'template:1': 'space:1',
}
const index = {
  find: (id: string) =>
    Object.hasOwn(owners, id) ? { action: 'create' as const, owner: owners[id] ?? '' } : undefined,
}
const version = { number: 1, order: 1 }

describe(laneOf, () => {
  it.each([
    [stepRecord('people', { id: 'person:1', kind: 'person', state: 'active' }), 'person:1'],
    [stepRecord('memberships', { id: 'membership:x', group: 'group:1', member: 'person:1' }), 'group:1'],
    [
      stepRecord('content', {
        id: 'page:1',
        kind: 'page',
        space: 'space:1',
        title: 'x',
        status: 'current',
        version: 1,
      }),
      'page:1',
    ],
    [stepRecord('versions', { id: 'version:page:1/1', of: 'page:1', ...version }), 'page:1'],
    [stepRecord('comment-versions', { id: 'version:comment:1/1', of: 'comment:1', ...version }), 'page:1'],
    [stepRecord('attachment-versions', { id: 'version:attachment:1/1', of: 'attachment:1', ...version }), 'page:1'],
    [stepRecord('attachment-versions', { id: 'version:attachment:2/1', of: 'attachment:2', ...version }), 'space:1'],
    [stepRecord('labels', { id: 'label:x', on: 'attachment:1', prefix: 'global', name: 'x' }), 'page:1'],
    [stepRecord('template-versions', { id: 'version:template:1/1', of: 'template:1', ...version }), 'space:1'],
    [stepRecord('likes', { id: 'like:x', on: 'comment:9', by: 'person:1' }), 'comment:9'],
  ])('is the content, or what owns the record in the end: %#', (item, lane) => {
    expect(laneOf(item, index)).toBe(lane)
  })

  it('ends where owners go round in a circle', () => {
    const circle = { find: () => ({ action: 'create' as const, owner: 'comment:1' }) }
    expect(laneOf(stepRecord('likes', { id: 'like:x', on: 'comment:1', by: 'person:1' }), circle)).toBe('comment:1')
  })
})

describe(dealLanes, () => {
  const items = ['a', 'b', 'a', 'c', 'b', 'd', 'a'].map((lane, at) => ({ lane, at }))

  it.each([1, 2, 3, 8])('keeps a lane together and in order, in at most %i rows', (count) => {
    const rows = dealLanes(items, count)
    expect(rows.length).toBeLessThanOrEqual(count)
    expect(rows.flat().sort((one, other) => one.at - other.at)).toEqual(items)
    for (const lane of ['a', 'b', 'c', 'd']) {
      expect(rows.filter((row) => row.some((item) => item.lane === lane))).toHaveLength(1)
    }
    for (const row of rows) expect(row).toEqual([...row].sort((one, other) => one.at - other.at))
  })
})

describe(runRows, () => {
  it('ends what is under way when one fails, begins nothing more, and throws the first error', async () => {
    const ended: number[] = []
    const running = runRows([[1, 2], [10, 20], [100]], 1, async ([item = 0]) => {
      await new Promise((resolve) => setTimeout(resolve, item === 10 ? 1 : 20))
      if (item === 10) throw new Error('ten')
      ended.push(item)
    })
    await expect(running).rejects.toThrow('ten')
    expect(ended).toEqual([1, 100])
  })
})
