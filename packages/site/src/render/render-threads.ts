import { MessageChannel, Worker } from 'node:worker_threads'
import type { RenderableBody } from './render-body.js'
import type { LookUp, RenderJob, WholeContext } from './render-thread.js'

// The built file also for tests, which run the sources: Node reads no TypeScript in a thread.
const script = new URL('../../dist/render/render-thread.js', import.meta.url)

const mostThreads = 2
const mostWaiting = 20
const megabytes = 256

/** Renders long bodies beside the thread that answers requests, each within a time. */
export class RenderThreads {
  readonly #milliseconds: number
  readonly #idle: Worker[] = []
  readonly #all = new Set<Worker>()
  readonly #waiting: (() => void)[] = []
  #isClosed = false

  constructor(milliseconds: number = 30_000) {
    this.#milliseconds = milliseconds
  }

  /** The body as `renderBody` gives it; `undefined` where it takes too long or too much, or too many wait already. */
  async render(body: RenderableBody, context: WholeContext): Promise<string | undefined> {
    while (this.#idle.length === 0 && this.#all.size >= mostThreads) {
      if (this.#waiting.length >= mostWaiting) return undefined
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
    if (this.#isClosed) return undefined
    const thread = this.#idle.pop() ?? this.#start()
    try {
      return await this.#run(thread, body, context)
    } finally {
      if (this.#all.has(thread)) this.#idle.push(thread)
      this.#waiting.shift()?.()
    }
  }

  /** Ends the threads; what they were at is `undefined`. */
  async close(): Promise<void> {
    this.#isClosed = true
    await Promise.all([...this.#all].map((thread) => thread.terminate()))
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  #start(): Worker {
    const thread = new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: megabytes } })
    this.#all.add(thread)
    thread.unref()
    // Without memory a thread ends with an error, and what follows from its end is all that is to be done.
    thread.on('error', () => undefined)
    thread.on('exit', () => this.#all.delete(thread))
    return thread
  }

  #run(thread: Worker, body: RenderableBody, context: WholeContext): Promise<string | undefined> {
    const { port1, port2 } = new MessageChannel()
    const answered = new Int32Array(new SharedArrayBuffer(4))
    return new Promise((resolve, reject) => {
      const end = (html: string | undefined): void => {
        clearTimeout(timer)
        thread.off('exit', onExit)
        port1.close()
        resolve(html)
      }
      const stop = (): void => {
        this.#all.delete(thread)
        void thread.terminate()
        end(undefined)
      }
      const onExit = (): void => end(undefined)
      const timer = setTimeout(stop, this.#milliseconds)
      thread.once('exit', onExit)
      port1.on('message', (said: LookUp | string) => {
        if (typeof said === 'string') return end(said)
        try {
          port1.postMessage(Reflect.apply(context[said.name], context, said.args))
          Atomics.store(answered, 0, 1)
          Atomics.notify(answered, 0)
        } catch (error) {
          reject(error)
          stop()
        }
      })
      thread.postMessage({ body, title: context.title, port: port2, answered } satisfies RenderJob, [port2])
    })
  }
}
