import { describe, expect, it } from 'vitest'
import { describeFailure, storageHints } from './failure.js'

const codes = [
  'ENOSPC EDQUOT EROFS EACCES EPERM EFBIG EMFILE ENFILE EIO ENAMETOOLONG ELOOP ENOTDIR EISDIR ENOENT',
  'SQLITE_FULL SQLITE_READONLY SQLITE_IOERR SQLITE_CORRUPT SQLITE_CANTOPEN SQLITE_BUSY SQLITE_NOTADB SQLITE_PERM',
]
  .join(' ')
  .split(' ')

describe('what storage says', () => {
  it.each(codes)('%s is told with what to do, and is no bug of ours', async (code) => {
    const error = Object.assign(new Error('It failed'), { code, syscall: 'write', path: 'work/a' })
    const failure = await describeFailure(error)
    expect(failure).toMatchObject({ code, exit: 'sourceOrDestination', hint: storageHints[code] })
    expect(failure.hint).toMatch(/\w/)
  })
})
