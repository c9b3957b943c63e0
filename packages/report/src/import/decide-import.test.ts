import { describe, expect, it } from 'vitest'
import { decideImport, decidePlan, ofPartial } from './decide-import.js'
import { checkOutcomes, differenceOf, type StreamOutcome, sumOutcomes } from './outcome-sums.js'

function outcome(changes: Partial<StreamOutcome>): StreamOutcome {
  return { stream: 'content', records: 10, created: 10, matched: 0, skipped: 0, refused: 0, failed: 0, ...changes }
}

describe(decideImport, () => {
  it.each([
    ['everything created', [outcome({})], 0, 'green', /^Complete/],
    ['a second import', [outcome({ created: 0, matched: 10 })], 0, 'green', /^Nothing to do/],
    ['losses', [outcome({})], 3, 'amber', /^Imported, with 3 losses to accept/],
    ['losses of a second import', [outcome({ created: 0, matched: 10 })], 3, 'amber', /^Nothing new, with 3 losses/],
    ['refused records', [outcome({ created: 9, refused: 1 })], 0, 'amber', /accept/],
    ['a space left out', [outcome({ created: 0, skipped: 10 })], 0, 'amber', /10 records left out/],
    ['failed records', [outcome({ created: 8, failed: 2 })], 0, 'red', /2 records failed/],
    ['too little', [outcome({ created: 9 })], 0, 'red', /do not add up/],
    [
      'too little here and too much there',
      [outcome({ created: 9 }), outcome({ created: 11 })],
      0,
      'red',
      /do not add up/,
    ],
  ] as const)('%s', (_, outcomes, losses, light, headline) => {
    const decision = decideImport(sumOutcomes(checkOutcomes(outcomes)), losses)
    expect(decision.light).toBe(light)
    expect(decision.headline).toMatch(headline)
  })

  it('is red where sums and lists differ', () => {
    const summary = checkOutcomes([outcome({})])
    const difference = differenceOf(summary, [outcome({ created: 9, skipped: 1 })])
    expect(difference).toBe(2)
    expect(decideImport(sumOutcomes(summary), 0, difference)).toMatchObject({ light: 'red' })
  })
})

describe(decidePlan, () => {
  const total = sumOutcomes(checkOutcomes([outcome({})]))
  const nothing = { conflicts: [], gains: 0, brokenLinks: 0, wrongRows: 0 }

  it.each([
    ['nothing to ask', total, 0, nothing, 'green', /^Ready: 10 records to create/],
    ['losses', total, 2, nothing, 'amber', /^Ready, with 2 losses \(section C\) to accept/],
    ['somebody who gains access', total, 0, { ...nothing, gains: 3 }, 'amber', /3 gains of access \(section D\)/],
    [
      'broken links',
      total,
      1,
      { ...nothing, brokenLinks: 2 },
      'amber',
      /1 loss \(section C\), 2 broken links \(section F\) to/,
    ],
    ['a conflict', total, 0, { ...nothing, conflicts: ['DOCS'] }, 'red', /^Not possible yet: 1 conflict/],
    ['wrong rows', total, 0, { ...nothing, wrongRows: 2 }, 'red', /^Not possible yet: 2 rows of mapping files/],
    ['a lost record', { ...total, unexplained: 1 }, 0, nothing, 'red', /do not add up/],
  ] as const)('%s', (_, sums, losses, questions, light, headline) => {
    const decision = decidePlan(sums, losses, questions)
    expect(decision.light).toBe(light)
    expect(decision.headline).toMatch(headline)
  })
})

it.each([
  ['green', 'amber'],
  ['amber', 'amber'],
  ['red', 'red'],
] as const)('a %s light over a partial archive is %s', (light, expected) => {
  const decision = { light, headline: 'Ready', reasons: ['because'] }
  expect(ofPartial(decision, 'PARTIAL')).toMatchObject({ light: expected, reasons: ['PARTIAL', 'because'] })
  expect(ofPartial(decision, undefined)).toBe(decision)
})
