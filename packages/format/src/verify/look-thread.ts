import { parentPort, workerData } from 'node:worker_threads'
import type { FetchedEntry } from './entry-check.js'
import { failureOf, type FromThread, memoryOf, type ToThread } from './look-messages.js'
import { type LookSettings, PartLook } from './part-look.js'
import { verifyRelations } from './relations.js'

// A thread that looks at parts of streams, and at the end at what all of them say of each other.

const { settings, name } = workerData as { readonly settings: LookSettings; readonly name: string }
const look = new PartLook(settings, name)
const fetching = new Map<string, (entry: FetchedEntry) => void>()

parentPort?.on('message', (message: ToThread) => {
  if (message.type === 'fetched') {
    fetching.get(message.name)?.(withBuffer(message.entry))
    fetching.delete(message.name)
  } else void answer(message)
})

async function answer(message: Exclude<ToThread, { readonly type: 'fetched' }>): Promise<void> {
  try {
    if (message.type === 'look') {
      const found = look.look(message.job)
      post({ type: 'done', found }, memoryOf(found.leaves))
    } else if (message.type === 'rows') post({ type: 'done', found: look.rows() })
    else post({ type: 'done', found: await verifyRelations(message.job, fetch) })
  } catch (error) {
    post({ type: 'failed', failure: failureOf(error) })
  }
}

function fetch(entry: string): Promise<FetchedEntry> {
  return new Promise((resolve) => {
    fetching.set(entry, resolve)
    post({ type: 'fetch', name: entry })
  })
}

/** Bytes come without what makes a `Buffer` of them. */
function withBuffer(entry: FetchedEntry): FetchedEntry {
  const { bytes } = entry
  return bytes === undefined ? entry : { bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) }
}

function post(message: FromThread, memory: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, memory)
}
