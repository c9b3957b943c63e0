import { expect, it } from 'vitest'
import { DiskError, type DiskErrorCode, diskErrorHints, isDiskError } from './disk-error.js'
import { onDisk } from './disk-full.js'
import { assertFree, takeFolder } from './own-files.js'

const here = import.meta.filename
const kind = { marker: 'ours.txt', text: 'ours', isOurs: () => false }

/** For every code something that must end with it. */
const refused: Readonly<Record<DiskErrorCode, () => Promise<unknown>>> = {
  TARGET_EXISTS: () => assertFree(here),
  WORK_FOLDER_FOREIGN: () => takeFolder(here, kind),
  DISK_FULL: () => onDisk(here, () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }))),
}

it.each(Object.entries(refused))('%s says what happened, where, and what to do', async (code, work) => {
  const error: unknown = await work().catch((thrown: unknown) => thrown)
  if (!(error instanceof DiskError)) throw error
  expect(error).toMatchObject({ name: 'DiskError', code, details: { path: here } })
  expect(error.message).toMatch(/^[A-Z].*[^.]$/s)
  expect(error.message).toContain(here)
  expect(error.hint).toMatch(/^[A-Z].*\.$/)
  expect([isDiskError(error, error.code), Object.keys(diskErrorHints).includes(code)]).toEqual([true, true])
})

it('is told apart by its code', () => {
  const error = new DiskError('DISK_FULL', 'Full', { path: '/work' })
  expect([isDiskError(error, 'DISK_FULL'), isDiskError(error, 'TARGET_EXISTS')]).toEqual([true, false])
  expect(isDiskError(Object.assign(new Error('x'), { code: 'DISK_FULL' }), 'DISK_FULL')).toBe(false)
})
