import { CommandError } from '../run/command-error.js'
import { type Exit, exitCodes } from '../run/exit-codes.js'
import type { Context } from '../run/session.js'
import { type CapturedTerminal, captureTerminal } from '../terminal/captured-terminal.js'

/** A JSON document of a command. */
export type Document = Readonly<Record<string, unknown>>

/** Runs a command in this process, as a program would run it, and returns its JSON document. */
export async function runForDocument(context: Context, args: readonly string[]): Promise<Document> {
  const { out, exit } = await runForText(context, [...args, '--json'], ['complete'])
  const document: unknown = JSON.parse(out)
  if (typeof document === 'object' && document !== null) return document as Document
  throw failed(args, exit, out)
}

/** Runs a command in this process and returns what it printed. */
export async function runForText(
  context: Context,
  args: readonly string[],
  allowed: readonly Exit[],
): Promise<{ readonly out: string; readonly err: string; readonly exit: Exit }> {
  const captured = captureTerminal()
  const exit = await context.runCommand(args, captured.terminal, context.signal)
  context.signal.throwIfAborted()
  if (!allowed.includes(exit)) throw failed(args, exit, captured.err())
  return { out: captured.out(), err: captured.err(), exit }
}

/** Starts a command that runs until it is stopped; the first document that it prints says that it is ready. */
export async function startForDocument(
  context: Context,
  args: readonly string[],
): Promise<{ readonly document: Document; readonly stop: () => Promise<void> }> {
  const abort = new AbortController()
  let captured: CapturedTerminal | undefined
  const ready = new Promise<string>((resolve) => {
    captured = captureTerminal((out) => {
      if (out.endsWith('\n')) resolve(out)
    })
  })
  if (captured === undefined) throw new TypeError('A promise runs its function at once')
  const { err } = captured
  const signal = AbortSignal.any([context.signal, abort.signal])
  const running = context.runCommand([...args, '--json'], captured.terminal, signal)
  const first = await Promise.race([ready, running.then((exit) => Promise.reject(failed(args, exit, err())))])
  return {
    document: JSON.parse(first) as Document,
    stop: async () => {
      abort.abort()
      await running
    },
  }
}

/** A step that did not do what it must. */
export function stepFailed(args: readonly string[], said: string): CommandError<'DEMO_STEP_FAILED'> {
  const step = args.join(' ')
  return new CommandError('DEMO_STEP_FAILED', `The step ${step} failed. ${said.slice(0, 2000)}`, { step })
}

function failed(args: readonly string[], exit: Exit, said: string): CommandError<'DEMO_STEP_FAILED'> {
  return stepFailed(args, `It ended with ${exitCodes[exit]}: ${said}`)
}
