import { spawn } from 'node:child_process'
import path from 'node:path'

/** Root of the repository. */
export const root: string = path.resolve(import.meta.dirname, '../..')
const command = path.join(root, 'packages/cli/bin/spacecrate.js')

/** How a command ended. */
export interface CommandResult {
  /** Exit code; `null` if a signal ended it. */
  readonly code: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
}

/** Options of `run`. */
export interface RunOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Ends the process without mercy when aborted. */
  readonly kill?: AbortSignal
  /** Presses Ctrl-C when aborted. */
  readonly interrupt?: AbortSignal
}

/** Runs the `spacecrate` command as a user does: a process of its own. */
export function spacecrate(args: readonly string[], options: RunOptions = {}): Promise<CommandResult> {
  return run(process.execPath, [command, ...args], options)
}

/** Runs a program to its end. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, NO_COLOR: '1', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const out: Buffer[] = []
    const errors: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
    options.kill?.addEventListener('abort', () => child.kill('SIGKILL'))
    options.interrupt?.addEventListener('abort', () => child.kill('SIGINT'))
    child.on('error', reject)
    child.on('close', (code, signal) => {
      const [stdout, stderr] = [out, errors].map((chunks) => Buffer.concat(chunks).toString('utf8'))
      resolve({ code, signal, stdout: stdout ?? '', stderr: stderr ?? '' })
    })
  })
}
