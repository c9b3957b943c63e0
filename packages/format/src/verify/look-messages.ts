import { ArchiveError, type ArchiveErrorCode, type ArchiveErrorDetails } from '../error.js'
import type { FetchedEntry } from './entry-check.js'
import type { FoundRows, PartFindings, PartJob } from './part-look.js'
import type { RelationFindings, RelationsJob } from './relations.js'

/** What a thread is asked to do, and what it gets that it asked for. */
export type ToThread =
  | { readonly type: 'look'; readonly job: PartJob }
  | { readonly type: 'rows' }
  | { readonly type: 'relate'; readonly job: RelationsJob }
  | { readonly type: 'fetched'; readonly name: string; readonly entry: FetchedEntry }

/** What a thread has found, in the order in which it was asked, or what it needs. */
export type FromThread =
  | { readonly type: 'done'; readonly found: PartFindings | FoundRows | RelationFindings }
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'fetch'; readonly name: string }

/** An error on its way between threads, which would lose what makes it more than a message. */
export interface Failure {
  readonly message: string
  readonly stack: string | undefined
  readonly archive: { readonly code: ArchiveErrorCode; readonly details: object } | undefined
}

/** The error as it can be sent. */
export function failureOf(error: unknown): Failure {
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  const archive = error instanceof ArchiveError ? { code: error.code, details: error.details } : undefined
  return { message, stack, archive }
}

/** The error as it was. */
export function errorOf({ message, stack, archive }: Failure): Error {
  if (archive !== undefined)
    return new ArchiveError(archive.code, message, archive.details as ArchiveErrorDetails[ArchiveErrorCode])
  const error = new Error(message)
  if (stack !== undefined) error.stack = stack
  return error
}

/** The memory that goes along with bytes instead of being copied: not that of a small one, which shares its memory. */
export function memoryOf(bytes: Uint8Array | undefined): ArrayBuffer[] {
  return bytes !== undefined && bytes.length >= 64 * 1024 && bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : []
}
