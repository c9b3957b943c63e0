import { encodeValue } from '../encode-record.js'
import { ArchiveError } from '../error.js'
import { maxLineBytes } from '../limits.js'
import type { StreamName, StreamRecords } from '../records.js'
import { validateRecord } from '../validate.js'

/** The line of a record, with its line feed. Throws `RECORD_INVALID`, `RECORD_TOO_LARGE`. */
export function encodeLine<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): Buffer {
  const { problems } = validateRecord(stream, record)
  if (problems.length > 0) {
    const id = typeof record.id === 'string' ? record.id : undefined
    throw new ArchiveError(
      'RECORD_INVALID',
      `The record ${id ?? '(without id)'} for ${stream} is not valid: ${problems.join('; ')}`,
      { stream, ...(id === undefined ? {} : { id }), problems },
    )
  }
  const line = Buffer.from(`${encodeValue(record)}\n`)
  if (line.length - 1 > maxLineBytes)
    throw new ArchiveError(
      'RECORD_TOO_LARGE',
      `The record ${record.id} for ${stream} has ${line.length - 1} bytes, and a line has at most ${maxLineBytes}`,
      { stream, id: record.id, bytes: line.length - 1, limit: maxLineBytes },
    )
  return line
}
