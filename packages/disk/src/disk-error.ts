/** What each error says beside its message: facts for programs, by code. */
export interface DiskErrorDetails {
  /** Something stands where a file is to be made. */
  readonly TARGET_EXISTS: { readonly path: string }
  /** A folder or file is not one of ours, or a link. */
  readonly WORK_FOLDER_FOREIGN: { readonly path: string; readonly problem: string }
  /** No space is left on the disk. */
  readonly DISK_FULL: { readonly path: string }
}

/** Codes of everything that this package throws on purpose. */
export type DiskErrorCode = keyof DiskErrorDetails

/** What to do next, by code. */
export const diskErrorHints: Readonly<Record<DiskErrorCode, string>> = {
  TARGET_EXISTS: 'Choose another name, or move away what is there: nothing is ever overwritten.',
  WORK_FOLDER_FOREIGN:
    'Name another folder, an empty one or a new one; remove this one only if nobody needs what it holds.',
  DISK_FULL: 'Make room on that disk and run the same command again: it continues where it stopped.',
}

/** What the disk refuses: a code, facts that belong to it, and the cause where there is one. */
export class DiskError<Code extends DiskErrorCode = DiskErrorCode> extends Error {
  override readonly name = 'DiskError'
  readonly code: Code
  readonly details: DiskErrorDetails[Code]

  constructor(code: Code, message: string, details: DiskErrorDetails[Code], options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.details = details
  }

  /** What to do next. */
  get hint(): string {
    return diskErrorHints[this.code]
  }
}

/** True for a `DiskError` of that code. */
export function isDiskError<Code extends DiskErrorCode>(error: unknown, code: Code): error is DiskError<Code> {
  return error instanceof DiskError && error.code === code
}
