import type { Archive } from '@spacecrate/format'
import { openJournalLookup, type PlanStep, readPlan, type PlanSummary } from '@spacecrate/importer'
import type { SpaceOutcome } from './import-report.js'

/** What became, or would become, of each space. `journalDir` is that of an import that was applied. */
export async function describeSpaces(
  archive: Archive,
  plan: PlanSummary,
  journalDir: string | undefined,
  signal: AbortSignal,
  settled: boolean = false,
): Promise<SpaceOutcome[]> {
  const contents = new Map<string, number>()
  for await (const { record } of archive.records('content', { signal })) {
    contents.set(record.space, (contents.get(record.space) ?? 0) + 1)
  }
  const steps = await spaceSteps(plan.path, signal)
  const conflicts = new Set(plan.conflicts.first.map((conflict) => conflict.id))
  using journal = journalDir === undefined ? undefined : openJournalLookup(journalDir)
  const spaces: SpaceOutcome[] = []
  for await (const { record } of archive.records('spaces', { signal })) {
    const { id, key, name = key } = record
    const step = steps.get(id)
    // The journal tells of all imports; what this one found there already, the plan knows.
    const done = settled || step?.action === 'match' ? 'match' : journal?.entryOf(id, 'spaces')?.outcome
    const outcome = conflicts.has(id) ? 'conflict' : (done ?? step?.action ?? 'unknown')
    const there = outcome !== 'skipped' && outcome !== 'skip' && outcome !== 'refused' && outcome !== 'refuse'
    const targetKey = there && outcome !== 'conflict' ? (step?.key ?? key) : undefined
    spaces.push({
      key,
      name,
      ...(targetKey !== undefined && { targetKey }),
      outcome: words[outcome] ?? outcome,
      contents: contents.get(id) ?? 0,
    })
  }
  return spaces
}

/** Actions of a plan and outcomes of an import, for people. */
const words: Readonly<Record<string, string>> = {
  create: 'to create',
  rename: 'to create under another key',
  match: 'there already',
  matched: 'there already',
  skip: 'to leave out',
  skipped: 'left out',
  refuse: 'refused',
}

/** The step of each space. Spaces are few; everything else of a plan is read over. */
async function spaceSteps(path: string, signal: AbortSignal): Promise<ReadonlyMap<string, PlanStep>> {
  const steps = new Map<string, PlanStep>()
  for await (const batch of readPlan(path, { signal })) {
    for (const step of batch) if (step.phase === 'spaces') steps.set(step.id, step)
    // Phases stand in their order: what follows the last space is of no interest.
    if (steps.size > 0 && batch.at(-1)?.phase !== 'spaces') break
  }
  return steps
}
