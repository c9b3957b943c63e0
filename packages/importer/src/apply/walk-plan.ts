import type { Archive, StreamName } from '@spacecrate/format'
import type { CallOptions, DestinationLimits } from '../destination.js'
import { ImportError } from '../error.js'
import { readPlan } from '../plan/plan-file.js'
import type { PlanAction, PlanStep } from '../plan/plan-step.js'
import { type ReadStepRecord, recordBatches } from '../record-batches.js'

/** A step, with its record where the step needs one. */
export interface PlannedRecord {
  readonly step: PlanStep
  readonly item?: ReadStepRecord
}

/** True for a step that writes at the destination. */
export function writes(action: PlanAction): boolean {
  return action === 'create' || action === 'rename' || action === 'complete' || action === 'open'
}

/** Steps that a window has at most, whatever the destination takes. */
export const mostSteps = 10_000
const stepsPerWrite = 10
const bytesPerCall = 4 * 1024 * 1024
const mostBytes = 32 * 1024 * 1024

/** What a window has at most: enough for every call that may be under way, twice where there are several. */
function windowOf({ batch, concurrency }: WindowLimits): { writes: number; steps: number; bytes: number } {
  const calls = concurrency > 1 ? concurrency * 2 : 1
  const most = Math.min(batch * calls, mostSteps / stepsPerWrite)
  return { writes: most, steps: most * stepsPerWrite, bytes: Math.min(bytesPerCall * calls, mostBytes) }
}

type WindowLimits = Pick<DestinationLimits, 'batch' | 'concurrency'>

/**
 * Walks plan and archive side by side and gives windows of what is left to do after step `doneThrough`. A window never goes
 * over the end of a phase. Streams whose steps write nothing are not read. Throws `PLAN_STALE` when a step has no record.
 */
export async function* walkPlan(
  path: string,
  archive: Archive,
  doneThrough: number,
  limits: WindowLimits,
  options: CallOptions = {},
): AsyncGenerator<readonly PlannedRecord[]> {
  const most = windowOf(limits)
  let window: PlannedRecord[] = []
  let bytes = 0
  let write = 0
  let phase: string | undefined
  let records: StreamWalk | undefined
  try {
    for await (const steps of readPlan(path, options)) {
      for (const step of steps) {
        if (step.n <= doneThrough) continue
        if (step.phase !== phase) {
          if (window.length > 0) yield window
          ;({ window, bytes, write } = { window: [], bytes: 0, write: 0 })
          await records?.end()
          records = undefined
          phase = step.phase
        }
        if (writes(step.action)) {
          records ??= new StreamWalk(archive, step.stream, options)
          const item = records.buffered(step.id) ?? (await records.advance(step.id))
          if (item === undefined) throw stale(path, step)
          window.push({ step, item })
          write++
          bytes += item.line.byteLength
        } else window.push({ step })
        if (write < most.writes && window.length < most.steps && bytes < most.bytes) continue
        yield window
        ;({ window, bytes, write } = { window: [], bytes: 0, write: 0 })
      }
    }
    if (window.length > 0) yield window
  } finally {
    await records?.end()
  }
}

/** Goes forward through one stream, to the records that are asked for. */
class StreamWalk {
  readonly #batches: AsyncGenerator<readonly ReadStepRecord[]>
  #window: readonly ReadStepRecord[] = []
  #at = 0

  constructor(archive: Archive, stream: StreamName, options: CallOptions) {
    this.#batches = recordBatches(archive, stream, options)
  }

  /** The record, if it comes in what was read already. */
  buffered(id: string): ReadStepRecord | undefined {
    while (this.#at < this.#window.length) {
      const item = this.#window[this.#at++]
      if (item?.record.id === id) return item
    }
    return undefined
  }

  /** The record, wherever it comes; `undefined` if it doesn't. */
  async advance(id: string): Promise<ReadStepRecord | undefined> {
    for (;;) {
      const next = await this.#batches.next()
      if (next.done === true) return undefined
      this.#window = next.value
      this.#at = 0
      const item = this.buffered(id)
      if (item !== undefined) return item
    }
  }

  async end(): Promise<void> {
    await this.#batches.return(undefined)
  }
}

function stale(path: string, step: PlanStep): ImportError<'PLAN_STALE'> {
  const problem = `step ${step.n} is about ${step.id}, which does not come in ${step.stream} of the archive at that place`
  return new ImportError('PLAN_STALE', `The plan ${path} was made for another archive: ${problem}; plan again`, {
    path,
    problem,
  })
}
