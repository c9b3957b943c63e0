import { dirname, join } from 'node:path'
import type { PlanSummary } from '@spacecrate/importer'
import { describeLikelyHosts } from './import-text.js'
import { formatCount, formatNoun, printable } from '@spacecrate/report/words'
import { alignColumns } from '../terminal/table.js'
import type { Terminal } from '../terminal/terminal.js'

const shown = 50

/** The mapping files of a plan: how much of them is decided, what changed, and every row that cannot be followed. */
export function describeMapping(plan: PlanSummary, terminal: Terminal): string {
  const { mapping, path } = plan
  const { files, wrong, changes } = mapping
  const right = 'right' as const
  const rows = files.map(({ name, rows: count, decided, wrong: bad }) => [
    join(dirname(path), 'mapping', name),
    formatCount(count),
    formatCount(decided),
    formatCount(bad),
  ])
  const table = alignColumns(
    [['mapping', 'rows', 'decided', 'wrong'], ...rows].map((row) => row.map(printable)),
    ['left', right, right, right],
  )
  const changed = changes.first
    .slice(0, shown)
    .map(({ file, id, before = 'the policy', after = 'the policy' }) => [file, id, `${before}, now ${after}`])
  const bad = wrong.first.slice(0, shown).map(({ file, line, column, why }) => [`${file} line ${line}`, column, why])
  return [
    `\n${table}`,
    ...describeLikelyHosts(plan).map((line) => `${terminal.paint('warn', printable(line))}\n`),
    ...listOf(`${formatNoun(changes.count, 'decision')} changed since the plan before`, changed, changes.count),
    ...listOf(
      terminal.paint('bad', `MAPPING_INVALID: ${formatNoun(wrong.count, 'row')} cannot be followed`),
      bad,
      wrong.count,
    ),
  ].join('')
}

function listOf(title: string, rows: readonly (readonly string[])[], count: number): string[] {
  if (count === 0) return []
  const more = count > rows.length ? `  and ${formatCount(count - rows.length)} more\n` : ''
  return [`${title}\n`, alignColumns(rows.map((row) => row.map(printable))), more]
}
