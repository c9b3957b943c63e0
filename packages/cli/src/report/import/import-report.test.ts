import { describe, expect, it } from 'vitest'
import { renderImportReport } from './import-page.js'
import { decideImport, decidePlan } from './decide-import.js'
import { checkOutcomes, type ImportReport, type StreamOutcome, sumOutcomes } from '../import-report.js'
import { RunClock } from './run-facts.js'

const hostile = `<img src=x onerror=alert(1)>"'&\u202Egnp.exe`

function outcome(changes: Partial<StreamOutcome>): StreamOutcome {
  return { stream: 'content', records: 10, created: 10, matched: 0, skipped: 0, refused: 0, failed: 0, ...changes }
}

describe(decideImport, () => {
  it.each([
    ['everything created', [outcome({})], 0, 'green', /^Complete/],
    ['a second import', [outcome({ created: 0, matched: 10 })], 0, 'green', /^Nothing to do/],
    ['losses', [outcome({})], 3, 'amber', /3 losses to accept/],
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
})

describe(renderImportReport, () => {
  it('lets no markup of others through', () => {
    const outcomes = checkOutcomes([outcome({ stream: hostile })])
    const total = sumOutcomes(outcomes)
    const missing = { code: hostile, count: 1, what: hostile, why: hostile, remedy: hostile, where: hostile }
    const report: ImportReport = {
      report: 'import',
      version: 1,
      applied: true,
      decision: decidePlan(total, 0, [hostile]),
      scope: hostile,
      archive: { path: hostile, id: hostile, contentRoot: hostile, manifestDigest: hostile, source: hostile },
      destination: { path: hostile, siteId: hostile, name: hostile, product: hostile },
      run: { ...new RunClock().facts(hostile), operator: hostile },
      outcomes,
      total,
      spaces: [{ key: hostile, name: hostile, targetKey: hostile, outcome: hostile, contents: 1 }],
      people: { matched: 1, created: 2 },
      references: {
        rewritten: 1,
        unchanged: 2,
        unresolved: 3,
        findings: [{ ...missing, lines: 1, sample: [missing] }],
      },
      losses: { count: 1, findings: [{ ...missing, lines: 60, sample: [missing] }], full: hostile },
      conflicts: [hostile],
    }
    const page = renderImportReport(report)
    expect(page).toContain('&#60;img src=x onerror=alert(1)&#62;')
    expect(page).not.toMatch(/<img|\u202E/)
    expect(page).toContain('… and 59 more')
  })
})
