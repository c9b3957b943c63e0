import { kindOf } from '../kinds/stream-kinds.js'
import type { DestinationLimits, StepRecord } from '../destination.js'
import type { PlanStep } from '../plan/plan-step.js'
import type { SurveyedLimit } from '../plan/survey-summary.js'

const listed = 100

/** Gathers what goes over a limit of the destination, by code. */
export class LimitList {
  readonly #limits: DestinationLimits
  readonly #found = new Map<string, { count: number; first: { readonly id: string; readonly what: string }[] }>()

  constructor(limits: DestinationLimits) {
    this.#limits = limits
  }

  /** Looks at a record that will be written. */
  look({ stream, record }: StepRecord, given: Pick<PlanStep, 'title'>): void {
    const over = kindOf(stream).overLimit?.(record, this.#limits, given)
    if (over !== undefined) this.add(over.code, over.id, over.what)
  }

  add(code: string, id: string, what: string): void {
    const row = this.#found.get(code) ?? { count: 0, first: [] }
    this.#found.set(code, row)
    row.count++
    if (row.first.length < listed) row.first.push({ id, what })
  }

  all(): SurveyedLimit[] {
    return [...this.#found].map(([code, row]) => ({ code, ...row }))
  }
}
