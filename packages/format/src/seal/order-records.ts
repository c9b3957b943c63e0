import type { ContentRoot } from '../content-root.js'
import { sha256 } from '../digest.js'
import { maxPartBytes } from '../limits.js'
import type { StreamName } from '../records.js'
import { streamNames, streamRules } from '../streams.js'
import { mayOwn, type OrderStore, placeOf, rowsOf } from './order-store.js'
import { flatOrder } from './place-owners.js'
import { LineOrder } from './line-order.js'

/** How a stream will lie in the archive. */
export interface OrderedStream {
  readonly name: StreamName
  readonly records: number
  /** Bytes of its lines, line feeds included. */
  readonly bytes: number
  /** Where its lines lie in the work folder, in canonical order and cut into parts. */
  readonly order: LineOrder
}

/** Called now and then with how many more records were ordered. */
export type OrderingStep = (records: number) => Promise<void>

/**
 * Puts every stream into canonical order: writes down where each line lies, adds its digest to the content root, and
 * notes for the index where each record will stand and where the first record of each owner will.
 */
export async function orderRecords(
  store: OrderStore,
  folder: string,
  root: ContentRoot,
  step: OrderingStep,
): Promise<OrderedStream[]> {
  const streams: OrderedStream[] = []
  for (const name of streamNames) streams.push(await orderStream(store, folder, name, root, step))
  return streams
}

async function orderStream(
  store: OrderStore,
  folder: string,
  name: StreamName,
  root: ContentRoot,
  step: OrderingStep,
): Promise<OrderedStream> {
  const { db } = store
  const order = new LineOrder(folder, name)
  const putPlace = db.prepare(
    'INSERT INTO sealing.places (key, id, stream, part, offset, length) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const putFirst = db.prepare('INSERT INTO sealing.firsts (key, stream, part, offset) VALUES (?, ?, ?, ?)')
  const place = placeOf(name)
  let records = 0
  let bytes = 0
  let part = 0
  let partBytes = 0
  let lastOwner: Buffer | undefined
  const rows = orderedRows(store, name)[Symbol.iterator]()
  for (let more = true; more;) {
    const before = records
    // One transaction at a time, with air in between for whoever else runs here.
    more = store.inTransaction(() => {
      for (let n = 0; n < 10_000; n += 1) {
        const next = rows.next()
        if (next.done === true) return false
        const { id, owner, offset, length, digest } = next.value
        if (part === 0 || partBytes + length + 1 > maxPartBytes) {
          part += 1
          partBytes = 0
          order.beginPart()
        }
        order.add(offset, length)
        root.add(digest)
        putPlace.run(sha256(id), id, place, part, partBytes, length)
        if (owner !== undefined && lastOwner?.equals(owner) !== true) {
          putFirst.run(sha256(owner), place, part, partBytes)
          lastOwner = owner
        }
        partBytes += length + 1
        bytes += length + 1
        records += 1
      }
      return true
    })
    await step(records - before)
  }
  order.finish()
  return { name, records, bytes, order }
}

interface OrderedRow {
  readonly id: Buffer
  readonly owner: Buffer | undefined
  readonly offset: number
  readonly length: number
  readonly digest: Buffer
}

function* orderedRows({ db }: OrderStore, stream: StreamName): Generator<OrderedRow, void> {
  const [first, last] = rowsOf(stream)
  const columns = 'r.id, r.owner, r.offset, r.length, r.digest'
  const sql =
    streamRules[stream].parent === undefined
      ? `SELECT ${columns} FROM records r LEFT JOIN sealing.placed p ON p.id = r.owner AND ${mayOwn(stream)}
         WHERE r.row BETWEEN ? AND ? ORDER BY ${flatOrder}`
      : `SELECT ${columns} FROM records r JOIN sealing.placed p ON p.id = r.id
         WHERE r.row BETWEEN ? AND ? ORDER BY p.ordinal`
  for (const row of db.prepare(sql).raw().iterate(first, last)) {
    if (!Array.isArray(row)) continue
    const [id, owner, offset, length, digest]: unknown[] = row
    if (!Buffer.isBuffer(id) || !Buffer.isBuffer(digest)) continue
    yield {
      id,
      owner: Buffer.isBuffer(owner) ? owner : undefined,
      offset: Number(offset),
      length: Number(length),
      digest,
    }
  }
}
