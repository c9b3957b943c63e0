import { parentPort } from 'node:worker_threads'
import { backupClasses, families } from '../backup-classes.js'
import { itemsOfPage } from '../beside-reading.js'
import { Ledger } from '../ledger.js'
import { openFinishedAt } from '../index/index-file.js'
import { objectContextOf } from '../object-context.js'
import { objectsOfFiles } from '../parts/objects-of-parts.js'
import type { ObjectContext } from '../read-context.js'
import { Outbox } from './outbox.js'
import { failureOf, type FromThread, type ThreadReading, type ThreadTask, type ToThread } from './thread-messages.js'

// A thread that reads objects: rows come, and batches of encoded records go.

/** Batches that may be on their way; nothing else is with a heavy one. */
const batchesAhead = 3

let begun: { readonly context: ObjectContext; readonly outbox: Outbox } | undefined
let room = batchesAhead
let wake: (() => void) | undefined
let work: Promise<void> = Promise.resolve()

parentPort?.on('message', (message: ToThread) => {
  switch (message.type) {
    case 'begin':
      work = work.then(() => begin(message.reading)).catch(fail)
      return
    case 'task':
      work = work.then(() => read(message.task)).catch(fail)
      return
    case 'taken':
      room++
      wake?.()
      return
    default:
      message satisfies never
  }
})

function begin({ index, files, ledger, ...reading }: ThreadReading): void {
  const context = objectContextOf({
    ...reading,
    classes: backupClasses,
    db: openFinishedAt(index),
    reader: objectsOfFiles(files),
    ledger: Ledger.shared(ledger),
    keepsNewcomers: true,
  })
  begun = { context, outbox: new Outbox(context) }
}

async function read({ family, rows }: ThreadTask): Promise<void> {
  const reading = families[family]?.beside
  if (begun === undefined || reading === undefined) throw new Error('A task before the reading began')
  const { context, outbox } = begun
  for (const item of itemsOfPage(context, reading, rows)) {
    outbox.add(item)
    if (outbox.isFull) await send(outbox, false)
  }
  await send(outbox, true)
}

async function send(outbox: Outbox, isLast: boolean): Promise<void> {
  while (room < (outbox.isHeavy ? batchesAhead : 1)) await new Promise<void>((resolve) => (wake = resolve))
  room--
  const batch = outbox.take(isLast)
  post({ type: 'batch', batch }, [batch.records.buffer as ArrayBuffer, batch.origins.buffer as ArrayBuffer])
}

function fail(error: unknown): void {
  post({ type: 'failed', failure: failureOf(error) })
}

function post(message: FromThread, memory: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, memory)
}
