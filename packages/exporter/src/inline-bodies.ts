import { type ArchiveWriter, type Body, bodyFor, fitsRecord, streamRules } from '@spacecrate/format'
import type { CallOptions, RecordItem } from './source.js'

/** The same record, with each body over the limit stored as a blob. */
export async function storeLargeBodies(
  writer: ArchiveWriter,
  item: RecordItem,
  options: CallOptions = {},
): Promise<RecordItem> {
  let changed: Record<string, unknown> | undefined
  for (const field of streamRules[item.stream].blobs) {
    const value: unknown = Reflect.get(item.record, field)
    const outsourced = Array.isArray(value)
      ? await storeEach(writer, value, options)
      : isInlineBody(value)
        ? await storeIfLarge(writer, value, options)
        : value
    if (outsourced === value) continue
    changed ??= { ...item.record }
    changed[field] = outsourced
  }
  return changed ? ({ ...item, record: changed } as unknown as RecordItem) : item
}

/** True for a record with a body that `storeLargeBodies` would store. */
export function hasLargeBody(item: RecordItem): boolean {
  return streamRules[item.stream].blobs.some((field) => {
    const value: unknown = Reflect.get(item.record, field)
    const bodies: readonly unknown[] = Array.isArray(value) ? value : [value]
    return bodies.some((body) => isInlineBody(body) && !fitsRecord(body.value))
  })
}

async function storeEach(
  writer: ArchiveWriter,
  values: readonly unknown[],
  options: CallOptions,
): Promise<readonly unknown[]> {
  const stored: unknown[] = []
  for (const value of values) stored.push(isInlineBody(value) ? await storeIfLarge(writer, value, options) : value)
  return stored.some((value, index) => value !== values[index]) ? stored : values
}

async function storeIfLarge(writer: ArchiveWriter, body: InlineBody, options: CallOptions): Promise<Body> {
  const stored = await bodyFor(writer, body.format, body.value, options)
  return 'value' in stored ? body : stored
}

type InlineBody = Extract<Body, { readonly value: string }>

function isInlineBody(value: unknown): value is InlineBody {
  return typeof value === 'object' && value !== null && 'value' in value && typeof value.value === 'string'
}
