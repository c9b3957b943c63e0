import type { SiteStore } from '@spacecrate/site'
import { makeOmission } from '../../omission.js'
import type { CallOptions } from '../../source.js'
import { MissingBytes } from '../../source-error.js'

/** The bytes of a blob of the site; a missing or damaged one throws `MissingBytes`, for the export goes on without it. */
export async function* openSiteBlob(
  store: SiteStore,
  digest: string,
  id: string,
  options: CallOptions = {},
): AsyncGenerator<Uint8Array> {
  try {
    yield* store.openBlob(digest, options.signal ? { signal: options.signal } : {})
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code !== 'BLOB_MISSING' && code !== 'BLOB_CORRUPT') throw error
    const lost = code === 'BLOB_MISSING' ? 'ATTACHMENT_FILE_MISSING' : 'ATTACHMENT_FILE_DAMAGED'
    const omission = makeOmission(lost, { kind: 'blob', id, what: `The bytes ${digest} of ${id}` })
    throw new MissingBytes(omission, { cause: error })
  }
}
