import type { MappingProblem } from './mapping.js'

/** What each code of {@link ImportError} says beside its message. */
export interface ImportErrorDetails {
  /** The path holds no embedded site. */
  readonly DESTINATION_NOT_A_SITE: { readonly path: string; readonly problem: string }
  /** Another process has the destination open. */
  readonly DESTINATION_IN_USE: { readonly path: string }
  /** The folder of the destination was moved, removed or replaced while it was written to. */
  readonly DESTINATION_GONE: { readonly path: string }
  /** The destination broke off for a reason of its own. */
  readonly DESTINATION_FAILED: { readonly problem: string }
  /** The destination has spaces of the same keys and the policy is `fail`. */
  readonly CONFLICTS: { readonly count: number; readonly keys: readonly string[] }
  /** Rows of the mapping files contradict each other, or name what is not there. */
  readonly MAPPING_INVALID: { readonly count: number; readonly rows: readonly MappingProblem[] }
  /** The archive has no space of a key that was asked for. */
  readonly SPACE_UNKNOWN: { readonly keys: readonly string[] }
  /** A policy names a person or page that the destination doesn't have. */
  readonly TARGET_UNKNOWN: { readonly problem: string }
  /** The folder holds no plan. */
  readonly PLAN_NOT_FOUND: { readonly path: string }
  /** The plan was made for another archive, or its steps and the records of the archive don't go together. */
  readonly PLAN_STALE: { readonly path: string; readonly problem: string }
  /** A file of a plan is gone or another one than was made with it, or a line of it is no step. */
  readonly PLAN_INVALID: { readonly path: string; readonly line?: number; readonly problem: string }
  /** Another process applies a plan under this journal. */
  readonly JOURNAL_IN_USE: { readonly path: string }
  /** The journal is not one of ours, or of a newer version. */
  readonly JOURNAL_INVALID: { readonly path: string; readonly problem: string }
  /** No import of this archive stands in the work folder. */
  readonly JOURNAL_NOT_FOUND: { readonly path: string }
  /** No import left anything that could be taken back. */
  readonly NOTHING_TO_UNDO: { readonly path: string }
  /** The archive holds something else than its manifest says. */
  readonly ARCHIVE_NOT_VERIFIED: { readonly path: string; readonly problem: string }
}

/** Codes of everything that this package throws. */
export type ImportErrorCode = keyof ImportErrorDetails

/** An import that cannot go on. What it can go on without is a loss in the report, never an error. */
export class ImportError<Code extends ImportErrorCode = ImportErrorCode> extends Error {
  override readonly name = 'ImportError'
  readonly code: Code
  readonly details: ImportErrorDetails[Code]

  constructor(code: Code, message: string, details: ImportErrorDetails[Code], options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.details = details
  }
}

/** True for an `ImportError`, with `code` only for one of this code. */
export function isImportError(error: unknown): error is ImportError
export function isImportError<Code extends ImportErrorCode>(error: unknown, code: Code): error is ImportError<Code>
export function isImportError(error: unknown, code?: ImportErrorCode): boolean {
  return error instanceof ImportError && (code === undefined || error.code === code)
}

/** What a person does next, per code. */
export const importErrorHints: Readonly<Record<ImportErrorCode, string>> = {
  DESTINATION_NOT_A_SITE: 'Make an embedded site first with `spacecrate site create DIR`, or check the path',
  DESTINATION_IN_USE: 'Wait until the other import or `site serve` has ended, then run the same command again',
  DESTINATION_GONE: 'Put the folder back where it was, or restore it, and run the same command again',
  DESTINATION_FAILED: 'Look at the cause; run the same command again: it continues where it stopped',
  CONFLICTS: 'Choose what happens to these spaces with --space-key-exists skip, rename or under; nothing was written',
  MAPPING_INVALID: 'Mend these rows in the mapping folder of the plan, save them as CSV, and plan again',
  SPACE_UNKNOWN: 'See the spaces of the archive with `spacecrate list ARCHIVE spaces`',
  TARGET_UNKNOWN:
    'Name a person by id, user name or e-mail, a page as KEY:Title or by its id, as the destination has them',
  PLAN_NOT_FOUND: 'Make a plan first with `spacecrate plan ARCHIVE --to SITE -o DIR`, or check the path',
  PLAN_STALE: 'Make a new plan of this archive and this destination',
  PLAN_INVALID: 'Plan again into that folder; people edit the files in mapping/, and no other one',
  JOURNAL_IN_USE: 'Wait until the other import has ended; two at a time into one destination are refused',
  JOURNAL_INVALID: 'Use another work folder; what was imported is found again by its provenance',
  JOURNAL_NOT_FOUND: 'Name the work folder that the import used, and the archive that it read',
  NOTHING_TO_UNDO: 'Name the work folder that the import used, or its archive; what was undone already needs no undo',
  ARCHIVE_NOT_VERIFIED: 'Run verify on the archive and get it again from where it was written',
}
