/** Primary result codes of SQLite that tell of a disk, a file or a right, by number. */
const sqliteCodes: Readonly<Record<number, string>> = {
  3: 'SQLITE_PERM',
  5: 'SQLITE_BUSY',
  6: 'SQLITE_BUSY',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  22: 'SQLITE_IOERR',
  23: 'SQLITE_PERM',
  26: 'SQLITE_NOTADB',
}

/** The index of a write-ahead log can't grow: SQLite calls that an error of reading or writing, and it is a full disk. */
const noRoomForIndex = { name: 'SQLITE_IOERR_SHMSIZE', number: 4874 }

/**
 * The code of what storage says: of the system (`ENOSPC`, `EROFS`), or of SQLite, shortened to the primary one
 * (`SQLITE_READONLY`); `undefined` for an error of anything else. The library names some codes by number alone, and says that
 * of a file it can't open only in the message.
 */
export function storageCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  const code: unknown = Reflect.get(error, 'code')
  if (typeof code !== 'string' || code === '') {
    const opened = /^ConnectionFailed\(.*: (\d+)"?\)$/s.exec(error.message)
    return opened ? codeOf(Number(opened[1])) : undefined
  }
  if (code === noRoomForIndex.name) return 'SQLITE_FULL'
  const number = /^UNKNOWN_SQLITE_ERROR_(\d+)$/.exec(code)?.[1]
  if (number !== undefined) return codeOf(Number(number))
  const primary = /^SQLITE_[A-Z]+/.exec(code)?.[0]
  if (primary !== undefined) return Object.values(sqliteCodes).includes(primary) ? primary : undefined
  return /^E[A-Z0-9]+$/.test(code) && 'syscall' in error ? code : undefined
}

/** True if what SQLite says is about the file itself, and not about the disk or the right to it. */
export function isDamaged(error: unknown): boolean {
  const code = storageCode(error)
  return code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB'
}

function codeOf(result: number): string | undefined {
  return result === noRoomForIndex.number ? 'SQLITE_FULL' : sqliteCodes[result & 0xff]
}
