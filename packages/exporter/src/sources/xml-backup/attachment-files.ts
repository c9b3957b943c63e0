import { attachmentPath, isBackupError } from '@spacecrate/confluence'
import type { CallOptions } from '../../source.js'
import type { WantedFile } from './csv-tables/files-by-id.js'
import { MissingBytes } from '../../source-error.js'
import { omission } from './omissions.js'
import type { PartFiles } from './parts/part.js'
import type { ReadContext } from './read-context.js'
import type { OneAtATime } from './one-at-a-time.js'

/** What the path of the bytes of one version is made of. */
export interface FilePlace {
  /** Ids of the container, the most likely first. */
  readonly containers: readonly string[]
  /** Id of the current object of the attachment, in whose folder the versions lie. */
  readonly attachment: string
  /** Id of the object of this version. */
  readonly own: string
  readonly version: number
  /** Its size, where the backup says one. */
  readonly bytes?: number | undefined
  /** Its id in the store of media of Cloud. */
  readonly fileId?: string | undefined
}

/** Where the bytes of a version are and where they should be; `found` is absent where the backup doesn't hold them. */
export interface LocatedFile {
  readonly found?: string
  readonly expected: string
}

/** The file of an attachment of one version. */
export function locateFile(context: ReadContext, place: FilePlace): LocatedFile {
  const [located] = locateFiles(context, [place])
  return located ?? { expected: 'attachments' }
}

/**
 * The files of the versions of an attachment, given oldest first. A file is the bytes of one version alone: of several
 * that could have it, it goes to one of its size, and of those to the newest. Two versions of one number share a path.
 */
export function locateFiles(context: ReadContext, places: readonly FilePlace[]): LocatedFile[] {
  const found = new Map<FilePlace, string>()
  const newestFirst = [...places].reverse()
  for (const isRight of [hasItsSize, () => true]) {
    for (const place of newestFirst) {
      if (found.has(place)) continue
      const path = pathsOf(place).find((one) => {
        const size = context.files.size(one)
        return size !== undefined && isRight(place, size) && context.isFirstUse(one)
      })
      if (path !== undefined) found.set(place, path)
    }
  }
  for (const place of newestFirst) {
    if (found.has(place)) continue
    const path = context.findById?.(wantedOf(place)).find((one) => context.isFirstUse(one))
    if (path !== undefined) found.set(place, path)
  }
  return places.map((place) => {
    const path = found.get(place)
    const expected = pathsOf(place)[0] ?? 'attachments'
    return path === undefined ? { expected } : { found: path, expected }
  })
}

function wantedOf({ attachment, own, fileId, version, bytes }: FilePlace): WantedFile {
  return { ids: [...new Set([attachment, own, ...(fileId === undefined ? [] : [fileId])])], version, bytes }
}

function hasItsSize(place: FilePlace, size: number): boolean {
  return place.bytes === size
}

/**
 * Every path that a version may have: in the folder of its attachment, in one of its own, and with no folder. Atlassian
 * documents the last one for Confluence up to 8.0 (https://confluence.atlassian.com/conf86/retrieving-file-attachments-from-a-backup-1295819329.html).
 */
function pathsOf({ containers, attachment, own, version }: FilePlace): string[] {
  const ids = [...new Set([attachment, own])]
  return [
    ...containers.flatMap((container) => ids.map((id) => attachmentPath(container, id, version))),
    ...containers.map((container) => `attachments/${container}/${own}`),
  ]
}

/**
 * The bytes of a file of the backup. A damaged one throws `MissingBytes`: the export goes on without it. Files are read
 * side by side, but opened one after the other: the directory of a zip is looked up through one window.
 */
export async function* openFile(
  files: PartFiles,
  opening: OneAtATime,
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
