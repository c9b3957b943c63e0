import type { ContentRoot } from '../content-root.js'
import { sha256 } from '../digest.js'
import { maxPartBytes } from '../limits.js'
import type { StreamName } from '../records.js'
import type { ExternalSort } from '../sort/external-sort.js'
import { firstIdRow, recordIdRow } from '../sort/id-rows.js'
import { streamNames, streamRules } from '../streams.js'
import { mayOwn, type OrderStore, placeOf, rowsOf } from './order-store.js'
import { flatOrder } from './place-owners.js'
import type { LineOrder } from './line-order.js'

/** How a stream will lie in the archive. */
export interface OrderedStream {
  readonly name: StreamName
  readonly records: number
  /** Bytes of its lines, line feeds included. */
  readonly bytes: number
  /** Where its lines lie in the work folder, in canonical order and cut into parts. */
  readonly order: LineOrder
}

/** What is fed while records are ordered. */
export interface OrderSinks {
  readonly root: ContentRoot
  /** Rows for the index, by the SHA-256 of the id. */
  readonly ids: ExternalSort
}

const recordsPerStep = 5000

/** Called now and then with how many more records were ordered. */
export type OrderingStep = (records: number) => Promise<void>

/**
 * Puts every stream into canonical order: writes down where each line lies, adds its digest to the content root, and
 * notes for the index where each record will stand and where the first record of each owner will.
 */
export async function orderRecords(
  store: OrderStore,
  openOrder: (name: StreamName) => LineOrder,
  sinks: OrderSinks,
  step: OrderingStep,
): Promise<OrderedStream[]> {
  const streams: OrderedStream[] = []
  for (const name of streamNames) streams.push(await orderStream(store, openOrder(name), name, sinks, step))
  return streams
}

async function orderStream(
  store: OrderStore,
  order: LineOrder,
  name: StreamName,
  sinks: OrderSinks,
  step: OrderingStep,
): Promise<OrderedStream> {
  const place = placeOf(name)
  let records = 0
  let bytes = 0
  let part = 0
  let partBytes = 0
  let lastOwner: Buffer | undefined
  for (const { id, owner, offset, length, digest } of orderedRows(store, name)) {
    if (part === 0 || partBytes + length + 1 > maxPartBytes) {
      part += 1
      partBytes = 0
      order.beginPart()
    }
    order.add(offset, length)
    sinks.root.add(digest)
    const at = { stream: place, part, offset: partBytes }
    sinks.ids.add(sha256(id), recordIdRow(at, length, id))
    if (owner !== undefined && lastOwner?.equals(owner) !== true) {
      sinks.ids.add(sha256(owner), firstIdRow(at))
      lastOwner = owner
    }
    partBytes += length + 1
    bytes += length + 1
    records += 1
    // Air for whoever else runs here.
    if (records % recordsPerStep === 0) await step(recordsPerStep)
  }
  if (records % recordsPerStep !== 0) await step(records % recordsPerStep)
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
      ? `SELECT ${columns} FROM records r LEFT JOIN placed p ON p.id = r.owner AND ${mayOwn(stream)}
         WHERE r.row BETWEEN ? AND ? ORDER BY ${flatOrder}`
      : `SELECT ${columns} FROM records r JOIN placed p ON p.id = r.id
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
