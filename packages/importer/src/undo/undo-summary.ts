import type { StreamName } from '@spacecrate/format'
import type { ArchiveRuns } from './undone-records.js'

/** Something that stays where it is. */
export interface StayingThing {
  readonly stream: StreamName
  readonly record: string
  readonly target: string
  readonly why: string
}

/** The things of one kind that an import made. */
export interface UndoneStream {
  readonly name: StreamName
  /** Moved to the trash; of a dry run: would be. */
  readonly undone: number
  /** Edited since, or holding something that this import did not make. */
  readonly stay: number
  /** Not at the destination any more, or taken back before. */
  readonly gone: number
}

/** How an undo turned out. */
export interface UndoSummary {
  /** `partial`: something failed; the next undo tries it again. */
  readonly status: 'complete' | 'partial'
  readonly dryRun: boolean
  readonly import: ArchiveRuns
  readonly streams: readonly UndoneStream[]
  readonly stays: { readonly count: number; readonly first: readonly StayingThing[] }
  /**
   * What the import created and an undo leaves, by kind: people and groups, who is in them, and what hangs on something that
   * stays or was there before.
   */
  readonly left: Readonly<Partial<Record<StreamName, number>>>
  readonly failed: number
}
