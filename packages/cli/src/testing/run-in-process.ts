import { runCommandLine } from '../command-line.js'
import { exitCodes } from '../run/exit-codes.js'
import { captureTerminal } from '../terminal/captured-terminal.js'

/** How a command ended that ran in this process. */
export interface InProcessResult {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a command in this process: faster than a child where the process itself is not what is tested. */
export async function runInProcess(args: readonly string[], signal?: AbortSignal): Promise<InProcessResult> {
  const { terminal, out, err } = captureTerminal()
  const exit = await runCommandLine(args, terminal, signal ?? new AbortController().signal)
  return { code: exitCodes[exit], stdout: out(), stderr: err() }
}
