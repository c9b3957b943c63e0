import { encodeValue } from '../encode-record.js'
import { ArchiveError, isArchiveError } from '../error.js'
import { maxDepth, maxLineBytes, maxValues } from '../limits.js'
import { parseBounded } from '../read/bounded-json.js'
import type { StreamName, StreamRecords } from '../records.js'
import { validateRecord } from '../validate.js'

/** The line of a record, with its line feed. Throws `RECORD_INVALID`, `RECORD_TOO_LARGE`. */
export function encodeLine<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): Buffer {
  return encodeWithin(maxLineBytes, stream, record)
}

/** What `append` would throw for the record, with `room` bytes left in its line for what it will say besides. */
export function refusalOf<Name extends StreamName>(
  stream: Name,
  record: StreamRecords[Name],
  room: number = 0,
): ArchiveError<'RECORD_INVALID'> | ArchiveError<'RECORD_TOO_LARGE'> | undefined {
  try {
    encodeWithin(maxLineBytes - room, stream, record)
    return undefined
  } catch (error) {
    if (isArchiveError(error, 'RECORD_INVALID') || isArchiveError(error, 'RECORD_TOO_LARGE')) return error
    throw error
  }
}

function encodeWithin<Name extends StreamName>(limit: number, stream: Name, record: StreamRecords[Name]): Buffer {
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
  if (line.length - 1 > limit)
    throw new ArchiveError(
      'RECORD_TOO_LARGE',
      `The record ${record.id} for ${stream} has ${line.length - 1} bytes, and a line has at most ${limit}`,
      { stream, id: record.id, bytes: line.length - 1, limit },
    )
  if (line.length > 2 * maxValues) checkValues(stream, record.id, line)
  return line
}

/** Throws `RECORD_INVALID` for a line with more values than a reader takes. */
function checkValues(stream: StreamName, id: string, line: Buffer): void {
  try {
    parseBounded(line, { values: maxValues, depth: maxDepth })
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    throw new ArchiveError('RECORD_INVALID', `The record ${id} for ${stream} is not valid: ${problem}`, {
      stream,
      id,
      problems: [problem],
    })
  }
}
