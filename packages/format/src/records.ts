import type { StreamRecords } from '#records'

/** Which record stands in which stream: made from the schemas, of which `streamRules` must know each. */
export type { StreamRecords }

/** Name of a stream, as in `streams/<name>/0001.ndjson`. */
export type StreamName = keyof StreamRecords

/** Any record. */
export type AnyRecord = StreamRecords[StreamName]

/** A record together with the stream it belongs to; narrows by `stream`. */
export type StreamRecord = {
  [Name in StreamName]: { readonly stream: Name; readonly record: StreamRecords[Name] }
}[StreamName]
