import { type JournalEntry, type PlanStep, readLosses, readPlan, readUnresolved } from '@spacecrate/importer'
import type { FindingCollector, Missing } from './findings.js'
import { explainReference } from './reference-words.js'

/** Where an applied import wrote down how it went. */
export interface JournalPlace {
  readonly journalDir: string
  readonly run: number
}

/** What an import lost, line by line for the full list; `collector` gets it all. */
export async function* lossLines(place: JournalPlace, collector: FindingCollector): AsyncIterable<string> {
  for await (const entry of readLosses(place.journalDir, place.run)) {
    for (const missing of missingOfEntry(entry)) {
      collector.add(missing)
      yield `${JSON.stringify({ outcome: entry.outcome, ...missing })}\n`
    }
  }
}

/** References that lead nowhere, line by line for the full list. */
export async function* unresolvedLines(place: JournalPlace, collector: FindingCollector): AsyncIterable<string> {
  for await (const reference of readUnresolved(place.journalDir, place.run)) {
    const { kind, reason, verbatim, record, path } = reference
    const { why, remedy } = explainReference(reason)
    collector.add({
      code: reason,
      count: 1,
      what: `${kind}: ${verbatim}`,
      why,
      ...(remedy !== undefined && { remedy }),
      id: record,
      where: path === '' ? record : `${record} · ${path}`,
    })
    yield `${JSON.stringify(reference)}\n`
  }
}

/** What a plan would lose. */
export async function* plannedLossLines(
  path: string,
  collector: FindingCollector,
  signal: AbortSignal,
): AsyncIterable<string> {
  for await (const steps of readPlan(path, { signal })) {
    for (const step of steps) {
      const missing = missingOfStep(step)
      if (missing === undefined) continue
      collector.add(missing)
      yield `${JSON.stringify({ action: step.action, ...missing })}\n`
    }
  }
}

function missingOfEntry(entry: JournalEntry): Missing[] {
  const losses = entry.losses.map(({ code, what, why, remedy, record }): Missing => {
    return { code, count: 1, what, why, ...(remedy !== undefined && { remedy }), where: record, id: record }
  })
  if (losses.length > 0) return losses
  const code = entry.outcome === 'failed' ? 'STEP_FAILED' : 'SKIPPED'
  return [
    {
      code,
      count: 1,
      what: entry.record,
      why: entry.reason ?? 'No reason was written down',
      where: entry.phase,
      id: entry.record,
    },
  ]
}

function missingOfStep({ loss, action, id, reason, phase }: PlanStep): Missing | undefined {
  if (loss !== undefined) {
    const { code, what, why, remedy } = loss
    return { code, count: 1, what, why, ...(remedy !== undefined && { remedy }), where: id, id }
  }
  if (action !== 'skip') return undefined
  return { code: 'SKIPPED', count: 1, what: id, why: reason ?? 'No reason was written down', where: phase, id }
}
