import { attachmentPath, type BackupFiles, isBackupError } from '@spacecrate/confluence'
import type { CallOptions } from '../../source.js'
import { MissingBytes } from '../../source-error.js'
import { omission } from './omissions.js'
import type { Turnstile } from './turnstile.js'

/** What the path of the bytes of one version is made of. */
export interface FilePlace {
  /** Ids of the container, the most likely first. */
  readonly containers: readonly string[]
  /** Ids of the attachment, that of the current object first. */
  readonly attachments: readonly string[]
  readonly version: number
  /** True for the current version: very old backups have one file per attachment and no folder. */
  readonly current: boolean
}

/** The file of the version, and where it should be; `found` is absent where the backup doesn't hold it. */
export function locateFile(
  files: BackupFiles,
  place: FilePlace,
): { readonly found?: string; readonly expected: string } {
  const paths: string[] = []
  for (const container of place.containers) {
    for (const attachment of place.attachments) paths.push(attachmentPath(container, attachment, place.version))
  }
  if (place.current) {
    for (const container of place.containers) {
      for (const attachment of place.attachments) paths.push(`attachments/${container}/${attachment}`)
    }
  }
  const found = paths.find((path) => files.size(path) !== undefined)
  const expected = paths[0] ?? 'attachments'
  return found === undefined ? { expected } : { found, expected }
}

/**
 * The bytes of a file of the backup. A damaged one throws `MissingBytes`: the export goes on without it. Files are read
 * side by side, but opened one after the other: the directory of a zip is looked up through one window.
 */
export async function* openFile(
  files: BackupFiles,
  opening: Turnstile,
  path: string,
  facts: { readonly id: string; readonly what: string },
  options: CallOptions = {},
): AsyncGenerator<Uint8Array> {
  const chunks = files.open(path, options.signal ? { signal: options.signal } : {})[Symbol.asyncIterator]()
  try {
    for (let next = await opening.enter(() => chunks.next()); next.done !== true; next = await chunks.next()) {
      yield next.value
    }
  } catch (error) {
    if (!isBackupError(error)) throw error
    const damage = { kind: 'attachment-version', ...facts, file: path, why: error.message }
    throw new MissingBytes(omission('ATTACHMENT_FILE_DAMAGED', damage), { cause: error })
  } finally {
    await chunks.return?.()
  }
}
