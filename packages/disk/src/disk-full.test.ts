import { describe, expect, it } from 'vitest'
import { asDiskFull, firstError, isDiskFull, onDisk } from './disk-full.js'

function withCode(code: string, more: object = {}): Error {
  return Object.assign(new Error('It failed'), { code, ...more })
}

const full = ['ENOSPC', 'EDQUOT', 'SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'UNKNOWN_SQLITE_ERROR_13']

describe(isDiskFull, () => {
  it.each(full)('is true for %s', (code) => {
    expect([isDiskFull(withCode(code)), isDiskFull(withCode(code, { syscall: 'write' }))]).toEqual([true, true])
  })

  it.each(['EACCES', 'EFBIG', 'EIO', 'SQLITE_IOERR_WRITE', 'SQLITE_BUSY', 'UNKNOWN_SQLITE_ERROR_778'])(
    'is false for %s',
    (code) => {
      expect(isDiskFull(withCode(code, { syscall: 'write' }))).toBe(false)
    },
  )

  it('is false for what is no error', () => {
    expect([isDiskFull('ENOSPC'), isDiskFull(undefined), isDiskFull(new Error('ENOSPC'))]).toEqual([
      false,
      false,
      false,
    ])
  })
})

describe(asDiskFull, () => {
  it.each(full)('makes DISK_FULL of %s', (code) => {
    const error = withCode(code)
    expect(asDiskFull('/work', error)).toMatchObject({
      name: 'DiskError',
      code: 'DISK_FULL',
      details: { path: '/work' },
      cause: error,
    })
  })

  it('takes the path that the error names', () => {
    expect(asDiskFull('/work', withCode('ENOSPC', { path: '/tmp/rows' }))).toMatchObject({
      details: { path: '/tmp/rows' },
    })
  })

  it('leaves other errors as they are, and what it made itself', () => {
    const busy = withCode('SQLITE_BUSY')
    expect(asDiskFull('/work', busy)).toBe(busy)
    const once = asDiskFull('/work', withCode('ENOSPC'))
    expect(asDiskFull('/elsewhere', once)).toBe(once)
  })

  it('counts the error that came first, and not that of closing', async () => {
    const failing = (code: string): AsyncDisposable => ({ [Symbol.asyncDispose]: () => Promise.reject(withCode(code)) })
    const thrown: unknown = await (async () => {
      await using _file = failing('EIO')
      throw withCode('ENOSPC')
    })().catch((error: unknown) => error)
    expect(firstError(thrown)).toMatchObject({ code: 'ENOSPC' })
    expect(asDiskFull('/work', thrown)).toMatchObject({ code: 'DISK_FULL' })
  })
})

describe(onDisk, () => {
  it('gives what the work gives, and explains what it throws', async () => {
    expect(await onDisk('/work', () => 'written')).toBe('written')
    const writing = onDisk('/work', () => Promise.reject(withCode('EDQUOT')))
    await expect(writing).rejects.toMatchObject({ code: 'DISK_FULL', details: { path: '/work' } })
  })
})
