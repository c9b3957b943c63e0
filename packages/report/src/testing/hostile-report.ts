import type { ImportReport } from '../import/import-report.js'
import { checkOutcomes, sumOutcomes } from '../import/outcome-sums.js'
import { RunClock } from '../run-facts.js'

/** Markup, quotes, a control character and a turned direction: what a page must show and never obey. */
export const hostileText = `<img src=x onerror=alert(1)>"'&\u0000\u202Egnp.exe`

/** A report in which every text of others is hostile, and in which every section has something to say. */
export function hostileReport(applied: boolean): ImportReport {
  const text = hostileText
  const sums = { records: 12, created: 4, matched: 3, skipped: 2, refused: 2, failed: 1 }
  const outcomes = checkOutcomes([{ stream: text, ...sums }])
  const total = sumOutcomes(outcomes)
  const missing = { code: text, count: 1, what: text, why: text, remedy: text, where: text, on: text }
  const finding = { ...missing, lines: 60, sample: [missing] }
  const closed = { ...finding, code: 'SPACE_LEFT_PRIVATE', impact: 'access' as const }
  const change = { person: text, name: text, why: text }
  const account = {
    kind: text,
    counted: 2,
    met: 1,
    recorded: 0,
    merged: 0,
    derived: 0,
    unselected: 0,
    omitted: 1,
    omissions: { [text]: 1 },
    unexplained: 1,
  }
  return {
    report: 'import',
    version: 2,
    applied,
    resumed: false,
    decision: { light: 'amber', headline: text, reasons: [text] },
    scope: text,
    archive: {
      path: text,
      bytes: 1,
      id: text,
      created: '2031-02-03T04:05:06.007Z',
      contentRoot: text,
      manifestDigest: text,
      source: text,
      baseUrls: [text],
      likelyHosts: [{ host: text, count: 3 }],
    },
    destination: { path: text, siteId: text, name: text, product: text },
    plan: {
      dir: text,
      file: 'plan.ndjson',
      digest: text,
      options: text,
      steps: 12,
      writes: 4,
      closed: 2,
      policies: { spaceKeyExists: 'under', under: text, unmappedPeople: { standIn: text }, titleRule: text, allow: [] },
      selection: { spaces: [text] },
    },
    mapping: {
      digest: text,
      files: [{ name: 'people.csv', rows: 3, decided: 2, wrong: 1 }],
      wrong: { count: 2, first: [{ file: text, line: 3, column: text, id: text, why: text }] },
      changes: { count: 1, first: [{ file: text, id: text, before: text, after: text }] },
    },
    run: { ...new RunClock().facts(text), operator: text },
    outcomes,
    total,
    spaces: [{ key: text, name: text, targetKey: `${text}2`, outcome: text, contents: 1, sums, kinds: outcomes }],
    exported: { partial: true, empty: false, accounts: [account], total: account },
    losses: {
      count: 61,
      codes: { [text]: 60 },
      findings: [closed, { ...finding, impact: 'content' }],
      full: 'l.ndjson',
    },
    omissions: { count: 1, findings: [{ ...finding, impact: 'decoration' }] },
    access: {
      places: 1,
      keeps: 1,
      gains: 1,
      loses: 1,
      unknownWhy: text,
      first: [{ place: text, kind: 'space', name: text, keeps: [text], gains: [change], loses: [change] }],
      file: 'access.ndjson',
    },
    people: {
      sorts: [{ sort: 'former', total: 6, mapped: 1, ours: 1, created: 1, placeholders: 1, standIns: 1, unmapped: 1 }],
      matched: 2,
      created: 1,
      newAccounts: 1,
    },
    references: { rewritten: 1, unchanged: 2, unresolved: 3, reasons: { [text]: 3 }, findings: [finding] },
    survey: {
      bodies: 3,
      macros: [
        { name: text, count: 2, sample: text, there: false, on: text },
        { name: `${text}2`, count: 1, sample: text },
      ],
      hosts: [{ host: text, count: 1, sample: text, kind: 'likely' }],
      limits: [{ code: text, count: 1, first: [{ id: text, what: text }] }],
    },
    untouched: {
      creates: 4,
      completions: 1,
      changes: 0,
      existing: 1,
      added: { [text]: 1 },
      refused: 1,
      changedSince: 1,
    },
    sample: [
      {
        id: text,
        title: text,
        space: text,
        because: [text],
        version: 1,
        comments: 2,
        attachments: 3,
        oldUrl: `https://${text}`,
        newTitle: text,
        target: text,
        newPath: text,
      },
    ],
    forecast: { steps: 12, stepsPerSecond: 6, of: '2031-02-03T04:05:06.007Z' },
    conflicts: [text],
    renames: 1,
    lists: [{ name: 'created', file: 'x.lists/created.csv', rows: 4, what: text }],
  }
}
