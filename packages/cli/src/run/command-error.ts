import type { VerifyProblem } from '@spacecrate/format'

/** What each code of {@link CommandError} says beside its message. */
export interface CommandErrorDetails {
  /** The command line can't be understood. */
  readonly USAGE: Readonly<Record<string, never>>
  /** An import would change the destination and there is nobody to ask. */
  readonly CONFIRMATION_NEEDED: { readonly destination: string }
  /** The person said no. */
  readonly NOT_CONFIRMED: { readonly destination: string }
  /** No stream of that name. */
  readonly STREAM_UNKNOWN: { readonly stream: string; readonly streams: readonly string[] }
  /** Nothing of that id in this stream. */
  readonly RECORD_NOT_FOUND: { readonly stream: string; readonly id: string }
  /** An archive is not as it was sealed. */
  readonly VERIFY_FAILED: {
    readonly path: string
    readonly problemCount: number
    readonly problems: readonly VerifyProblem[]
  }
  /** No file of that digest in the archive. */
  readonly FILE_NOT_FOUND: { readonly digest: string }
  /** No space of that key or id. */
  readonly SPACE_NOT_FOUND: { readonly space: string; readonly spaces: readonly string[] }
  /** Bytes that could change the state of a terminal. */
  readonly NOT_FOR_A_TERMINAL: { readonly digest: string }
  /** A file that would be overwritten. */
  readonly FILE_EXISTS: { readonly path: string }
  /** No report in this folder, or none of this run. */
  readonly REPORT_NOT_FOUND: { readonly path: string }
  /** The report has no list of that name, or the list no such column. */
  readonly LIST_UNKNOWN: { readonly list: string; readonly lists: readonly string[] }
  /** Neither an error code nor a code of an omission or loss. */
  readonly CODE_UNKNOWN: { readonly code: string; readonly similar: readonly string[] }
  /** The folder of the demo has something in it that the demo did not make. */
  readonly DEMO_FOLDER_FOREIGN: { readonly path: string }
  /** No backup to show the road with. */
  readonly DEMO_BACKUP_MISSING: { readonly path: string }
  /** A step of the demo did not do what it must. */
  readonly DEMO_STEP_FAILED: { readonly step: string }
}

export type CommandErrorCode = keyof CommandErrorDetails

/** A command that can't be carried out as it was given. */
export class CommandError<Code extends CommandErrorCode = CommandErrorCode> extends Error {
  override readonly name = 'CommandError'
  readonly code: Code
  readonly details: CommandErrorDetails[Code]

  constructor(code: Code, message: string, details: CommandErrorDetails[Code], options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.details = details
  }
}

/** What a person does next, per code. */
export const commandErrorHints: Readonly<Record<CommandErrorCode, string>> = {
  USAGE: 'Run the command with --help: it shows every option with examples',
  CONFIRMATION_NEEDED: 'Give --plan to see what would happen, or --yes to do it without a question',
  NOT_CONFIRMED: 'Nothing was written at the destination; run the command again when you are ready',
  STREAM_UNKNOWN: 'Name one of the streams in the message; `spacecrate inspect` shows what an archive holds',
  RECORD_NOT_FOUND: 'Look for the id with `spacecrate list ARCHIVE STREAM`',
  VERIFY_FAILED: 'Copy the archive again from where it was written, and compare both files with sha256sum',
  FILE_NOT_FOUND: 'Digests stand in the records: `spacecrate list ARCHIVE attachment-versions`',
  SPACE_NOT_FOUND: 'Look for the key or id with `spacecrate list ARCHIVE spaces`',
  NOT_FOR_A_TERMINAL: 'Send the bytes to a file with -o FILE, or to another command through a pipe',
  FILE_EXISTS: 'Move the file away or name another one: nothing is overwritten',
  REPORT_NOT_FOUND:
    'Name the work folder of an import, the folder of a plan, or the folder of an archive with its report',
  LIST_UNKNOWN: 'Name one of the lists in the message; the report names them all in section K',
  CODE_UNKNOWN: 'Copy the code as the message or the report shows it, in capital letters',
  DEMO_FOLDER_FOREIGN: 'Name another folder with --dir, or empty this one yourself',
  DEMO_BACKUP_MISSING: 'Run the demo inside the repository, or name a backup with --from',
  DEMO_STEP_FAILED: 'This is a bug of ours: please report it with the output of the demo',
}
