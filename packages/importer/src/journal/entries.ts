import { fromJsonColumn, numberAt, textAt } from '@spacecrate/disk'
import type { StreamName } from '@spacecrate/format'
import type { Loss, Outcome } from '../destination.js'
import type { PhaseName } from '../phases.js'
import type { Reason } from '../reason.js'
import type { RunTotals } from './totals.js'

/** A step that is about to be done: written before the destination hears of it. */
export interface Intent {
  readonly record: string
  readonly phase: PhaseName
  /** Id that the destination reserved for it; of a record with an id of its own. */
  readonly target?: string
  /** Losses that are known before the write. */
  readonly losses: readonly Loss[]
  /** SHA-256 of the line. */
  readonly digest?: Buffer
}

/** A reference in a body that nobody could resolve. */
export interface UnresolvedReference {
  readonly kind: string
  readonly reason: string
  readonly verbatim: string
  readonly path: string
}

/** How a step ended. */
export interface Ending extends Intent {
  readonly outcome: Outcome['status']
  /** Why it was left out. */
  readonly reason?: Reason
  readonly unresolved?: readonly UnresolvedReference[]
  /** Mark of the thing as this step left it (`Outcome.written`). */
  readonly written?: string
}

/** How far a run is. */
export interface Reached {
  /** Number of the step up to which all are done. */
  readonly step: number
  readonly phase: PhaseName
  /** Steps per second of late; absent while nobody knows. */
  readonly rate?: number
}

/** One import of one archive, over all its starts. */
export interface Run {
  readonly id: number
  readonly archive: string
  readonly manifest: string
  readonly plan: string
  readonly options: string
  /** Folder of the plan, and path of the archive: where a later command finds both. */
  readonly planDir: string
  readonly archivePath: string
  readonly steps: number
  /** ISO 8601 in UTC. */
  readonly started: string
  /** When the last batch ended; ISO 8601 in UTC. */
  readonly updated: string
  readonly finished: boolean
  /** True if what it made was taken back. */
  readonly undone: boolean
  /** Number of the last step up to which all are done. */
  readonly doneThrough: number
  readonly totals: RunTotals
}

/** Names a step in a map. */
export function intentKey(record: string, phase: PhaseName | StreamName): string {
  return `${phase} ${record}`
}

/** Losses as they stand in a row. */
export function lossesColumn(losses: readonly Loss[]): string | null {
  return losses.length === 0 ? null : JSON.stringify(losses)
}

/** A row of the table of runs. */
export function readRun(row: unknown): Run {
  return {
    id: numberAt(row, 'id'),
    archive: textAt(row, 'archive') ?? '',
    manifest: textAt(row, 'manifest') ?? '',
    plan: textAt(row, 'plan') ?? '',
    options: textAt(row, 'options') ?? '',
    planDir: fromJsonColumn(textAt(row, 'plan_dir') ?? '""'),
    archivePath: fromJsonColumn(textAt(row, 'archive_path') ?? '""'),
    steps: numberAt(row, 'steps'),
    started: textAt(row, 'started') ?? '',
    updated: textAt(row, 'updated') ?? '',
    finished: textAt(row, 'finished') !== undefined,
    undone: textAt(row, 'undone') !== undefined,
    doneThrough: numberAt(row, 'done_through'),
    totals: JSON.parse(textAt(row, 'totals') ?? '{}') as RunTotals,
  }
}

/** A row of the table of steps that tells of an intent. */
export function readIntent(row: unknown): Intent {
  const target = textAt(row, 'target')
  const losses = textAt(row, 'losses')
  const digest: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, 'digest') : undefined
  return {
    record: fromJsonColumn(textAt(row, 'record') ?? '""'),
    phase: (textAt(row, 'phase') ?? '') as PhaseName,
    ...(target === undefined ? {} : { target: fromJsonColumn(target) }),
    losses: losses === undefined ? [] : (JSON.parse(losses) as Loss[]),
    ...(digest instanceof Uint8Array ? { digest: Buffer.from(digest) } : {}),
  }
}
