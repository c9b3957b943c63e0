import { commandErrorHints } from './command-error.js'
import type { Exit } from './exit-codes.js'
import { packageHints } from './package-hints.js'

/** An error that one of our packages threw on purpose. */
export interface OwnError extends Error {
  readonly code: string
  readonly details: Readonly<Record<string, unknown>>
}

/** Exit code of each class of errors, and of those codes that mean something else. The one such table. */
const exits: Readonly<Record<string, { readonly other: Exit; readonly codes: Readonly<Record<string, Exit>> }>> = {
  CommandError: {
    other: 'usage',
    codes: { VERIFY_FAILED: 'archiveInvalid', DEMO_STEP_FAILED: 'bug', NOT_CONFIRMED: 'interrupted' },
  },
  ArchiveError: {
    other: 'archiveInvalid',
    codes: {
      ARCHIVE_NOT_FOUND: 'sourceOrDestination',
      WORK_FOLDER_IN_USE: 'sourceOrDestination',
      WORK_FOLDER_CORRUPT: 'sourceOrDestination',
      RECORD_DUPLICATE: 'sourceOrDestination',
      RECORD_TOO_LARGE: 'bug',
      OMISSION_INVALID: 'bug',
    },
  },
  DiskError: { other: 'sourceOrDestination', codes: { TARGET_EXISTS: 'usage' } },
  BackupError: { other: 'sourceOrDestination', codes: { TIME_ZONE_UNKNOWN: 'usage' } },
  SourceError: {
    other: 'sourceOrDestination',
    codes: { SELECTION_EMPTY: 'usage', SPACE_UNKNOWN: 'usage', ZONE_UNKNOWN: 'usage', SOURCE_MISUSED: 'bug' },
  },
  SiteError: {
    other: 'sourceOrDestination',
    codes: {
      SITE_EXISTS: 'usage',
      VIEWER_UNKNOWN: 'usage',
      FAULTS_INVALID: 'usage',
      TOKEN_EXISTS: 'usage',
      TOKEN_UNKNOWN: 'usage',
      PERSON_UNKNOWN: 'usage',
      DEFINITION_NOT_FOUND: 'usage',
      SITE_CLOSED: 'bug',
    },
  },
  ImportError: {
    other: 'sourceOrDestination',
    codes: {
      CONFLICTS: 'conflicts',
      MAPPING_INVALID: 'conflicts',
      PLAN_STALE: 'conflicts',
      SPACE_UNKNOWN: 'usage',
      TARGET_UNKNOWN: 'usage',
      PLAN_NOT_FOUND: 'usage',
      ARCHIVE_NOT_VERIFIED: 'archiveInvalid',
    },
  },
}

/** True for an error of one of our classes. */
export function isOwnError(error: unknown): error is OwnError {
  return (
    error instanceof Error &&
    Object.hasOwn(exits, error.name) &&
    'code' in error &&
    typeof error.code === 'string' &&
    'details' in error &&
    typeof error.details === 'object'
  )
}

/** How a command ends that this error ended. */
export function exitOfCode(name: string, code: string): Exit {
  const row = Object.hasOwn(exits, name) ? exits[name] : undefined
  if (row === undefined) return 'bug'
  return (Object.hasOwn(row.codes, code) ? row.codes[code] : undefined) ?? row.other
}

/** One row of the table of error codes. */
export interface CodeRow {
  readonly code: string
  /** Class of the errors that carry it. */
  readonly name: string
  readonly hint: string
  readonly exit: Exit
}

/** Every error code of every package. */
export async function allCodes(): Promise<readonly CodeRow[]> {
  const tables = [{ name: 'CommandError', hints: commandErrorHints }, ...(await packageHints())]
  return tables.flatMap(({ name, hints }) =>
    Object.entries(hints).map(([code, hint]) => ({ code, name, hint, exit: exitOfCode(name, code) })),
  )
}

/** What a person does next after an error of this class and code. */
export async function hintOf({ name, code }: OwnError): Promise<string> {
  const rows = (await allCodes()).filter((row) => row.code === code)
  const row = rows.find((candidate) => candidate.name === name) ?? rows[0]
  return row?.hint ?? 'Look at the message; `spacecrate explain` knows nothing more of this code'
}
