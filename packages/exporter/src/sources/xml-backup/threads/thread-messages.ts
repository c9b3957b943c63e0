import { BackupError, type BackupErrorCode, type BackupErrorDetails } from '@spacecrate/confluence'
import type { Omission, StreamName, StreamRecords } from '@spacecrate/format'
import type { Selection } from '../../../selection.js'
import type { ObjectFile } from '../index/objects.js'
import type { Mention } from '../known-people.js'
import type { LedgerMemory } from '../ledger.js'
import type { PlacedRow } from '../read-context.js'
import type { UntypedBody } from '../untyped-bodies.js'
import type { VersionFiles } from '../version-files.js'
import type { Zone } from '../zone.js'

/** What a thread that reads needs to know of the reading. */
export interface ThreadReading {
  /** The file of the index. */
  readonly index: string
  readonly files: readonly ObjectFile[]
  readonly selection: Selection
  readonly zone: Zone
  readonly untyped: UntypedBody
  readonly ledger: LedgerMemory
}

/** Rows for a thread: what the reading of this place in the list of families makes of them. */
export interface ThreadTask {
  readonly family: number
  readonly rows: readonly PlacedRow[]
}

export type ToThread =
  | { readonly type: 'begin'; readonly reading: ThreadReading }
  | { readonly type: 'task'; readonly task: ThreadTask }
  /** A batch was used up, so another one may come. */
  | { readonly type: 'taken' }

export type FromThread =
  | { readonly type: 'batch'; readonly batch: ThreadBatch }
  | { readonly type: 'failed'; readonly failure: Failure }

/** What a thread has read, in order. */
export interface ThreadBatch {
  /** Encoded records (see `RecordPack`). */
  readonly records: Uint8Array
  /** The objects behind these records: three numbers for each, the last of which is the place of its class in `classes`. */
  readonly origins: Float64Array
  readonly classes: readonly string[]
  /** What is no encoded record, and before the how manieth of them it stands. */
  readonly others: readonly { readonly before: number; readonly item: ThreadItem }[]
  readonly newcomers: readonly Mention[]
  /** How much was added to these since the last batch. */
  readonly explained: number
  readonly unreadable: number
  readonly unusable: number
  /** Nothing more comes of this task. */
  readonly isLast: boolean
}

/** An item as it can be sent. */
export type ThreadItem =
  | VersionFiles
  | { readonly type: 'omission'; readonly omission: Omission }
  | {
      readonly type: 'record'
      readonly stream: StreamName
      readonly record: StreamRecords[StreamName]
      readonly origin: { readonly kind: string; readonly row: Pick<PlacedRow, 'n' | 'at'> }
    }

/** An error on its way between threads, which would lose what makes it more than a message. */
export interface Failure {
  readonly message: string
  readonly stack: string | undefined
  /** Of SQLite and the system as well: what is full or damaged is told by it. */
  readonly code: string | undefined
  readonly backup: object | undefined
}

/** The error as it can be sent. */
export function failureOf(error: unknown): Failure {
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined
  return {
    message,
    stack,
    code: typeof code === 'string' ? code : undefined,
    backup: error instanceof BackupError ? error.details : undefined,
  }
}

/** The error as it was. */
export function errorOf({ message, stack, code, backup }: Failure): Error {
  if (backup !== undefined)
    return new BackupError(code as BackupErrorCode, message, backup as BackupErrorDetails[BackupErrorCode])
  const error = Object.assign(new Error(message), code === undefined ? {} : { code })
  if (stack !== undefined) error.stack = stack
  return error
}
