import { constants, existsSync } from 'node:fs'
import { access } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { firstError, storageCode } from '@spacecrate/disk'
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
  const error = await realReason(firstError(thrown))
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
  const code = storageCode(error)
  if (code !== undefined && error instanceof Error) {
    const facts = ['path', 'syscall'].map((name) => [name, Reflect.get(error, name)] as const)
    const details = Object.fromEntries(facts.filter(([, value]) => typeof value === 'string'))
    const hint = storageHints[code] ?? 'Look at what the system says about this file or port'
    return { code, message: error.message, details, hint, exit: 'sourceOrDestination' }
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
 * Node says of a folder that can't be made on a read-only disk that there is nothing at its path (`mkdir` with `recursive`).
 * The folder that is to hold it knows better.
 */
async function realReason(error: unknown): Promise<unknown> {
  if (!(error instanceof Error) || storageCode(error) !== 'ENOENT' || Reflect.get(error, 'syscall') !== 'mkdir')
    return error
  const path: unknown = Reflect.get(error, 'path')
  let folder = dirname(resolve(String(path)))
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder)
  try {
    await access(folder, constants.W_OK)
    return error
  } catch (reason) {
    return reason
  }
}

/** The JSON document that stands for a failed command. */
export function failureDocument(failure: Failure): string {
  return JSON.stringify({ error: { ...failure, exit: exitCodes[failure.exit] } })
}

function causedBy(error: unknown, type: typeof Interrupted): boolean {
  let inner: unknown = error
  for (let depth = 0; depth < 10 && inner instanceof Error; depth++) {
    if (inner instanceof type) return true
    inner = inner.cause
  }
  return false
}

/** What a person does about what storage says, by the codes of `storageCode`. */
export const storageHints: Readonly<Record<string, string>> = {
  ENOENT: 'Check the path: there is nothing at it',
  EACCES: 'Give this user the right to this file or folder',
  EPERM: 'Give this user the right to this file or folder',
  EROFS: 'This disk is read-only; name a folder on another one with --work or -o',
  ENOSPC: 'Free space on this disk and run the same command again: it continues',
  EDQUOT: 'Free space in the quota of this user and run the same command again: it continues',
  EFBIG:
    'Allow larger files (`ulimit -f`), or use a disk that can hold them, and run the same command again: it continues',
  EIO: 'Check the disk: the system could not read or write there; then run the same command again',
  EISDIR: 'Name a file: this is a folder',
  ENOTDIR: 'Check the path: a part of it is a file',
  ENAMETOOLONG: 'Choose a shorter name or a folder with a shorter path',
  ELOOP: 'Check the path: its symbolic links lead in a circle, or where no link may stand',
  EADDRINUSE: 'Another process listens on this port; name another one with --port',
  EMFILE: 'Allow more open files (`ulimit -n`)',
  ENFILE: 'Too many files are open on this machine: close other programs, or allow more, and run the command again',
  SQLITE_FULL:
    'Free space on the disk of the work folder and of the site, and run the same command again: it continues',
  SQLITE_READONLY: 'Give this user the right to write to the work folder and to the site, or name other folders',
  SQLITE_PERM: 'Give this user the right to the work folder and to the site',
  SQLITE_CANTOPEN:
    'Check that the work folder, the folder for temporary files (TMPDIR) and the site are there and can be written',
  SQLITE_IOERR:
    'Check the disk of the work folder and of the site, and whether files may grow (`ulimit -f`); then run the same command again',
  SQLITE_BUSY: 'Wait until the other process that uses the work folder or the site has ended',
  SQLITE_CORRUPT: 'A database of the work folder or the site is damaged: restore it, or use another work folder',
  SQLITE_NOTADB: 'A database of the work folder or the site is damaged: restore it, or use another work folder',
}
