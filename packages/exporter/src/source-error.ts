import type { Omission } from '@spacecrate/format'

/** One space as an error lists it, so that a person can pick. */
export interface SpaceChoice {
  readonly key: string
  readonly name: string
  readonly kind: string
  readonly status: string
}

/** What each code of {@link SourceError} says beside its message. */
export interface SourceErrorDetails {
  /** Nothing in the source fits the selection; `spaces` lists what there is, at most a hundred, `count` says how many. */
  readonly SELECTION_EMPTY: { readonly spaces: readonly SpaceChoice[]; readonly count: number }
  /** Keys that the source doesn't have; `near` are those that look like them. */
  readonly SPACE_UNKNOWN: {
    readonly keys: readonly string[]
    readonly near: readonly SpaceChoice[]
    readonly count: number
  }
  /** The backup can't be read; `code` is that of the `BackupError` in `cause`. */
  readonly BACKUP_UNREADABLE: { readonly path: string; readonly code: string }
  /** The exports of a set are of several sites: together they would overwrite each other. */
  readonly BACKUP_SET_MIXED: { readonly paths: readonly string[]; readonly problem: string }
  /** Not an IANA zone and not a fixed offset. */
  readonly ZONE_UNKNOWN: { readonly zone: string }
  /** The scratch folder can't hold what the source keeps there: the disk is full, or it fails. */
  readonly SCRATCH_FAILED: { readonly path: string; readonly problem: string }
  /** An export is continued, and the source has changed since it began. */
  readonly SOURCE_CHANGED: { readonly workDir: string }
  /** Two methods of a source were called in the wrong order: a bug of the caller. */
  readonly SOURCE_MISUSED: { readonly rule: string }
}

export type SourceErrorCode = keyof SourceErrorDetails

/** A source that cannot go on. What it can go on without is an omission and never thrown. */
export class SourceError<Code extends SourceErrorCode = SourceErrorCode> extends Error {
  override readonly name = 'SourceError'
  readonly code: Code
  readonly details: SourceErrorDetails[Code]

  constructor(code: Code, message: string, details: SourceErrorDetails[Code], options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.details = details
  }
}

/** True for a `SourceError`, with `code` true for one of this code only. */
export function isSourceError(error: unknown): error is SourceError
export function isSourceError<Code extends SourceErrorCode>(error: unknown, code: Code): error is SourceError<Code>
export function isSourceError(error: unknown, code?: SourceErrorCode): boolean {
  return error instanceof SourceError && (code === undefined || error.code === code)
}

/** What a person does next, per code. */
export const sourceErrorHints: Record<SourceErrorCode, string> = {
  SELECTION_EMPTY: 'Choose among the spaces listed, or leave the selection out to take everything',
  SPACE_UNKNOWN: 'Check the keys against the list; letter case does not count',
  BACKUP_UNREADABLE: 'See the cause; its code has a hint of its own',
  BACKUP_SET_MIXED: 'Export each by itself; if they are of one site all the same, say --one-site',
  ZONE_UNKNOWN: 'Give an IANA name such as Europe/Berlin, or a fixed offset such as +02:00',
  SCRATCH_FAILED: 'Free disk space, or name another work folder with --work; the export continues when it is run again',
  SOURCE_CHANGED: 'Remove the work folder, or give another one with --work, and export anew',
  SOURCE_MISUSED: 'This is a bug; please report it',
}

/**
 * Thrown by the bytes of a `FileItem` when they can't be had and the export can go on: the omission stands for them, and
 * the record is made without a blob.
 */
export class MissingBytes extends Error {
  override readonly name = 'MissingBytes'
  readonly omission: Omission

  constructor(omission: Omission, options?: ErrorOptions) {
    super(omission.what, options)
    this.omission = omission
  }
}
