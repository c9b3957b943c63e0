import { ObjectCount, type ObjectReader, scanObjects } from '@spacecrate/confluence'
import type { AssessOptions } from '../../../source.js'
import { SiteTraits } from './site-traits.js'
import type { IndexRows } from './index-rows.js'
import type { Sqlite } from './index-file.js'

const batch = 2000
const tellEvery = 8 << 20

/**
 * Puts one row per object into the index, in one pass and flat memory, and returns how many of each class were counted
 * by their begins alone. Throws `BackupError` where the XML breaks.
 */
export async function indexObjects(
  db: Sqlite,
  rows: IndexRows,
  reader: ObjectReader,
  options: AssessOptions & { readonly size: number | undefined },
): Promise<ReadonlyMap<string, number>> {
  const traits = new SiteTraits(db)
  let told = 0
  db.exec('BEGIN')
  const call = options.signal ? { signal: options.signal } : {}
  const counts = new ObjectCount()
  const scanned = scanObjects(counting(reader.bytes(call), counts), {
    ...call,
    onRoot: (attributes) => traits.root(attributes),
  })
  for await (const found of scanned) {
    const object = rows.add(found)
    if (object) traits.look(object)
    if (rows.count % batch === 0) db.exec('COMMIT; BEGIN')
    if (found.offset - told < tellEvery) continue
    told = found.offset
    const total = options.size === undefined ? {} : { total: options.size }
    options.onProgress?.({ step: 'scanning', done: told, unit: 'bytes', ...total })
  }
  traits.finish()
  db.prepare('INSERT INTO meta VALUES (?, ?)').run('objects', String(rows.count))
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
