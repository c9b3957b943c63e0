/**
 * The files of one native backup: a zip, or the same unpacked into a folder. Names are normalised (no leading `./`,
 * forward slashes); where it lies in a nested folder, names are those below that folder.
 *
 * Several files may be open at once. Whoever opened a backup disposes it; disposing twice does nothing.
 */
export interface BackupFiles extends AsyncDisposable {
  /** As given by the caller. */
  readonly path: string
  readonly container: 'zip' | 'folder'
  /** `xml` with entities.xml, `csv` with tables: the space export of Cloud. */
  readonly form: 'xml' | 'csv'
  /** The nested folder with entities.xml or the tables, ending in a slash; empty where they lie at the top. */
  readonly prefix: string
  /** How many files lie outside `prefix`: they are no part of the backup. */
  readonly outside: number

  /** Size in bytes of the file, `undefined` where the backup has none of that name. */
  size(name: string): number | undefined

  /** All file names, sorted by their UTF-8 bytes, lazily. Directories are not listed. */
  names(): Iterable<string>

  /**
   * Bytes of one file, from the start. Nothing is read before the first pull; leaving the loop early frees the file.
   *
   * @throws BackupError at a pull: ENTRY_MISSING, ENTRY_CORRUPT (CRC or size wrong, cut off), ENTRY_UNREADABLE.
   */
  open(name: string, options?: { readonly signal?: AbortSignal }): AsyncIterable<Uint8Array>

  /** Where the file lies on disk as it is; `undefined` inside a zip or where the backup has none of that name. */
  localPath(name: string): string | undefined
}

/** What every XML backup holds. */
export const entitiesName = 'entities.xml'

/** What real backups hold and trimmed ones lack. */
export const descriptorName = 'exportDescriptor.properties'

/** Chunks in which files are read. */
export const readSize: number = 256 * 1024

/** A million files cost some 70 MB of memory outside the heap. */
export const fileLimit = 3_000_000

/**
 * Path of the bytes of one attachment version.
 *
 * @param containerId the current id of the page, post, space description, comment or custom content
 * @param originalOrOwnId the id of the current attachment object: historic versions lie in its folder too
 * @param version the version number of the object that is asked for
 */
export function attachmentPath(containerId: string, originalOrOwnId: string, version: number | string): string {
  return `attachments/${containerId}/${originalOrOwnId}/${version}`
}
