import { createTerminal } from './terminal/terminal.js'
import { runCommandLine } from './command-line.js'
import { exitCodes } from './run/exit-codes.js'
import { watchInterrupts } from './run/interruption.js'

/** Runs the command of this process and sets its exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  const terminal = createTerminal(process.stdout, process.stderr, process.env)
  // The reader of our output may leave early (`| head`): then there is nothing left to do and nothing to complain about.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      process.exit(error.code === 'EPIPE' ? exitCodes.complete : exitCodes.sourceOrDestination)
    })
  }
  using interruption = watchInterrupts((line) => terminal.note(line), exitCodes.interrupted)
  process.exitCode = exitCodes[await runCommandLine(argv, terminal, interruption.signal)]
}
