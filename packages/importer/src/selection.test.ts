import { describe, expect, it } from 'vitest'
import type { StepRecord } from './destination.js'
import type { Reason } from './reason.js'
import { stepRecord } from './record-batches.js'
import { Selector } from './selection.js'

const selector = new Selector({ skipKinds: ['archived', 'drafts', 'likes'] })
const content = { id: 'page:1', kind: 'page', space: 'space:1', title: 'Glazes', version: 1 } as const

function whyNot({ stream, record }: StepRecord): Reason | undefined {
  return selector.whyNot(stream, record, true)
}

describe(Selector, () => {
  it.each([
    ['archived content', stepRecord('content', { ...content, status: 'archived' }), 'archived'],
    ['a draft', stepRecord('content', { ...content, status: 'draft' }), 'drafts'],
    ['a like', stepRecord('likes', { id: 'like:page:1/person:1', on: 'page:1', by: 'person:1' }), 'likes'],
  ])('leaves out %s, and says why', (_what, item, kind) => {
    expect(whyNot(item)).toEqual({
      code: 'KIND_NOT_SELECTED',
      what: `${kind} were left out of this import`,
    })
  })

  it.each([
    ['current content', stepRecord('content', { ...content, status: 'current' })],
    ['an archived space', stepRecord('spaces', { id: 'space:1', key: 'KILN', kind: 'global', status: 'archived' })],
    [
      'a level that is called archived',
      stepRecord('classification-levels', { id: 'classification-level:1', name: 'Old', status: 'archived' }),
    ],
  ])('takes %s', (_what, item) => {
    expect(whyNot(item)).toBeUndefined()
  })
})
