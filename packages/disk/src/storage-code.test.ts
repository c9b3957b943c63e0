import { describe, expect, it } from 'vitest'
import { isDamaged, storageCode } from './storage-code.js'

function withCode(code: string, more: object = {}): Error {
  return Object.assign(new Error('It failed'), { code, ...more })
}

describe(storageCode, () => {
  it.each([
    ['SQLITE_FULL', 'SQLITE_FULL'],
    ['SQLITE_IOERR_SHMSIZE', 'SQLITE_FULL'],
    ['SQLITE_IOERR_WRITE', 'SQLITE_IOERR'],
    ['SQLITE_READONLY_DIRECTORY', 'SQLITE_READONLY'],
    ['SQLITE_CANTOPEN', 'SQLITE_CANTOPEN'],
    ['SQLITE_BUSY_SNAPSHOT', 'SQLITE_BUSY'],
    ['SQLITE_CORRUPT', 'SQLITE_CORRUPT'],
    ['SQLITE_NOTADB', 'SQLITE_NOTADB'],
    ['UNKNOWN_SQLITE_ERROR_1544', 'SQLITE_READONLY'],
    ['UNKNOWN_SQLITE_ERROR_778', 'SQLITE_IOERR'],
    ['UNKNOWN_SQLITE_ERROR_4874', 'SQLITE_FULL'],
    ['SQLITE_CONSTRAINT', undefined],
    ['SQLITE_ERROR', undefined],
    ['ERR_INVALID_ARG_TYPE', undefined],
    ['PLAN_INVALID', undefined],
  ])('says of %s: %s', (code, said) => {
    expect(storageCode(withCode(code))).toBe(said)
  })

  it.each([
    'ENOSPC',
    'EDQUOT',
    'EROFS',
    'EACCES',
    'EPERM',
    'EFBIG',
    'EMFILE',
    'ENFILE',
    'EIO',
    'ENAMETOOLONG',
    'ELOOP',
  ])('takes %s of a call of the system', (code) => {
    expect(storageCode(withCode(code, { syscall: 'open' }))).toBe(code)
    expect(storageCode(withCode(code))).toBeUndefined()
  })

  it('reads the number where the library says no more', () => {
    const message = 'ConnectionFailed("Unable to open connection to local database /x/lock.sqlite: 14")'
    expect(storageCode(new Error(message))).toBe('SQLITE_CANTOPEN')
    expect(storageCode(new Error('ConnectionFailed("something else")'))).toBeUndefined()
    expect(storageCode('SQLITE_FULL')).toBeUndefined()
  })
})

describe(isDamaged, () => {
  it('is true for a file that is no database any more, and not for what its disk says', () => {
    expect(['SQLITE_CORRUPT_VTAB', 'SQLITE_NOTADB'].map((code) => isDamaged(withCode(code)))).toEqual([true, true])
    expect(['SQLITE_FULL', 'SQLITE_CANTOPEN', 'EIO'].map((code) => isDamaged(withCode(code)))).toEqual([
      false,
      false,
      false,
    ])
  })
})
