/** What each code of {@link BackupError} says beside its message. Offsets count bytes from the start of entities.xml. */
export interface BackupErrorDetails {
  /** There is nothing at this path. */
  readonly BACKUP_NOT_FOUND: { readonly path: string }
  /** The path exists and the system refuses to read it. */
  readonly BACKUP_UNREADABLE: { readonly path: string; readonly problem: string }
  /** Neither a zip nor a folder. */
  readonly NOT_A_BACKUP: { readonly path: string; readonly found: string }
  /** A zip whose end, where its directory lies, is missing. */
  readonly ZIP_CUT_OFF: { readonly path: string; readonly size: number }
  /** A zip whose directory contradicts itself or the file. */
  readonly ZIP_DAMAGED: { readonly path: string; readonly problem: string }
  /** More files than the index of names may hold in memory. */
  readonly TOO_MANY_FILES: { readonly path: string; readonly limit: number }
  /** A name that could lead out of the backup or means two things: the whole backup is refused. */
  readonly UNSAFE_ENTRY: { readonly path: string; readonly entry: string; readonly reason: UnsafeReason }
  /** No entities.xml anywhere in it. */
  readonly NO_ENTITIES: { readonly path: string }
  /** Several entities.xml in nested folders and none at the top. */
  readonly SEVERAL_BACKUPS: { readonly path: string; readonly folders: readonly string[] }
  /** Both entities.xml and the tables of a CSV export: two backups in one place. */
  readonly MIXED_EXPORT: { readonly path: string; readonly entries: readonly string[] }
  /** A CSV export without a table that nothing can be read without. */
  readonly CSV_TABLE_MISSING: { readonly path: string; readonly tables: readonly string[] }
  /** Two files that are one table. */
  readonly CSV_TABLE_TWICE: { readonly path: string; readonly table: string; readonly entries: readonly string[] }
  /** A table that is not UTF-8. */
  readonly CSV_ENCODING: { readonly entry: string; readonly row: number; readonly encoding: string }
  /** The first row of a table does not name its columns. */
  readonly CSV_HEADER: { readonly entry: string; readonly row: number; readonly problem: string }
  /** A table ends within a cell. */
  readonly CSV_CUT_OFF: {
    readonly entry: string
    readonly row: number
    readonly column: string
    readonly offset: number
  }
  /** A spreadsheet rounded the ids, so nobody can tell any more what belongs to what. */
  readonly CSV_ID_ROUNDED: {
    readonly entry: string
    readonly row: number
    readonly column: string
    readonly cell: string
  }
  /** The backup has no file of this name. */
  readonly ENTRY_MISSING: { readonly path: string; readonly entry: string }
  /** The bytes of one file are not those that were packed. */
  readonly ENTRY_CORRUPT: { readonly path: string; readonly entry: string; readonly problem: string }
  /** The bytes of one file are there and can't be had: encrypted, unknown compression, no permission. */
  readonly ENTRY_UNREADABLE: { readonly path: string; readonly entry: string; readonly problem: string }
  /** exportDescriptor.properties can't be what it claims to be. */
  readonly DESCRIPTOR_MALFORMED: { readonly path: string; readonly problem: string }
  /** entities.xml has no content. */
  readonly XML_EMPTY: { readonly size: number }
  /** entities.xml is not UTF-8. */
  readonly XML_ENCODING: { readonly encoding: string }
  /** The XML outside the objects is broken, so nothing behind this byte can be trusted. */
  readonly XML_NOT_WELL_FORMED: { readonly offset: number; readonly problem: string }
  /** A DTD, an entity declaration or a processing instruction: no Confluence writes these. */
  readonly XML_FORBIDDEN: { readonly offset: number; readonly construct: string }
  /** entities.xml ends too early; `objectOffset` is the object it ends in. */
  readonly XML_TRUNCATED: { readonly offset: number; readonly objectOffset: number | undefined }
  /** Well-formed XML of another kind. */
  readonly WRONG_ROOT: { readonly offset: number; readonly root: string }
  /** One object is broken; those before and behind it are not. */
  readonly OBJECT_MALFORMED: {
    readonly offset: number
    readonly objectOffset: number
    readonly problem: string
    readonly class: string | undefined
    readonly id: string | undefined
  }
  /** One object is over the size limit. */
  readonly OBJECT_TOO_LARGE: { readonly offset: number; readonly length: number; readonly limit: number }
  /** A file of tables beside entities.xml is broken: nothing in it behind this byte can be trusted. */
  readonly TABLE_MALFORMED: { readonly entry: string; readonly offset: number; readonly problem: string }
  /** The copy of entities.xml could not be written. */
  readonly SCRATCH_FAILED: { readonly path: string; readonly problem: string }
  /** Not an IANA time zone and not a fixed offset. */
  readonly TIME_ZONE_UNKNOWN: { readonly zone: string }
}

export type BackupErrorCode = keyof BackupErrorDetails

/** Why a name makes the whole backup untrustworthy. */
export type UnsafeReason =
  | 'parent folder'
  | 'absolute path'
  | 'drive letter'
  | 'backslash'
  | 'NUL character'
  | 'symbolic link'
  | 'special file'
  | 'duplicate name'
  | 'overlapping entries'
  | 'empty name'
  | 'folder with data'

/** A backup that can't be read, or a part of it. What can be left out and noted is never thrown. */
export class BackupError<Code extends BackupErrorCode = BackupErrorCode> extends Error {
  override readonly name = 'BackupError'
  readonly code: Code
  readonly details: BackupErrorDetails[Code]

  constructor(code: Code, message: string, details: BackupErrorDetails[Code], options?: ErrorOptions) {
    super(message, options)
    this.code = code
    this.details = details
  }
}

/** True for a `BackupError`, with `code` true for one of this code only. */
export function isBackupError(error: unknown): error is BackupError
export function isBackupError<Code extends BackupErrorCode>(error: unknown, code: Code): error is BackupError<Code>
export function isBackupError(error: unknown, code?: BackupErrorCode): boolean {
  return error instanceof BackupError && (code === undefined || error.code === code)
}

/** What a person does next, per code. The errors page of the documentation is made from it. */
export const backupErrorHints: Record<BackupErrorCode, string> = {
  BACKUP_NOT_FOUND: 'Check the path; it must name a backup zip or the folder it was unpacked into',
  BACKUP_UNREADABLE: 'Give this user read permission on the file or folder and all its parents',
  NOT_A_BACKUP:
    'Give the zip that Confluence wrote (space or site export, format XML), or the folder it was unpacked into',
  ZIP_CUT_OFF: 'Compare its size with the original and copy or download it again; `unzip -t` must pass',
  ZIP_DAMAGED: 'Copy or download it again; if `unzip -t` passes, unpack it with a zip tool and give the folder instead',
  TOO_MANY_FILES: 'Export fewer spaces at a time',
  UNSAFE_ENTRY: 'Do not trust this file: Confluence never writes such names. Get the backup from its origin again',
  NO_ENTITIES:
    'Give the export as Confluence wrote it, XML or (Cloud, a space) CSV; HTML and PDF exports can not be read',
  SEVERAL_BACKUPS: 'Give one of the folders named in the message',
  MIXED_EXPORT: 'Put the two exports into folders of their own and give one of them',
  CSV_TABLE_MISSING: 'Export the space again; if it was unpacked by hand, put all of its tables into one folder',
  CSV_TABLE_TWICE: 'Give the export as Confluence wrote it, with one file of each table',
  CSV_ENCODING:
    'Confluence writes UTF-8: give the export as it was downloaded, or convert the table with `iconv -t UTF-8`',
  CSV_HEADER: 'Give the export as Confluence wrote it; the first row of each table names its columns',
  CSV_CUT_OFF: 'The export did not finish or the copy was cut off; export or copy it again',
  CSV_ID_ROUNDED: 'Give the export as it was downloaded: a table that a spreadsheet saved has lost the ids for good',
  ENTRY_MISSING: 'Export again with attachments, or accept the gap: it is listed in the report',
  ENTRY_CORRUPT: 'Copy or download the backup again; `unzip -t` names every damaged file',
  ENTRY_UNREADABLE: 'Unpack the backup with a tool that can read this file and give the folder instead',
  DESCRIPTOR_MALFORMED: 'Export again; or remove exportDescriptor.properties from the unpacked folder',
  XML_EMPTY: 'The export did not finish; export again and check the disk space of the Confluence server',
  XML_ENCODING: 'Confluence writes UTF-8; convert entities.xml back with `iconv -t UTF-8` and drop its declaration',
  XML_NOT_WELL_FORMED: 'Look at this byte offset of entities.xml; export again, or repair this place by hand',
  XML_FORBIDDEN: 'Do not trust this file: Confluence never writes this. Get the backup from its origin again',
  XML_TRUNCATED: 'The export did not finish or the copy was cut off; export or copy it again',
  WRONG_ROOT: 'This is another kind of XML; a Confluence backup begins with hibernate-generic',
  OBJECT_MALFORMED: 'The object is left out and listed; repair this place of entities.xml to carry it',
  OBJECT_TOO_LARGE: 'The object is left out and listed; split or purge it in Confluence to carry it',
  TABLE_MALFORMED:
    'The rows before this byte are carried, and the gap is listed; copy the backup again, or export again',
  SCRATCH_FAILED: 'Free disk space for a copy of entities.xml, or name another folder with --work',
  TIME_ZONE_UNKNOWN: 'Give an IANA name such as Europe/Berlin, or a fixed offset such as +02:00',
}
