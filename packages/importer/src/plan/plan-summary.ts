import type { StreamName } from '@spacecrate/format'
import type { Listing } from '../listing.js'
import type { AccessSummary } from './access-summary.js'
import type { SurveySummary } from './survey-summary.js'
import type { DecisionChange, MappingDecisions, MappingProblem } from '../mapping.js'
import type { MappingFileCount } from '../mapping.js'
import type { ImportPolicies } from '../policies.js'
import type { ImportSelection } from '../selection.js'
import type { BoundFiles } from './bound-files.js'
import type { PlanStep } from './plan-step.js'

/** What a plan decided, in numbers. */
export interface PlanSummary extends PlanFacts {
  /** `seal` names the very bytes that were read. */
  readonly archive: { readonly id: string; readonly manifestDigest: string; readonly seal: string }
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
  /** Changes of what is at the destination that somebody allowed by name. */
  readonly changes: Listing<PlanChange>
  /** Losses known before the import, by code. */
  readonly losses: Readonly<Record<string, number>>
  /** Contents that are shut until their restrictions stand. */
  readonly closed: number
  /** Matches that the journal knows already. */
  readonly settled: number
  /** Who will read what, before and after. */
  readonly access?: AccessSummary
  /** What stands in the bodies that will be written. */
  readonly survey?: SurveySummary
}

/** What a plan was made from and with: enough to apply it, and to make it again. */
export interface PlanFacts {
  /** When it was made; ISO 8601 in UTC. */
  readonly made: string
  /** Path of the archive when the plan was made. */
  readonly archivePath: string
  /** The destination as somebody named it: a folder, a URL. */
  readonly destinationPath?: string
  /** Folder of the journals. */
  readonly workDir: string
  readonly policies: ImportPolicies
  readonly selection: ImportSelection
  /** Base URLs of the source: of the manifest, as somebody said them, and of hosts that were decided upon. */
  readonly sourceUrls: readonly string[]
  /** Digests of the other files of the plan, by name. */
  readonly files: BoundFiles
  /** What was decided about single hosts, at most 1,000. */
  readonly hosts: readonly DecidedHost[]
  readonly mapping: {
    /** Names the decisions. */
    readonly digest: string
    readonly files: readonly MappingFileCount[]
    /** Rows that cannot be followed: such a plan is not applied. */
    readonly wrong: Listing<MappingProblem>
    /** What is decided otherwise than in the plan before. */
    readonly changes: Listing<DecisionChange>
  }
}

/** What somebody decided about a host in URLs. */
export interface DecidedHost {
  readonly host: string
  /** `source`: one of the source. `other`: none. A URL: what takes its place. */
  readonly decision: MappingDecisions['hosts']
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

/** Something that the destination has already and the policy says to stop at. */
export interface PlanConflict {
  readonly stream: StreamName
  readonly id: string
  readonly key: string
  /** Id of what stands at the destination. */
  readonly target: string
  /** What is wrong; absent where the key is taken. */
  readonly why?: string
}

/** A space or content that gets another name. */
export interface PlanRename {
  readonly stream: StreamName
  readonly id: string
  readonly from: string
  readonly to: string
}

/** Something new in or on what was at the destination before. */
export interface PlanChange {
  readonly stream: StreamName
  readonly id: string
  /** Id at the destination of what gets it. */
  readonly to: string
}

const listed = 1_000

/** Counts steps while they are made. */
export class PlanCount {
  readonly #streams = new Map<StreamName, Record<Exclude<keyof PlannedStream, 'name'>, number>>()
  readonly #losses = new Map<string, number>()
  readonly #conflicts: PlanConflict[] = []
  readonly #renames: PlanRename[] = []
  readonly #changes: PlanChange[] = []
  #conflictCount = 0
  #renameCount = 0
  #changeCount = 0
  #writes = 0
  #closed = 0
  #settled = 0

  /** Counts a step; `counts`: it is the first one of its record. */
  add(step: PlanStep, counts: boolean): void {
    if (step.loss !== undefined) this.#losses.set(step.loss.code, (this.#losses.get(step.loss.code) ?? 0) + 1)
    if (step.closed === true) this.#closed++
    if (step.settled === true) this.#settled++
    const { action } = step
    if (action === 'create' || action === 'rename' || action === 'complete' || action === 'open') this.#writes++
    if (!counts || action === 'complete' || action === 'open') return
    const row = this.#streams.get(step.stream) ?? { records: 0, create: 0, match: 0, rename: 0, skip: 0, refuse: 0 }
    this.#streams.set(step.stream, row)
    row.records++
    row[action]++
  }

  /** Counts the records of a stream that only a newer version of the format knows: nobody can read them. */
  addUnread(name: string, records: number): void {
    if (records === 0) return
    this.#streams.set(name as StreamName, { records, create: 0, match: 0, rename: 0, skip: 0, refuse: records })
    this.#losses.set('KIND_UNSUPPORTED', (this.#losses.get('KIND_UNSUPPORTED') ?? 0) + records)
  }

  addConflict(conflict: PlanConflict): void {
    this.#conflictCount++
    if (this.#conflicts.length < listed) this.#conflicts.push(conflict)
  }

  addRename(rename: PlanRename): void {
    this.#renameCount++
    if (this.#renames.length < listed) this.#renames.push(rename)
  }

  addChange(change: PlanChange): void {
    this.#changeCount++
    if (this.#changes.length < listed) this.#changes.push(change)
  }

  /** The numbers so far. */
  totals(): Pick<
    PlanSummary,
    'writes' | 'streams' | 'conflicts' | 'renames' | 'changes' | 'losses' | 'closed' | 'settled'
  > {
    return {
      writes: this.#writes,
      streams: [...this.#streams].map(([name, row]) => ({ name, ...row })),
      conflicts: { count: this.#conflictCount, first: this.#conflicts },
      renames: { count: this.#renameCount, first: this.#renames },
      changes: { count: this.#changeCount, first: this.#changes },
      losses: Object.fromEntries(this.#losses),
      closed: this.#closed,
      settled: this.#settled,
    }
  }
}
