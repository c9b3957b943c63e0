import type { StreamName } from '@spacecrate/format'
import type { AccessSummary } from '../access/access-summary.js'
import type { SurveySummary } from '../survey/survey-summary.js'
import type { PlanStep } from './plan-step.js'

/** What a plan decided, in numbers. */
export interface PlanSummary {
  readonly archive: { readonly id: string; readonly manifestDigest: string }
  readonly source: { readonly siteId: string; readonly name?: string }
  readonly destination: { readonly siteId: string; readonly name: string }
  /** Path of plan.ndjson. */
  readonly path: string
  /** SHA-256 of plan.ndjson. */
  readonly digest: string
  /** Names the policies and mapping that it was made with. */
  readonly options: string
  readonly steps: number
  /** Steps that will write something. */
  readonly writes: number
  /** Per stream, records by action. */
  readonly streams: readonly PlannedStream[]
  readonly conflicts: Listing<PlanConflict>
  readonly renames: Listing<PlanRename>
  /** Losses known before the import, by code. */
  readonly losses: Readonly<Record<string, number>>
  /** Contents that are shut until their restrictions stand. */
  readonly closed: number
  /** Who will read what, before and after. */
  readonly access?: AccessSummary
  /** What stands in the bodies that will be written. */
  readonly survey?: SurveySummary
}

/** The records of one stream by what is to be done with them. */
export interface PlannedStream {
  readonly name: StreamName
  readonly records: number
  readonly create: number
  readonly match: number
  readonly rename: number
  readonly skip: number
  readonly refuse: number
}

/** The first entries of a list that may be long. */
export interface Listing<Entry> {
  readonly count: number
  readonly first: readonly Entry[]
}

/** Something that the destination has already and the policy says to stop at. */
export interface PlanConflict {
  readonly stream: StreamName
  readonly id: string
  readonly key: string
  /** Id of what stands at the destination. */
  readonly target: string
}

/** A space or content that gets another name. */
export interface PlanRename {
  readonly stream: StreamName
  readonly id: string
  readonly from: string
  readonly to: string
}

const listed = 1_000

/** Counts steps while they are made. */
export class PlanCount {
  readonly #streams = new Map<StreamName, Record<Exclude<keyof PlannedStream, 'name'>, number>>()
  readonly #losses = new Map<string, number>()
  readonly #conflicts: PlanConflict[] = []
  readonly #renames: PlanRename[] = []
  #conflictCount = 0
  #renameCount = 0
  #writes = 0
  #closed = 0

  /** Counts a step; `counts`: it is the first one of its record. */
  add(step: PlanStep, counts: boolean): void {
    if (step.loss !== undefined) this.#losses.set(step.loss.code, (this.#losses.get(step.loss.code) ?? 0) + 1)
    if (step.closed === true) this.#closed++
    const { action } = step
    if (action === 'create' || action === 'rename' || action === 'complete' || action === 'open') this.#writes++
    if (!counts || action === 'complete' || action === 'open') return
    const row = this.#streams.get(step.stream) ?? { records: 0, create: 0, match: 0, rename: 0, skip: 0, refuse: 0 }
    this.#streams.set(step.stream, row)
    row.records++
    row[action]++
  }

  addConflict(conflict: PlanConflict): void {
    this.#conflictCount++
    if (this.#conflicts.length < listed) this.#conflicts.push(conflict)
  }

  addRename(rename: PlanRename): void {
    this.#renameCount++
    if (this.#renames.length < listed) this.#renames.push(rename)
  }

  /** The numbers so far. */
  totals(): Pick<PlanSummary, 'writes' | 'streams' | 'conflicts' | 'renames' | 'losses' | 'closed'> {
    return {
      writes: this.#writes,
      streams: [...this.#streams].map(([name, row]) => ({ name, ...row })),
      conflicts: { count: this.#conflictCount, first: this.#conflicts },
      renames: { count: this.#renameCount, first: this.#renames },
      losses: Object.fromEntries(this.#losses),
      closed: this.#closed,
    }
  }
}
