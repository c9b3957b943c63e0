import type { StreamName } from '@spacecrate/format'
import type { CallOptions, Destination, Loss } from '../destination.js'
import type { PlanStep } from '../plan/plan-step.js'

/**
 * Those steps of a batch that use something which stood at the destination before our imports and does not stand there any
 * more: each with the loss that it ends with. What is ours is looked up by its provenance anyway.
 */
export async function findGoneMatches(
  steps: readonly PlanStep[],
  source: string,
  { reader }: Pick<Destination, 'reader'>,
  options: CallOptions,
): Promise<ReadonlyMap<number, Loss>> {
  const gone = new Map<number, Loss>()
  const foreign = steps.filter(({ action, relation, settled }) => action === 'match' && relation === 'same' && !settled)
  for (const stream of new Set(foreign.map((step) => step.stream))) {
    const asked = foreign.filter((step) => step.stream === stream)
    const found = await reader.load<StreamName>(
      source,
      stream,
      asked.map(({ target = '' }) => target),
      options,
    )
    asked.forEach((step, at) => {
      if (found[at] === undefined) gone.set(step.n, lossOf(step, step.target))
    })
  }
  const placed = foreign.filter(({ under, n }) => under !== undefined && !gone.has(n))
  const pages = await reader.load(
    source,
    'content',
    placed.map(({ under = '' }) => under),
    options,
  )
  placed.forEach((step, at) => {
    const page = pages[at]?.record
    if (page?.status !== 'current' || page.space !== step.target) gone.set(step.n, lossOf(step, step.under))
  })
  return gone
}

function lossOf({ stream, id }: PlanStep, what: string | undefined): Loss {
  return {
    code: 'CONFLICT',
    stream,
    record: id,
    what: `A record of ${stream}`,
    why: `${what ?? 'its counterpart'} is not at the destination any more as the plan saw it`,
    remedy: 'Plan again: the next plan sees it as it is',
  }
}
