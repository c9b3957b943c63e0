import { RecordPack } from '@spacecrate/format'
import { packItem } from '../../../packed-item.js'
import type { RecordItem } from '../../../source.js'
import type { BesideItem } from '../beside-reading.js'
import { RowOrigin } from '../items.js'
import type { ObjectContext } from '../read-context.js'
import type { ThreadBatch, ThreadItem } from './thread-messages.js'

/** A batch is sent once its records have so many bytes … */
const batchBytes = 1024 * 1024
/** … or it has so many other items. */
const batchItems = 2000

/** Collects what a thread has read until it is sent. */
export class Outbox {
  readonly #context: ObjectContext
  readonly #pack = new RecordPack()
  #origins: number[] = []
  #classes: string[] = []
  #others: { readonly before: number; readonly item: ThreadItem }[] = []
  #isHeavy = false
  #sent = { explained: 0, unreadable: 0, unusable: 0 }

  constructor(context: ObjectContext) {
    this.#context = context
  }

  get isFull(): boolean {
    return this.#isHeavy || this.#pack.length >= batchBytes || this.#others.length >= batchItems
  }

  /** True with a record that isn't encoded: a body of it may be as large as an object. */
  get isHeavy(): boolean {
    return this.#isHeavy
  }

  add(item: BesideItem): void {
    switch (item.type) {
      case 'record':
        this.#addRecord(item)
        return
      case 'omission':
      case 'version-files':
        this.#others.push({ before: this.#pack.count, item })
        return
      default:
        throw new Error(`A thread can't send an item of the type ${item.type}`)
    }
  }

  /** All that was collected, for a message. */
  take(isLast: boolean): ThreadBatch {
    const { ledger, people, times } = this.#context
    const now = { explained: ledger.explained, unreadable: times.unreadable, unusable: people.unusable }
    const batch = {
      records: this.#pack.take(),
      origins: Float64Array.from(this.#origins),
      classes: this.#classes,
      others: this.#others,
      newcomers: people.takeNewcomers(),
      explained: now.explained - this.#sent.explained,
      unreadable: now.unreadable - this.#sent.unreadable,
      unusable: now.unusable - this.#sent.unusable,
      isLast,
    }
    this.#origins = []
    this.#classes = []
    this.#others = []
    this.#isHeavy = false
    this.#sent = now
    return batch
  }

  #addRecord(item: RecordItem): void {
    const { origin } = item
    if (!(origin instanceof RowOrigin)) throw new Error('A thread sends records of objects alone')
    const { kind, row } = origin
    if (!packItem(this.#pack, item)) {
      const { type, stream, record } = item
      const sent: ThreadItem = { type, stream, record, origin: { kind, row: { n: row.n, at: row.at } } }
      this.#others.push({ before: this.#pack.count, item: sent })
      this.#isHeavy = true
      return
    }
    let place = this.#classes.indexOf(kind)
    if (place === -1) place = this.#classes.push(kind) - 1
    this.#origins.push(row.n, row.at, place)
  }
}
