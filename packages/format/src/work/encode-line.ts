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
  const line = Buffer.from(lineOf(stream, record))
  checkLine(stream, record.id, line, limit)
  return line
}

/** The line of a record as a text, with its line feed. Throws `RECORD_INVALID`; how long it is has to be checked. */
export function lineOf<Name extends StreamName>(stream: Name, record: StreamRecords[Name]): string {
  const { problems } = validateRecord(stream, record)
  if (problems.length === 0) return `${encodeValue(record)}\n`
  const id = typeof record.id === 'string' ? record.id : undefined
  throw new ArchiveError(
    'RECORD_INVALID',
    `The record ${id ?? '(without id)'} for ${stream} is not valid: ${problems.join('; ')}`,
    { stream, ...(id === undefined ? {} : { id }), problems },
  )
}

/** Throws for a line that is longer or has more values than a reader takes: `RECORD_TOO_LARGE`, `RECORD_INVALID`. */
export function checkLine(stream: StreamName, id: string, line: Buffer, limit: number = maxLineBytes): void {
  const bytes = line.length - 1
  if (bytes > limit)
    throw new ArchiveError(
      'RECORD_TOO_LARGE',
      `The record ${id} for ${stream} has ${bytes} bytes, and a line has at most ${limit}`,
      { stream, id, bytes, limit },
    )
  if (line.length > 2 * maxValues) checkValues(stream, id, line)
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
