import { describe, expect, it } from 'vitest'
import { BackupError, backupErrorHints, isBackupError } from './error.js'

describe(BackupError, () => {
  it('keeps code, details and cause', () => {
    const cause = new Error('EIO')
    const error = new BackupError('ENTRY_MISSING', 'There is no file a', { path: 'x.zip', entry: 'a' }, { cause })
    expect(error).toMatchObject({ name: 'BackupError', code: 'ENTRY_MISSING', details: { entry: 'a' }, cause })
    expect([isBackupError(error), isBackupError(error, 'ENTRY_MISSING'), isBackupError(error, 'XML_EMPTY')]).toEqual([
      true,
      true,
      false,
    ])
    expect(isBackupError(cause)).toBe(false)
  })

  it.each(Object.entries(backupErrorHints))('says for %s what to do next', (_, hint) => {
    expect(hint).toMatch(/^[A-Z].{10,}[^.]$/)
  })
})
