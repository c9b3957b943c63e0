import { streamNames, streamRules } from '@spacecrate/format'
import { describe, expect, it } from 'vitest'
import { phases } from './phases.js'
import { undoableStreams } from './undo/undoable-streams.js'

const placeOf = (stream: string): number =>
  phases.findIndex(({ act, stream: one }) => act === 'create' && one === stream)

describe('the phases of an import', () => {
  it.each(streamNames)('have one in which %s are made, after what they belong to', (stream) => {
    expect(phases.filter((phase) => phase.act === 'create' && phase.stream === stream)).toHaveLength(1)
    const owners = streamRules[stream].owners.filter((owner) => placeOf(owner) > placeOf(stream))
    expect(owners).toEqual([])
  })

  it('open a space only when every right in it is there', () => {
    const opening = phases.findIndex(({ name }) => name === 'space-opening')
    const rights = streamNames.filter(
      (name) => streamRules[name].impact === 'access' && streamRules[name].owners.includes('spaces'),
    )
    expect(rights.map(placeOf).filter((place) => place > opening)).toEqual([])
  })

  it('end in an undo that leaves what others may name', () => {
    const left = ['people', 'groups', 'memberships', 'roles', 'classification-levels', 'emoji'] as const
    expect(left.filter((stream) => undoableStreams.includes(stream))).toEqual([])
    expect(undoableStreams).toEqual(expect.arrayContaining(['spaces', 'templates', 'content', 'settings', 'calendars']))
  })
})
