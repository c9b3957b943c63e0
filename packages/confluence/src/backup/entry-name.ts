import { BackupError, type UnsafeReason } from './error.js'
import { shown } from './shown.js'

/**
 * The one name by which a file of the backup is known: forward slashes, no `.` or empty segments. `undefined` for a
 * folder, which holds nothing by itself: Data Center 7.19 writes one called `/`.
 *
 * @throws BackupError UNSAFE_ENTRY
 */
export function normaliseEntryName(raw: string, path: string): string | undefined {
  const isFolder = raw.endsWith('/')
  const reason = isFolder ? unsafeText(raw) : (unsafeText(raw) ?? unsafeFile(raw))
  if (reason) throw unsafeEntry(path, raw, reason)
  if (isFolder) return undefined
  return raw.startsWith('./') || raw.includes('//') || raw.includes('/./') ? withoutDots(raw) : raw
}

/** Makes the UNSAFE_ENTRY error; the name is the attacker's text. */
export function unsafeEntry(path: string, entry: string, reason: UnsafeReason): BackupError<'UNSAFE_ENTRY'> {
  return new BackupError(
    'UNSAFE_ENTRY',
    `The backup ${shown(path)} holds an unsafe entry, ${shown(entry)} (${reason}); do not trust it`,
    {
      path,
      entry,
      reason,
    },
  )
}

/** Makes the ENTRY_MISSING error. */
export function entryMissing(path: string, entry: string): BackupError<'ENTRY_MISSING'> {
  return new BackupError('ENTRY_MISSING', `The backup ${shown(path)} has no file ${shown(entry)}`, { path, entry })
}

function withoutDots(name: string): string {
  const segments = name.split('/')
  return segments.filter((segment) => segment !== '' && segment !== '.').join('/')
}

/** Names that speak of an attack, whatever they name. */
function unsafeText(name: string): UnsafeReason | undefined {
  if (name.includes('\0')) return 'NUL character'
  if (name.includes('\\')) return 'backslash'
  if (/^[A-Za-z]:/.test(name)) return 'drive letter'
  if (name.includes('..') && name.split('/').includes('..')) return 'parent folder'
  return undefined
}

function unsafeFile(name: string): UnsafeReason | undefined {
  if (name.startsWith('/')) return 'absolute path'
  if (name === '' || name === '.' || name.endsWith('/.')) return 'empty name'
  return undefined
}
