import { assertFolder, TempFolder } from '@spacecrate/disk'
import { type Progress, startProgress } from '../progress/progress.js'
import { printable } from '@spacecrate/report/words'
import { formatInvocation } from './invocation.js'
import type { Terminal } from '../terminal/terminal.js'
import { type Exit, exitCodes } from './exit-codes.js'
import { makeFilesWith } from './file-mode.js'
import { describeFailure, type Failure, failureDocument } from './failure.js'

/** Options that every command takes. */
export interface CommonOptions {
  readonly json: boolean
  readonly quiet: boolean
  readonly debug: boolean
}

/** What a command has to work with. */
export interface Context extends CommonOptions {
  readonly terminal: Terminal
  /** Aborted at the first Ctrl-C. */
  readonly signal: AbortSignal
  /** A display of progress; silent with `--quiet` and `--json`. */
  readonly progress: () => Progress
  /** Runs another command line in this process. */
  readonly runCommand: RunCommand
}

/** Runs a command line on a terminal and says how it ended. */
export type RunCommand = (argv: readonly string[], terminal: Terminal, signal: AbortSignal) => Promise<Exit>

/** One run of the command. */
export class Session {
  readonly terminal: Terminal
  readonly #argv: readonly string[]
  readonly #signal: AbortSignal
  readonly #runCommand: RunCommand
  /** How the command ended. */
  exit: Exit = 'complete'

  constructor(terminal: Terminal, argv: readonly string[], signal: AbortSignal, runCommand: RunCommand) {
    this.terminal = terminal
    this.#runCommand = runCommand
    this.#argv = argv
    this.#signal = signal
  }

  /** Runs a command and prints how it failed, if it did. `resumes`: the same command line continues what was interrupted. */
  async run(
    options: CommonOptions & { readonly mode: number; readonly work?: string | undefined },
    command: (context: Context) => Promise<Exit>,
    resumes: boolean = false,
  ): Promise<void> {
    const { json, quiet, debug, mode, work } = options
    makeFilesWith(mode)
    let progress: Progress | undefined
    const context: Context = {
      json,
      quiet,
      debug,
      terminal: this.terminal,
      signal: this.#signal,
      runCommand: this.#runCommand,
      progress: () => (progress ??= startProgress(this.terminal, quiet || json)),
    }
    try {
      // Whatever was killed before has left its temporary folders.
      await TempFolder.sweep()
      // Said here for every command that has a work folder, and not by whoever makes the first file in it.
      if (work !== undefined) await assertFolder(work)
      this.exit = await command(context)
    } catch (error) {
      progress?.end()
      await this.fail(error, options, resumes)
    } finally {
      progress?.end()
    }
  }

  /** Prints an error and sets the exit code that goes with it. */
  async fail(error: unknown, options: CommonOptions, resumes: boolean = false): Promise<void> {
    const failure = await describeFailure(error)
    this.exit = failure.exit
    if (options.json) await this.terminal.print(`${failureDocument(failure)}\n`)
    this.#explain(failure)
    if (failure.code === 'INTERRUPTED' && resumes) {
      this.terminal.note(`To continue, run the same command again:\n  ${formatInvocation(this.#argv)}`)
    }
    if (options.debug && error instanceof Error) this.terminal.note(stackOf(error))
  }

  #explain(failure: Failure): void {
    const { terminal } = this
    const label = (text: string): string => terminal.paint('faint', text.padEnd(13), 'err')
    const title = failure.exit === 'interrupted' ? 'stopped' : 'error'
    terminal.note(`${terminal.paint('bad', `${title}:`, 'err')} ${terminal.paint('strong', failure.code, 'err')}`)
    terminal.note(`  ${printable(failure.message)}`)
    for (const [name, value] of Object.entries(failure.details)) {
      const text = printable(detail(value))
      if (text !== '' && !failure.message.includes(text)) terminal.note(`  ${label(`${name}:`)}${text}`)
    }
    if (failure.cause !== undefined && !failure.message.includes(failure.cause.message)) {
      terminal.note(`  ${label('because:')}${failure.cause.code}: ${printable(failure.cause.message)}`)
    }
    terminal.note(`  ${label('what to do:')}${failure.hint}`)
    terminal.note(`  ${label('exit code:')}${exitCodes[failure.exit]}`)
  }
}

function detail(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.slice(0, 20).map(detail).join(', ') + (value.length > 20 ? ', …' : '')
  // An entry of a list, such as a space to choose: its words are enough.
  if (typeof value === 'object') return Object.values(value).map(detail).join(' · ')
  return JSON.stringify(value)
}

/** The stacks of an error and of what caused it. */
function stackOf(error: Error): string {
  const stacks: string[] = []
  let inner: unknown = error
  for (let depth = 0; depth < 10 && inner instanceof Error; depth++) {
    stacks.push(inner.stack ?? inner.message)
    inner = inner.cause
  }
  return stacks.join('\ncaused by ')
}
