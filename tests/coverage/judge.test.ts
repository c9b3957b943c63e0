import { describe, expect, it } from 'vitest'
import { type FoundProof, judge } from './cells.js'
import type { KnownGap } from './known-gaps.js'
import { coveragePage, withSums } from './page.js'
import { adapters, goals, type Row } from './row.js'

const row: Row = { id: 'C1', title: 'title', shows: {}, goals: goals('F', 'P', 'O', 'E', '–', 'never') }
const proof: FoundProof = { row: 'C1', adapter: 'read-site', degree: 'full', seen: 'embedded site', file: 'a.test.ts' }
const gap: KnownGap = { row: 'C1', adapter: 'read-xml', reason: 'it was late' }
const missing = { degree: 'partial', missing: 'half of it' } as const

/** What is said of one adapter. */
function problemsOf(adapter: string, proofs: readonly FoundProof[], gaps: readonly KnownGap[] = []): string[] {
  return judge([row], proofs, gaps).problems.filter((problem) => problem.includes(adapter))
}

describe('a cell of the coverage table', () => {
  it.each<readonly [string, Partial<FoundProof>, boolean]>([
    ['full where it must be', { adapter: 'read-xml' }, true],
    ['partial where it must be full', { adapter: 'read-xml', ...missing }, false],
    ['partial where that is the goal', { adapter: 'read-cloud', ...missing }, true],
    ['evidence where it must be partial', { adapter: 'read-cloud', degree: 'evidence' }, false],
    ['not possible where nobody can', { adapter: 'read-dc', degree: 'not possible there' }, true],
    ['full where evidence would do', { adapter: 'write-cloud' }, true],
    ['carried though it never may be', { adapter: 'write-xml' }, false],
  ])('%s: %o reaches its goal: %s', (_name, change, good) => {
    const found = problemsOf(change.adapter ?? '', [{ ...proof, ...change }])
    expect(found.length === 0).toBe(good)
  })

  it('without a test is below its goal, unless the product has no such thing', () => {
    expect(problemsOf('read-dc', [])).toEqual([
      'C1 read-dc is not built yet, and must be O: carry it, or name the reason in the known gaps',
    ])
    expect(problemsOf('write-dc', [])).toEqual([])
  })

  it('below its goal is known, or fails', () => {
    expect(problemsOf('read-xml', [], [gap])).toEqual([])
    expect(problemsOf('read-xml', [], [{ ...gap, row: '*' }])).toEqual([])
  })

  it('that is a known gap no more fails', () => {
    const whole: FoundProof = { ...proof, adapter: 'read-xml' }
    expect(problemsOf('read-xml', [whole], [gap])).toHaveLength(1)
    expect(problemsOf('read-xml', [whole], [{ ...gap, row: '*' }])).not.toEqual([])
    expect(judge([row], [], [{ ...gap, row: 'C99' }]).problems).toContain(
      'A known gap is of C99: the carry list has no such row',
    )
  })

  it('of which two tests say two things fails', () => {
    const half: FoundProof = { ...proof, ...missing }
    expect(problemsOf('read-site', [proof, half])).toHaveLength(1)
    expect(problemsOf('read-site', [proof, proof])).toEqual([])
  })

  it('of a row that is not in the list fails', () => {
    expect(judge([row], [{ ...proof, row: 'C99' }], []).problems[0]).toContain('no such row')
  })
})

describe('the page', () => {
  const { cells } = judge([row], [proof, { ...proof, adapter: 'read-cloud', ...missing }], [gap])
  const page = coveragePage([{ title: 'Pages', rows: [row] }], cells)

  it('has a cell for every adapter, with the test that shows it', () => {
    const line = page.split('\n').find((text) => text.startsWith('| C1 |'))
    expect(line?.split(' | ')).toHaveLength(adapters.length + 2)
    expect(line).toContain('| [full][1] |')
    expect(page).toContain('\n[1]: ../a.test.ts "embedded site"\n')
  })

  it('says what is missing', () => {
    expect(page).toContain('- C1, read Cloud: missing: half of it')
  })

  it('has its sums in the README, which may be made again without a difference', () => {
    const readme = 'before\n<!-- coverage: made by npm run coverage:table -->\nold\n<!-- /coverage -->\nafter\n'
    const once = withSums(readme, cells)
    expect(once).toMatch(/^before\n[\s\S]*embedded site[\s\S]*\nafter\n$/)
    expect(once).not.toContain('old')
    expect(withSums(once, cells)).toBe(once)
    expect(() => withSums('nothing', cells)).toThrow('no place')
  })
})
