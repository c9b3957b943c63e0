import { BackupError } from './error.js'

/** The XML outside the objects is broken. */
export function notWellFormed(offset: number, problem: string): BackupError<'XML_NOT_WELL_FORMED'> {
  return new BackupError(
    'XML_NOT_WELL_FORMED',
    `The file entities.xml is not well-formed at byte ${offset} (${problem}); export again or repair it there`,
    { offset, problem },
  )
}

/** Something that only an attacker writes. */
export function forbidden(offset: number, construct: string): BackupError<'XML_FORBIDDEN'> {
  return new BackupError(
    'XML_FORBIDDEN',
    `The file entities.xml holds ${construct} at byte ${offset}, which Confluence never writes; do not trust this file`,
    { offset, construct },
  )
}

/** `objectOffset` is where the object begins that the file ends in. */
export function truncated(offset: number, objectOffset: number | undefined): BackupError<'XML_TRUNCATED'> {
  const where = objectOffset === undefined ? '' : `, within the object that begins at byte ${objectOffset}`
  return new BackupError(
    'XML_TRUNCATED',
    `The file entities.xml ends too early at byte ${offset}${where}; copy it again`,
    {
      offset,
      objectOffset,
    },
  )
}
