import { ObjectCount, type ObjectReader, scanObjects } from '@spacecrate/confluence'
import type { Filling } from '../parts/part-index.js'

const batch = 2000
const tellEvery = 8 << 20

/**
 * Puts one row per object into the index, in one pass and flat memory, and returns how many of each class were counted
 * by their begins alone. Throws `BackupError` where the XML breaks.
 */
export async function indexObjects(
  { db, rows, traits, base, options }: Filling,
  reader: ObjectReader,
  size: number | undefined,
): Promise<ReadonlyMap<string, number>> {
  let told = 0
  db.exec('BEGIN')
  const call = options.signal ? { signal: options.signal } : {}
  const counts = new ObjectCount()
  const scanned = scanObjects(counting(reader.bytes(call), counts), {
    ...call,
    onRoot: (attributes) => traits.root(attributes),
  })
  for await (const found of scanned) {
    const object = rows.add(found, base)
    if (object) traits.look(object)
    if (rows.count % batch === 0) db.exec('COMMIT; BEGIN')
    if (found.offset - told < tellEvery) continue
    told = found.offset
    const total = size === undefined ? {} : { total: size }
    options.onProgress?.({ step: 'scanning', done: told, unit: 'bytes', ...total })
  }
  db.exec('COMMIT')
  return counts.classes
}

/** The same bytes, counted on their way. */
export async function* counting(
  bytes: AsyncIterable<Uint8Array>,
  counts: { readonly add: (chunk: Uint8Array) => void },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    counts.add(chunk)
    yield chunk
  }
}
