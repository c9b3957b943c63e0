import type { AttachmentVersion } from '@spacecrate/format'
import type { FileItem, Origin, SourceItem } from '../../source.js'
import { type FilePlace, locateFiles, type LocatedFile, openFile } from './attachment-files.js'
import { item, omit, recorded } from './items.js'
import type { PlacedRow, ReadContext } from './read-context.js'

/** The versions of an attachment, oldest first, before it is known where their bytes lie: files are given out in one place. */
export interface VersionFiles {
  readonly type: 'version-files'
  readonly versions: readonly VersionFile[]
}

/** One version, and what the path of its bytes is made of. */
export interface VersionFile {
  readonly row: PlacedRow
  readonly record: AttachmentVersion
  readonly what: string
  readonly place: FilePlace
}

/** The versions with their bytes. A file is given to one version alone, so this is done in the order of the reading. */
export function* itemsOfFiles(context: ReadContext, { versions }: VersionFiles): Generator<SourceItem> {
  const files = locateFiles(
    context,
    versions.map(({ place }) => place),
  )
  for (const [index, version] of versions.entries()) {
    const file = files[index]
    if (file) yield* itemsOfVersion(context, version, file)
  }
}

function* itemsOfVersion(
  context: ReadContext,
  { row, record, what, place }: VersionFile,
  { found, expected }: LocatedFile,
): Generator<SourceItem> {
  const made = recorded(context, row, 'Attachment', 'attachment-versions', record)
  if (found === undefined) {
    yield omit('ATTACHMENT_FILE_MISSING', { kind: 'attachment-version', what, id: record.id, file: expected })
    yield made
    return
  }
  const size = context.files.size(found)
  if (place.bytes !== undefined && size !== undefined && size !== place.bytes) {
    const sizes = `${size} bytes, not ${place.bytes}`
    yield omit('ATTACHMENT_SIZE_DIFFERS', { kind: 'attachment-version', what: `${what}: ${sizes}`, file: found })
  }
  if (!context.done(record.id)) yield fileItem(context, record, found, what, made.origin)
}

function fileItem(
  context: ReadContext,
  record: AttachmentVersion,
  path: string,
  what: string,
  origin: Origin | undefined,
): FileItem {
  return {
    type: 'file',
    id: record.id,
    open: (options) => openFile(context.files, context.opening, path, { id: record.id, what }, options),
    complete: (blob) =>
      item('attachment-versions', blob ? { ...record, blob: blob.digest, bytes: blob.bytes } : record, origin),
  }
}
