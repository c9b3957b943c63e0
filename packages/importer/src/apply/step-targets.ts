import { intentKey } from '../journal/journal.js'
import type { ReadStepRecord } from '../record-batches.js'
import { hasOwnId } from '../structure.js'
import { type ApplyContext, isFirstStep } from './apply-context.js'
import type { PlannedRecord } from './walk-plan.js'

/** Ids that the things to be made have or will have: found after a crash, reserved before it, or reserved now. */
export async function targetsOf(
  window: readonly PlannedRecord[],
  context: ApplyContext,
): Promise<ReadonlyMap<string, string>> {
  const { destination, journal, archive, inDoubt } = context
  const targets = new Map<string, string>()
  const wanted: ReadStepRecord[] = []
  const doubtful: ReadStepRecord[] = []
  const seconds: string[] = []
  for (const { step, item } of window) {
    if (item === undefined) continue
    if (!isFirstStep(step)) {
      seconds.push(step.id)
      continue
    }
    const begun = inDoubt.get(intentKey(step.id, step.phase))
    if (begun !== undefined) doubtful.push(item)
    if (!hasOwnId(step.stream)) continue
    if (begun?.target === undefined) wanted.push(item)
    else targets.set(step.id, begun.target)
  }
  journal.prefetch(seconds)
  for (const id of seconds) {
    const target = journal.resolve(id)
    if (target !== undefined) targets.set(id, target)
  }
  if (doubtful.length > 0) {
    const found = await destination.find(archive.manifest.source.siteId, doubtful, context)
    doubtful.forEach((item, at) => {
      const counterpart = found[at]
      if (counterpart?.relation !== 'ours') inDoubt.delete(intentKey(item.record.id, item.stream))
      else if (hasOwnId(item.stream)) targets.set(item.record.id, counterpart.target)
    })
  }
  if (wanted.length > 0) {
    const reserved = await destination.reserve(wanted, context)
    wanted.forEach((item, at) => {
      const target = reserved[at]
      if (target !== undefined && !targets.has(item.record.id)) targets.set(item.record.id, target)
    })
  }
  return targets
}
