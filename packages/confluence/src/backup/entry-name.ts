import { BackupError, type UnsafeReason } from './error.js'

/**
 * The one name by which a file of the backup is known: forward slashes, no `.` or empty segments. `undefined` for a
 * directory entry.
 *
 * @throws BackupError UNSAFE_ENTRY
 */
export function normaliseEntryName(raw: string, path: string): string | undefined {
  const reason = unsafeReason(raw)
  if (reason) throw unsafeEntry(path, raw, reason)
  if (raw.endsWith('/')) return undefined
  return raw.startsWith('./') || raw.includes('//') || raw.includes('/./') ? withoutDots(raw) : raw
}

/** Makes the UNSAFE_ENTRY error; the name is quoted, because it is the attacker's text. */
export function unsafeEntry(path: string, entry: string, reason: UnsafeReason): BackupError<'UNSAFE_ENTRY'> {
  const shown = JSON.stringify(entry.length > 200 ? `${entry.slice(0, 200)}…` : entry)
  return new BackupError('UNSAFE_ENTRY', `The backup ${path} holds an unsafe entry ${shown} (${reason})`, {
    path,
    entry,
    reason,
  })
}

function withoutDots(name: string): string {
  const segments = name.split('/')
  return segments.filter((segment) => segment !== '' && segment !== '.').join('/')
}

function unsafeReason(name: string): UnsafeReason | undefined {
  if (name.includes('\0')) return 'NUL character'
  if (name.includes('\\')) return 'backslash'
  if (name.startsWith('/')) return 'absolute path'
  if (/^[A-Za-z]:/.test(name)) return 'drive letter'
  if (name.includes('..') && name.split('/').includes('..')) return 'parent folder'
  if (name === '' || name === '.' || name.endsWith('/.')) return 'empty name'
  return undefined
}
