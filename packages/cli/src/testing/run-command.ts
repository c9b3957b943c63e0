import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** How a child process of the command ended. */
export interface CommandResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Options of `runCommand`. */
export interface RunOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Called with what stands on the error stream so far, whenever more of it comes. */
  readonly onStderr?: (text: string, kill: (signal: NodeJS.Signals) => void) => void
  /** The same with its results. */
  readonly onStdout?: (text: string, kill: (signal: NodeJS.Signals) => void) => void
  /** Close our end of its stdout after so many bytes, as `head` does. */
  readonly closeStdoutAfter?: number
}

/** Path of the command. */
export const commandPath: string = fileURLToPath(new URL('../../bin/spacecrate.js', import.meta.url))

/** Runs the real command as a child process. */
export function runCommand(args: readonly string[], options: RunOptions = {}): Promise<CommandResult> {
  const { cwd, env, onStderr, onStdout, closeStdoutAfter } = options
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [commandPath, ...args], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let stdout = ''
    let stderr = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
      onStdout?.(stdout, (signal) => child.kill(signal))
      if (closeStdoutAfter !== undefined && stdout.length >= closeStdoutAfter) child.stdout.destroy()
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
      onStderr?.(stderr, (signal) => child.kill(signal))
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}
