import type { StreamName } from '@spacecrate/format'
import type { SiteStore } from '@spacecrate/site'
import { makeOmission } from '../../omission.js'
import type { CallOptions } from '../../source.js'
import { MissingBytes } from '../../source-error.js'

/** The bytes of a blob of the site; a missing or damaged one throws `MissingBytes`, for the export goes on without it. */
export async function* openSiteBlob(
  store: SiteStore,
  { stream, id, digest }: { readonly stream: StreamName; readonly id: string; readonly digest: string },
  options: CallOptions = {},
): AsyncGenerator<Uint8Array> {
  try {
    yield* store.openBlob(digest, options.signal ? { signal: options.signal } : {})
  } catch (error) {
    throw lostBytes(error, { stream, id, what: `The bytes ${digest} of ${id}` }) ?? error
  }
}

/** The error for bytes that the site has lost; `undefined` for any other failure. */
export function lostBytes(
  error: unknown,
  { stream, id, what }: { readonly stream: StreamName; readonly id: string; readonly what: string },
): MissingBytes | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code !== 'BLOB_MISSING' && code !== 'BLOB_CORRUPT') return undefined
  const lost = code === 'BLOB_MISSING' ? 'ATTACHMENT_FILE_MISSING' : 'ATTACHMENT_FILE_DAMAGED'
  return new MissingBytes(makeOmission(lost, { kind: stream, id, what }), { cause: error })
}
