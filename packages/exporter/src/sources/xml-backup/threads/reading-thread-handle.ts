import { Worker } from 'node:worker_threads'
import { errorOf, type FromThread, type ThreadBatch, type ThreadTask, type ToThread } from './thread-messages.js'

/** Each thread has a heap of at most so many megabytes. */
const megabytes = 256
/** Most of what a thread makes is gone with the next batch: with room for it less has to be moved. */
const youngMegabytes = 32

// The built file also for tests, which run the sources: Node reads no TypeScript in a thread.
const script = new URL('../../../../dist/sources/xml-backup/threads/reading-thread.js', import.meta.url)

/** A thread that reads, as the one that asks sees it. */
export class ReadingThread {
  readonly #worker: Worker
  readonly #asked: Answer[] = []
  #failure: Error | undefined

  constructor() {
    this.#worker = new Worker(script, {
      resourceLimits: { maxOldGenerationSizeMb: megabytes, maxYoungGenerationSizeMb: youngMegabytes },
    })
    this.#worker.on('message', (message: FromThread) => this.#take(message))
    this.#worker.on('error', (error) => this.#fail(error instanceof Error ? error : new Error(String(error))))
    this.#worker.on('exit', () => this.#fail(new Error('A thread that reads objects has ended')))
  }

  /** Tasks that are not done. */
  get waiting(): number {
    return this.#asked.length
  }

  post(message: ToThread): void {
    this.#worker.postMessage(message, [])
  }

  ask(task: ThreadTask): Asked {
    const answer = new Answer(() => this.post({ type: 'taken' }))
    if (this.#failure === undefined) this.post({ type: 'task', task })
    else answer.fail(this.#failure)
    this.#asked.push(answer)
    return answer
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }

  #take(message: FromThread): void {
    if (message.type === 'failed') this.#fail(errorOf(message.failure))
    else {
      this.#asked[0]?.put(message.batch)
      if (message.batch.isLast) this.#asked.shift()
    }
  }

  #fail(error: Error): void {
    this.#failure ??= error
    for (const answer of this.#asked.splice(0)) answer.fail(this.#failure)
  }
}

/** What comes of a task. */
export interface Asked {
  /** A batch is used up when the next one is asked for. Throws what went wrong in the thread. */
  batches(): AsyncGenerator<ThreadBatch, void>
}

class Answer implements Asked {
  readonly #onTaken: () => void
  readonly #batches: ThreadBatch[] = []
  #failure: Error | undefined
  #wake: (() => void) | undefined

  constructor(onTaken: () => void) {
    this.#onTaken = onTaken
  }

  put(batch: ThreadBatch): void {
    this.#batches.push(batch)
    this.#wake?.()
  }

  fail(error: Error): void {
    this.#failure = error
    this.#wake?.()
  }

  async *batches(): AsyncGenerator<ThreadBatch, void> {
    for (;;) {
      const batch = this.#batches.shift()
      if (batch !== undefined) {
        yield batch
        this.#onTaken()
        if (batch.isLast) return
      } else if (this.#failure !== undefined) throw this.#failure
      else await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }
}
