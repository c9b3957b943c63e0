import type { Archive, StreamName, StreamRecords } from '@spacecrate/format'
import type { CallOptions, Step, StepAct, StepRecord } from './destination.js'
import { removeUnknown } from './known-fields.js'

/** A record as it was read, with its stream and line. */
export type ReadStepRecord = StepRecord & {
  readonly line: Uint8Array
  /** Fields that a newer version added, as JSON pointers; they are not in the record any more. */
  readonly unknown?: readonly string[]
}

const batchRecords = 500
const batchBytes = 4 * 1024 * 1024

/** The records of a stream in arrays that are bounded in number and bytes. */
export async function* recordBatches(
  archive: Archive,
  stream: StreamName,
  options: CallOptions = {},
): AsyncGenerator<readonly ReadStepRecord[]> {
  let batch: ReadStepRecord[] = []
  let bytes = 0
  for await (const { record, line, unknown } of archive.records(stream, options)) {
    if (unknown.length > 0) removeUnknown(record, unknown)
    batch.push({ ...stepRecord(stream, record), line, ...(unknown.length > 0 ? { unknown } : {}) })
    bytes += line.byteLength
    if (batch.length < batchRecords && bytes < batchBytes) continue
    yield batch
    batch = []
    bytes = 0
  }
  if (batch.length > 0) yield batch
}

/** Joins a stream and its record to a union that narrows by stream, which the type checker can't do by itself. */
export function stepRecord<Name extends StreamName>(
  stream: Name,
  record: StreamRecords[Name],
  translated?: StreamRecords[Name],
): StepRecord {
  const pair: unknown = translated === undefined ? { stream, record } : { stream, record, translated }
  return pair as StepRecord
}

/** Joins the parts of a step in the same way. */
export function stepOf<Name extends StreamName, Act extends StepAct>(
  stream: Name,
  record: StreamRecords[Name],
  translated: StreamRecords[Name],
  act: Act,
): Step & Act {
  const step: unknown = { stream, record, translated, ...act }
  return step as Step & Act
}
