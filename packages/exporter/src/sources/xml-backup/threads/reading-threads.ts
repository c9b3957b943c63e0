import { availableParallelism } from 'node:os'
import { unpackRecords } from '@spacecrate/format'
import type { SourceItem } from '../../../source.js'
import { wantedPages } from '../beside-reading.js'
import { RowOrigin } from '../items.js'
import type { ClassFamily } from '../read-class.js'
import type { ReadContext } from '../read-context.js'
import { itemsOfFiles } from '../version-files.js'
import { type Asked, ReadingThread } from './reading-thread-handle.js'
import type { ThreadBatch, ThreadReading, ThreadTask } from './thread-messages.js'

/** Bytes of objects from which on threads are worth their start. */
const threadsFrom = 16 * 1024 * 1024
const mostThreads = 4
/** Rows that a thread gets at a time. */
const taskRows = 100
/** Tasks that each thread has before it. */
const tasksAhead = 3

/** How many threads read objects that have so many bytes: one for each processor, beside the one that takes what they read. */
export function threadsFor(bytes: number): number {
  return bytes < threadsFrom ? 0 : Math.min(Math.max(1, availableParallelism() - 1), mostThreads)
}

/**
 * Threads that read objects side by side. What they read comes in the order in which one thread would have read it: so all
 * that is decided once for the whole backup is decided here, and comes out alike.
 */
export class ReadingThreads implements AsyncDisposable {
  readonly #threads: readonly ReadingThread[]

  /** Starts the threads; what they read comes later. */
  constructor(count: number) {
    this.#threads = Array.from({ length: count }, () => new ReadingThread())
  }

  begin(reading: ThreadReading): void {
    for (const thread of this.#threads) thread.post({ type: 'begin', reading })
  }

  /** The items of these families, in order. A list is used up before the next one is asked for. */
  async *read(context: ReadContext, families: readonly ClassFamily[]): AsyncGenerator<Iterable<SourceItem>, void> {
    const tasks = tasksOf(context, families)
    const asked: Asked[] = []
    for (;;) {
      while (asked.length < this.#threads.length * tasksAhead) {
        const next = tasks.next()
        if (next.done === true) break
        asked.push(this.#ask(next.value))
      }
      const first = asked.shift()
      if (first === undefined) break
      for await (const batch of first.batches()) yield itemsOf(context, batch)
    }
    // Nothing else is read by them, and what follows needs the memory.
    await this[Symbol.asyncDispose]()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.end()))
  }

  #ask(task: ThreadTask): Asked {
    const free = this.#threads.reduce((best, thread) => (thread.waiting < best.waiting ? thread : best))
    return free.ask(task)
  }
}

function* tasksOf(context: ReadContext, families: readonly ClassFamily[]): Generator<ThreadTask, void> {
  for (const [family, { beside }] of families.entries()) {
    if (beside === undefined) continue
    for (const page of wantedPages(context, beside)) {
      for (let at = 0; at < page.length; at += taskRows) yield { family, rows: page.slice(at, at + taskRows) }
    }
  }
}

function* itemsOf(context: ReadContext, batch: ThreadBatch): Generator<SourceItem, void> {
  context.ledger.addExplained(batch.explained)
  context.times.unreadable += batch.unreadable
  context.people.unusable += batch.unusable
  context.people.remember(batch.newcomers)
  const { origins, classes } = batch
  const others = batch.others.values()
  let other = others.next()
  let place = 0
  for (const record of unpackRecords(batch.records)) {
    for (; other.done !== true && other.value.before <= place; other = others.next())
      yield* itemsOfOther(context, other.value.item)
    const [n = 0, at = 0, kind = 0] = origins.subarray(3 * place)
    place++
    yield { type: 'encoded', record, origin: new RowOrigin(context, classes[kind] ?? '', { n, at }) }
  }
  for (; other.done !== true; other = others.next()) yield* itemsOfOther(context, other.value.item)
}

function* itemsOfOther(context: ReadContext, item: ThreadBatch['others'][number]['item']): Generator<SourceItem, void> {
  switch (item.type) {
    case 'omission':
      yield item
      return
    case 'version-files':
      yield* itemsOfFiles(context, item)
      return
    case 'record': {
      const { kind, row } = item.origin
      yield { ...item, origin: new RowOrigin(context, kind, row) } as SourceItem
      return
    }
    default:
      item satisfies never
  }
}
