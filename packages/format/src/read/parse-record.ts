import { isUtf8 } from 'node:buffer'
import type { ReadRecord } from '../archive.js'
import { ArchiveError } from '../error.js'
import { maxDepth, maxLineBytes, maxValues } from '../limits.js'
import type { StreamName, StreamRecords } from '../records.js'
import { shorten, validateRecord } from '../validate.js'
import { parseBounded } from './bounded-json.js'

/** Where a line stands. */
export interface LinePlace {
  readonly path: string
  readonly entry: string
  /** Counted from 1 within the entry, where it is known. */
  readonly line?: number
  /** Where the line begins in the raw entry. */
  readonly offset: number
}

/** Makes a record of a line. Throws `RECORD_INVALID` with the place. */
export function parseRecord<Name extends StreamName>(
  stream: Name,
  line: Buffer,
  place: LinePlace,
  tolerant: boolean,
): ReadRecord<Name> {
  return parseText(stream, line, lineText(stream, line, place), place, tolerant)
}

/** Makes a record of a line whose text `lineText` gave. Throws `RECORD_INVALID` with the place. */
export function parseText<Name extends StreamName>(
  stream: Name,
  line: Buffer,
  text: string,
  place: LinePlace,
  tolerant: boolean,
): ReadRecord<Name> {
  const value = parseJson(stream, line, text, place)
  const { problems, unknown } = validateRecord(stream, value, { tolerant })
  if (problems.length > 0) throw invalidRecord(stream, value, place, problems)
  return { record: value as StreamRecords[Name], line, unknown }
}

/** Makes a value of a line, whatever it is. Throws `RECORD_INVALID` with the place. */
export function parseLine(stream: string, line: Buffer, place: LinePlace): unknown {
  return parseJson(stream, line, lineText(stream, line, place), place)
}

/** The text of a line. Throws `RECORD_INVALID` for one that is too long or not UTF-8. */
export function lineText(stream: string, line: Buffer, place: LinePlace): string {
  if (line.length > maxLineBytes)
    throw invalidRecord(stream, undefined, place, [
      `the line has ${line.length} bytes, and at most ${maxLineBytes} are allowed`,
    ])
  if (!isUtf8(line)) throw invalidRecord(stream, undefined, place, ['the line is not UTF-8'])
  return line.toString('utf8')
}

function parseJson(stream: string, line: Buffer, text: string, place: LinePlace): unknown {
  try {
    // A shorter one can't hold more values than that.
    return line.length > 2 * maxValues
      ? parseBounded(line, { values: maxValues, depth: maxDepth })
      : (JSON.parse(text) as unknown)
  } catch (error) {
    throw invalidRecord(stream, undefined, place, [
      `the line is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    ])
  }
}

function invalidRecord(
  stream: string,
  value: unknown,
  place: LinePlace,
  problems: readonly string[],
): ArchiveError<'RECORD_INVALID'> {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'id') : undefined
  const id = typeof found === 'string' ? shorten(found) : undefined
  const { entry, line, offset } = place
  const where = line === undefined ? `byte ${offset}` : `line ${line} (byte ${offset})`
  return new ArchiveError(
    'RECORD_INVALID',
    `The record ${id === undefined ? '' : `${id} `}in ${entry} of ${place.path}, ${where}, is not valid: ${problems.join('; ')}`,
    {
      stream,
      ...(id === undefined ? {} : { id }),
      entry,
      ...(line === undefined ? {} : { line }),
      offset,
      problems,
    },
  )
}
