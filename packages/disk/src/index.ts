/*
 * The ground floor: what every package needs of the disk, and nothing of what lies on it. It knows no other package of
 * ours. Files are made new or in folders of our own; who works in a folder holds a lock that ends with the process; a full
 * disk is known by one list.
 */
export type { DiskErrorCode, DiskErrorDetails } from './disk-error.js'
export { DiskError, diskErrorHints, isDiskError } from './disk-error.js'
export { asDiskFull, firstError, isDiskFull, onDisk } from './disk-full.js'
export { syncFolder, writeAt } from './durable.js'
export type { LockOptions } from './file-lock.js'
export { FileLock } from './file-lock.js'
export type { FolderKind } from './own-files.js'
export {
  assertFree,
  assertNoLink,
  dropPart,
  isTaken,
  makeOwnFolder,
  moveWithoutReplacing,
  namePart,
  openPart,
  takeFolder,
  writeNewFile,
  writeOwnFile,
} from './own-files.js'
export { storageCode } from './storage-code.js'
export { TempFolder } from './temp-folder.js'
