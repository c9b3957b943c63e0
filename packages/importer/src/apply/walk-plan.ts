import type { Archive, StreamName } from '@spacecrate/format'
import type { CallOptions } from '../destination.js'
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

const batchWrites = 200
const batchSteps = 2_000
const batchBytes = 4 * 1024 * 1024

/**
 * Walks plan and archive side by side and gives batches of what is left to do after step `doneThrough`. A batch never goes
 * over the end of a phase. Streams whose steps write nothing are not read. Throws `PLAN_STALE` when a step has no record.
 */
export async function* walkPlan(
  path: string,
  archive: Archive,
  doneThrough: number,
  options: CallOptions = {},
): AsyncGenerator<readonly PlannedRecord[]> {
  let batch: PlannedRecord[] = []
  let bytes = 0
  let write = 0
  let phase: string | undefined
  let records: StreamWalk | undefined
  try {
    for await (const steps of readPlan(path, options)) {
      for (const step of steps) {
        if (step.n <= doneThrough) continue
        if (step.phase !== phase) {
          if (batch.length > 0) yield batch
          ;({ batch, bytes, write } = { batch: [], bytes: 0, write: 0 })
          await records?.end()
          records = undefined
          phase = step.phase
        }
        if (writes(step.action)) {
          records ??= new StreamWalk(archive, step.stream, options)
          const item = records.buffered(step.id) ?? (await records.advance(step.id))
          if (item === undefined) throw stale(path, step)
          batch.push({ step, item })
          write++
          bytes += item.line.byteLength
        } else batch.push({ step })
        if (write < batchWrites && batch.length < batchSteps && bytes < batchBytes) continue
        yield batch
        ;({ batch, bytes, write } = { batch: [], bytes: 0, write: 0 })
      }
    }
    if (batch.length > 0) yield batch
  } finally {
    await records?.end()
  }
}

/** Goes forward through one stream, to the records that are asked for. */
class StreamWalk {
  readonly #batches: AsyncGenerator<readonly ReadStepRecord[]>
  #batch: readonly ReadStepRecord[] = []
  #at = 0

  constructor(archive: Archive, stream: StreamName, options: CallOptions) {
    this.#batches = recordBatches(archive, stream, options)
  }

  /** The record, if it comes in what was read already. */
  buffered(id: string): ReadStepRecord | undefined {
    while (this.#at < this.#batch.length) {
      const item = this.#batch[this.#at++]
      if (item?.record.id === id) return item
    }
    return undefined
  }

  /** The record, wherever it comes; `undefined` if it doesn't. */
  async advance(id: string): Promise<ReadStepRecord | undefined> {
    for (;;) {
      const next = await this.#batches.next()
      if (next.done === true) return undefined
      this.#batch = next.value
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
