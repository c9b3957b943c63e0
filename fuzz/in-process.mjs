// Commands run in the process of the caller: a thousand of them would spend their time on starting Node.
import { runCommandLine } from '../packages/cli/dist/command-line.js'
import { exitCodes } from '../packages/cli/dist/run/exit-codes.js'
import { captureTerminal } from '../packages/cli/dist/terminal/captured-terminal.js'

/** Runs a command with `--json`: its exit code, its JSON document (of lines the last), and its error, if it is one. */
export async function command(args) {
  const { terminal, out, err } = captureTerminal()
  const exit = exitCodes[await runCommandLine([...args, '--json', '--quiet'], terminal, new AbortController().signal)]
  const last = out().trimEnd().split('\n').at(-1)
  const document = last === '' ? undefined : JSON.parse(last)
  return { exit, document, error: document?.error, stderr: err() }
}

/** What is wrong with how a command ended, whatever it was given: a bug of ours, or an error that says too little. */
export function misbehaviour({ exit, error, stderr }) {
  if (exit === exitCodes.bug) return [`exit ${exit}: ${error?.code} ${error?.message} ${stderr}`.slice(0, 400)]
  if (exit !== exitCodes.sourceOrDestination && exit !== exitCodes.archiveInvalid) return []
  const vague = error !== undefined && (error.code === '' || error.message === '' || error.hint === '')
  return vague ? [`an error that says too little: ${JSON.stringify(error).slice(0, 300)}`] : []
}
