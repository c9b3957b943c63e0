import { type Exit, exitCodes } from './exit-codes.js'
import { exitOfCode, hintOf, isOwnError } from './error-table.js'
import { Interrupted } from './interruption.js'

/** An error as a person or a program gets it. */
export interface Failure {
  readonly code: string
  readonly message: string
  readonly details: Readonly<Record<string, unknown>>
  /** What a person does next. */
  readonly hint: string
  readonly exit: Exit
  /** The error of ours behind it. */
  readonly cause?: { readonly code: string; readonly message: string }
}

/** Says what an error means; one that nobody foresaw is a bug of ours. */
export async function describeFailure(thrown: unknown): Promise<Failure> {
  const error = firstError(thrown)
  if (error instanceof Interrupted || causedBy(error, Interrupted)) {
    return {
      code: 'INTERRUPTED',
      message: 'Interrupted',
      details: {},
      hint: 'Run the same command again',
      exit: 'interrupted',
    }
  }
  if (isOwnError(error)) {
    const { code, message, details, cause } = error
    const failure = { code, message, details, exit: exitOfCode(error.name, code) }
    // An error that wraps another one of ours says what was tried; the inner one knows what to do.
    if (!isOwnError(cause)) return { ...failure, hint: await hintOf(error) }
    return { ...failure, hint: await hintOf(cause), cause: { code: cause.code, message: cause.message } }
  }
  if (isSystemError(error)) {
    const details = error.path === undefined ? { syscall: error.syscall } : { path: error.path, syscall: error.syscall }
    const hint = systemHints[error.code] ?? 'Look at what the system says about this file or port'
    return { code: error.code, message: error.message, details, hint, exit: 'sourceOrDestination' }
  }
  return {
    code: 'INTERNAL_ERROR',
    message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    details: {},
    hint: 'This is a bug of ours: run the command again with --debug and report what it prints',
    exit: 'bug',
  }
}

/**
 * What went wrong first. When closing fails as well, as on a disk that is full, `await using` throws a `SuppressedError`
 * that holds the error of closing and, as `suppressed`, the one that was on its way. Node 20 has no such class to ask for.
 */
function firstError(thrown: unknown): unknown {
  let error = thrown
  while (error instanceof Error && error.name === 'SuppressedError' && 'suppressed' in error) error = error.suppressed
  return error
}

/** The JSON document that stands for a failed command. */
export function failureDocument(failure: Failure): string {
  return JSON.stringify({ error: { ...failure, exit: exitCodes[failure.exit] } })
}

interface SystemError extends Error {
  readonly code: string
  readonly syscall: string
  readonly path?: string
}

function isSystemError(error: unknown): error is SystemError {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string'
}

function causedBy(error: unknown, type: typeof Interrupted): boolean {
  let inner: unknown = error
  for (let depth = 0; depth < 10 && inner instanceof Error; depth++) {
    if (inner instanceof type) return true
    inner = inner.cause
  }
  return false
}

const systemHints: Readonly<Record<string, string>> = {
  ENOENT: 'Check the path: there is nothing at it',
  EACCES: 'Give this user the right to this file or folder',
  EPERM: 'Give this user the right to this file or folder',
  EROFS: 'This disk is read-only; name a folder on another one with --work or -o',
  ENOSPC: 'Free space on this disk and run the same command again: it continues',
  EDQUOT: 'Free space in the quota of this user and run the same command again: it continues',
  EISDIR: 'Name a file: this is a folder',
  ENOTDIR: 'Check the path: a part of it is a file',
  EADDRINUSE: 'Another process listens on this port; name another one with --port',
  EMFILE: 'Allow more open files (`ulimit -n`)',
}
