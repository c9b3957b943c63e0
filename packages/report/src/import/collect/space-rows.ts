import type { Archive } from '@spacecrate/format'
import type { PlanSummary } from '@spacecrate/importer'
import type { SpaceOutcome } from '../import-report.js'
import type { ReportLists } from '../../lists.js'
import type { ImportListName } from '../import-lists.js'
import { type CheckedOutcome, type EndedSpace, outcomeNames, sumOutcomes } from '../outcome-sums.js'
import type { SpaceSums } from './space-sums.js'

/** The outcome of each space, planned or actual, in the order of the archive; what lies in no space comes last. */
export async function describeSpaces(
  archive: Archive,
  collected: { readonly sums: SpaceSums; readonly spaces: ReadonlyMap<string, EndedSpace> },
  plan: PlanSummary,
  applied: boolean,
  lists: ReportLists<ImportListName>,
  signal: AbortSignal,
): Promise<SpaceOutcome[]> {
  const conflicts = new Set(plan.conflicts.first.map((conflict) => conflict.id))
  const rows: SpaceOutcome[] = []
  const add = (space: Omit<SpaceOutcome, 'contents' | 'sums' | 'kinds'>, kinds: readonly CheckedOutcome[]): void => {
    const sums = sumOutcomes(kinds)
    const contents = kinds.find(({ stream }) => stream === 'content')?.records ?? 0
    rows.push({ ...space, contents, sums, kinds })
    const { key, name, targetKey, outcome } = space
    const counts = outcomeNames.map((field) => sums[field])
    lists.add('spaces', [key, name, targetKey, outcome, sums.records, ...counts, sums.unexplained])
  }
  for await (const { record } of archive.records('spaces', { signal })) {
    const { id, key, name = key } = record
    const one = collected.spaces.get(id)
    const outcome = conflicts.has(id) ? 'conflict' : outcomeWords(one, applied)
    const there = one?.outcome === 'created' || one?.outcome === 'matched'
    const targetKey = there && outcome !== 'conflict' ? (one.key ?? key) : undefined
    const status = one?.outcome
    add({ id, key, name, status, targetKey, outcome }, collected.sums.kindsOf(id))
    await lists.flush()
  }
  const elsewhere = collected.sums.kindsOf(undefined)
  if (elsewhere.length > 0) {
    add({ key: '', name: 'In no space: people, groups and what belongs to the site', outcome: '' }, elsewhere)
  }
  return rows
}

function outcomeWords(one: EndedSpace | undefined, applied: boolean): string {
  const outcome = one?.outcome
  switch (outcome) {
    case 'created':
      if (applied) return one?.isRenamed === true ? 'created under another key' : 'created'
      return one?.isRenamed === true ? 'to create under another key' : 'to create'
    case 'matched':
      return 'there already'
    case 'skipped':
      return applied ? 'left out' : 'to leave out'
    case 'refused':
      return 'refused'
    case 'failed':
      return 'failed'
    case undefined:
      return 'unknown'
    default:
      outcome satisfies never
      return 'unknown'
  }
}
