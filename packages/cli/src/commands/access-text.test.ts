import type { AccessSummary } from '@spacecrate/importer'
import { describe, expect, it } from 'vitest'
import { describeAccess } from './access-text.js'

const none: AccessSummary = { places: 3, keeps: 7, gains: 0, loses: 0, first: [], file: 'access.ndjson' }
const gain = { person: 'person:eve', name: 'Eve', why: 'she is in the group' }

describe(describeAccess, () => {
  it.each<[string, AccessSummary | undefined, readonly string[]]>([
    ['nothing where nothing is known', undefined, []],
    ['nothing where nobody gains or loses', none, []],
    [
      'why it is not known',
      { ...none, unknownWhy: 'no groups' },
      ['who could read what before is not known: no groups'],
    ],
    [
      'who gains what',
      {
        ...none,
        gains: 1,
        loses: 2,
        first: [{ place: 'space:1', kind: 'space', name: 'Documents', keeps: [], gains: [gain], loses: [] }],
      },
      [
        '1 gain and 2 losses of access, of a person to one of 3 spaces and restricted pages; all in access.ndjson',
        'Eve will be able to read Documents: she is in the group',
      ],
    ],
  ])('says %s', (_name, access, lines) => expect(describeAccess(access)).toEqual(lines))

  it('lists ten and no more', () => {
    const gains = Array.from({ length: 12 }, () => gain)
    const place = { place: 'space:1', kind: 'space', name: 'Documents', keeps: [], gains, loses: [] } as const
    const lines = describeAccess({ ...none, gains: 12, first: [place] })
    expect([lines.length, lines.at(-1)]).toEqual([12, '…'])
  })
})
