import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { FetchEntry } from './index-check.js'
import { errorOf, type FromThread, memoryOf, type ToThread } from './look-messages.js'
import { type FoundRows, type LookSettings, type PartFindings, type PartJob, PartLook } from './part-look.js'
import { type RelationFindings, type RelationsJob, verifyRelations } from './relations.js'

/** What looks at parts of streams: the thread that asks, or threads beside it. */
export interface Looks extends AsyncDisposable {
  /** How many parts are looked at at a time. */
  readonly width: number
  look(job: PartJob): Promise<PartFindings>
  /** Where the rows of all parts lie. No part can be looked at afterwards. */
  rows(): Promise<FoundRows[]>
  /** Looks at what the records of all parts say of each other. */
  relate(job: RelationsJob, fetch: FetchEntry): Promise<RelationFindings>
}

/** Bytes of streams from which on threads are worth their start. */
const threadsFrom = 16 * 1024 * 1024
const mostThreads = 4
/** Each thread has a heap of at most so many megabytes. */
const megabytes = 256

// The built file also for tests, which run the sources: Node reads no TypeScript in a thread.
const script = new URL('../../dist/verify/look-thread.js', import.meta.url)

/** Looks for an archive whose streams have so many bytes. */
export function createLooks(settings: LookSettings, bytes: number, threads?: number): Looks {
  const count = threads ?? (bytes < threadsFrom ? 0 : Math.min(availableParallelism(), mostThreads))
  return count === 0 ? new OwnLooks(settings) : new ThreadLooks(settings, count)
}

class OwnLooks implements Looks {
  readonly width = 1
  readonly #look: PartLook

  constructor(settings: LookSettings) {
    this.#look = new PartLook(settings, 'own')
  }

  async look(job: PartJob): Promise<PartFindings> {
    return this.#look.look(job)
  }

  async rows(): Promise<FoundRows[]> {
    return [this.#look.rows()]
  }

  async relate(job: RelationsJob, fetch: FetchEntry): Promise<RelationFindings> {
    return await verifyRelations(job, fetch)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#look[Symbol.dispose]()
  }
}

class ThreadLooks implements Looks {
  readonly width: number
  readonly #threads: LookThread[]

  constructor(settings: LookSettings, count: number) {
    this.width = count
    this.#threads = Array.from({ length: count }, (_, at) => new LookThread(settings, String(at)))
  }

  async look(job: PartJob): Promise<PartFindings> {
    const free = this.#threads.reduce((best, thread) => (thread.waiting < best.waiting ? thread : best))
    return (await free.ask({ type: 'look', job }, memoryOf(job.bytes))) as PartFindings
  }

  async rows(): Promise<FoundRows[]> {
    return await Promise.all(this.#threads.map(async (thread) => (await thread.ask({ type: 'rows' })) as FoundRows))
  }

  async relate(job: RelationsJob, fetch: FetchEntry): Promise<RelationFindings> {
    const [first, ...others] = this.#threads
    await Promise.all(others.map((thread) => thread.end()))
    if (first === undefined) throw new Error('There is no thread')
    first.fetch = fetch
    return (await first.ask({ type: 'relate', job })) as RelationFindings
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.end()))
  }
}

interface Asked {
  readonly resolve: (found: Extract<FromThread, { type: 'done' }>['found']) => void
  readonly reject: (error: Error) => void
}

class LookThread {
  fetch: FetchEntry | undefined
  readonly #worker: Worker
  readonly #asked: Asked[] = []
  #failure: Error | undefined

  constructor(settings: LookSettings, name: string) {
    this.#worker = new Worker(script, {
      workerData: { settings, name },
      resourceLimits: { maxOldGenerationSizeMb: megabytes },
    })
    this.#worker.on('message', (message: FromThread) => this.#take(message))
    this.#worker.on('error', (error) => this.#fail(error instanceof Error ? error : new Error(String(error))))
    this.#worker.on('exit', () => this.#fail(new Error('A thread that looks at records has ended')))
  }

  /** Questions without an answer. */
  get waiting(): number {
    return this.#asked.length
  }

  async ask(message: ToThread, memory: ArrayBuffer[] = []): Promise<Extract<FromThread, { type: 'done' }>['found']> {
    if (this.#failure !== undefined) throw this.#failure
    return await new Promise((resolve, reject) => {
      this.#asked.push({ resolve, reject })
      this.#worker.postMessage(message, memory)
    })
  }

  async end(): Promise<void> {
    await this.#worker.terminate()
  }

  #take(message: FromThread): void {
    if (message.type === 'done') this.#asked.shift()?.resolve(message.found)
    else if (message.type === 'failed') this.#asked.shift()?.reject(errorOf(message.failure))
    else void this.#give(message.name)
  }

  async #give(name: string): Promise<void> {
    try {
      const entry = await this.fetch?.(name)
      if (entry !== undefined)
        this.#worker.postMessage({ type: 'fetched', name, entry } satisfies ToThread, memoryOf(entry.bytes))
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)))
    }
  }

  #fail(error: Error): void {
    this.#failure ??= error
    for (const { reject } of this.#asked.splice(0)) reject(this.#failure)
  }
}
