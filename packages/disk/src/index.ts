/*
 * The ground floor: what every package needs of the disk, and nothing of what lies on it. It knows no other package of
 * ours. Files are made new or in folders of our own; who works in a folder holds a lock that ends with the process; a full
 * disk is known by one list. SQLite is opened here and nowhere else, and here stands how it holds texts that it would cut.
 */
export { BulkInsert } from './bulk-insert.js'
export { fromJsonColumn, fromSortedColumn, toJsonColumn, toOptionalJsonColumn, toSortedColumn } from './column-text.js'
export type { Database, OpenDatabaseOptions, Pragmas, Statement } from './database.js'
export { closeDatabase, inTransaction, openDatabase, preparedOnce, removeDatabase, setPragmas } from './database.js'
export type { DiskErrorCode, DiskErrorDetails } from './disk-error.js'
export { DiskError, diskErrorHints, isDiskError } from './disk-error.js'
export { asDiskFull, firstError, isDiskFull, onDisk } from './disk-full.js'
export { syncFolder, writeAt } from './durable.js'
export type { LockOptions } from './file-lock.js'
export { FileLock } from './file-lock.js'
export { KeyFilter } from './key-filter.js'
export type { LineFileOptions } from './line-file.js'
export { LineFile } from './line-file.js'
export type { FolderKind } from './own-files.js'
export {
  assertFolder,
  assertFree,
  assertNoLink,
  dropPart,
  isTaken,
  makeOwnFolder,
  moveWithoutReplacing,
  takeFolder,
  writeNewFile,
  writeOwnFile,
} from './own-files.js'
export { blobAt, numberAt, textAt } from './row.js'
export { isDamaged, storageCode } from './storage-code.js'
export { TempFolder } from './temp-folder.js'
export { textBytes, textOfBytes } from './text-bytes.js'
