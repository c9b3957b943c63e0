/** What each error says beside its message: facts for programs, by code. */
export interface ArchiveErrorDetails {
  /** There is nothing at the path. */
  readonly ARCHIVE_NOT_FOUND: { readonly path: string }
  /** What is there is something else. */
  readonly NOT_AN_ARCHIVE: { readonly path: string; readonly looksLike: string }
  /** An archive that is cut off, or whose seal is not there. */
  readonly ARCHIVE_UNSEALED: { readonly path: string; readonly problem: string }
  /** The way the archive is packed breaks a rule of the format. */
  readonly CONTAINER_INVALID: { readonly path: string; readonly entry?: string; readonly problem: string }
  /** A file doesn't have the digest that the seal or the packing says. */
  readonly SEAL_MISMATCH: {
    readonly path: string
    readonly entry: string
    readonly expected: string
    readonly actual: string
  }
  /** The bytes of an entry can't be read, or are not those that were packed. */
  readonly ENTRY_CORRUPT: {
    readonly path: string
    readonly entry: string
    readonly offset?: number
    readonly problem: string
  }
  /** Bytes don't have the digest that they are named by. */
  readonly DIGEST_MISMATCH: { readonly path: string; readonly expected: string; readonly actual: string }
  /** The archive needs a newer reader. */
  readonly FORMAT_TOO_NEW: {
    readonly path: string
    readonly version: string
    readonly supported: string
    readonly requires: readonly string[]
  }
  /** Manifest, packing or seal don't fit their schema. */
  readonly MANIFEST_INVALID: { readonly path: string; readonly entry: string; readonly problems: readonly string[] }
  /** A volume of the set is not there, or belongs to another archive. */
  readonly VOLUME_MISSING: {
    readonly path: string
    readonly volume: number
    readonly volumes: number
    readonly problem: string
  }
  /** A record doesn't fit its schema or a rule of the format. */
  readonly RECORD_INVALID: {
    readonly stream: string
    readonly id?: string
    readonly entry?: string
    readonly line?: number
    readonly offset?: number
    readonly problems: readonly string[]
  }
  /** A line would be longer than a line may be. */
  readonly RECORD_TOO_LARGE: {
    readonly stream: string
    readonly id: string
    readonly bytes: number
    readonly limit: number
  }
  /** There is another record of that id already. */
  readonly RECORD_DUPLICATE: { readonly stream: string; readonly id: string; readonly other: string }
  /** An omission doesn't fit its schema. */
  readonly OMISSION_INVALID: { readonly problems: readonly string[] }
  /** No blob of that digest is there. */
  readonly BLOB_MISSING: { readonly digest: string; readonly record?: string }
  /** Another process works in the folder. */
  readonly WORK_FOLDER_IN_USE: { readonly path: string }
  /** The folder lost something that was written before. */
  readonly WORK_FOLDER_CORRUPT: { readonly path: string; readonly file: string; readonly problem: string }
}

/** Codes of everything that this package throws. */
export type ArchiveErrorCode = keyof ArchiveErrorDetails

/** What to do next, by code. */
export const archiveErrorHints: Readonly<Record<ArchiveErrorCode, string>> = {
  ARCHIVE_NOT_FOUND: 'Check the path; of an archive in several volumes, name any one of them.',
  NOT_AN_ARCHIVE: 'Give the path of an archive that this tool exported; a Confluence backup has to be exported first.',
  ARCHIVE_UNSEALED:
    'The file is not complete: copy it again from where it was written, or run the export again; it continues.',
  CONTAINER_INVALID: 'Do not trust this file: get it again from where it was written, and compare with sha256sum.',
  SEAL_MISMATCH: 'The archive was changed after it was sealed: get it again from where it was written.',
  ENTRY_CORRUPT: 'The file is damaged: copy it again from where it was written, and run verify on the copy.',
  DIGEST_MISMATCH: 'The file is damaged: copy it again from where it was written, and run verify on the copy.',
  FORMAT_TOO_NEW: 'Use a newer version of this tool to read the archive.',
  MANIFEST_INVALID: 'The archive was written by something else or is damaged: export again, or ask who wrote it.',
  VOLUME_MISSING: 'Put all volumes of the archive into one folder, under the names that they were written with.',
  RECORD_INVALID: 'In an export, report this as a defect of the source adapter; in an archive, do not trust the file.',
  RECORD_TOO_LARGE: 'Report this as a defect of the source adapter: a long text belongs into a blob.',
  RECORD_DUPLICATE:
    'The source gave two different things under one id: remove the work folder and export again; if it stays, report it.',
  OMISSION_INVALID: 'Report this as a defect of the source adapter.',
  BLOB_MISSING: 'Run verify to see what else is missing, and export again.',
  WORK_FOLDER_IN_USE: 'Wait for the other run to end, or give this one a work folder of its own.',
  WORK_FOLDER_CORRUPT: 'Remove the work folder and export again from the start.',
}

/** What this package throws: a code, facts that belong to it, and the cause where there is one. */
export class ArchiveError<Code extends ArchiveErrorCode = ArchiveErrorCode> extends Error {
  override readonly name = 'ArchiveError'
  readonly code: Code
  readonly details: ArchiveErrorDetails[Code]

  constructor(code: Code, message: string, details: ArchiveErrorDetails[Code], options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.details = details
  }

  /** What to do next. */
  get hint(): string {
    return archiveErrorHints[this.code]
  }
}

/** True for an `ArchiveError` of that code. */
export function isArchiveError<Code extends ArchiveErrorCode>(error: unknown, code: Code): error is ArchiveError<Code> {
  return error instanceof ArchiveError && error.code === code
}
