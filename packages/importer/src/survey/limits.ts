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
  look({ stream, record }: StepRecord, { title }: Pick<PlanStep, 'title'>): void {
    const { titleLength, fileBytes } = this.#limits
    if (stream === 'content') {
      const { length } = record.title
      const becomes = title === undefined ? '' : `: it becomes ${JSON.stringify(title)}`
      if (length > titleLength)
        this.add('TITLE_TOO_LONG', record.id, `a title of ${length}, where ${titleLength} are taken${becomes}`)
    }
    if (stream === 'attachment-versions' && fileBytes !== undefined && (record.bytes ?? 0) > fileBytes) {
      this.add('FILE_TOO_LARGE', record.of, `a file of ${record.bytes} bytes, where ${fileBytes} are taken`)
    }
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
