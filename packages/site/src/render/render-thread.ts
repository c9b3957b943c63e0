import { type MessagePort, parentPort, receiveMessageOnPort } from 'node:worker_threads'
import type { RenderContext } from './context.js'
import { type RenderableBody, renderBody } from './render-body.js'

/** A body to be rendered, and the way to ask what it refers to. */
export interface RenderJob {
  readonly body: RenderableBody
  /** Of the content that holds the body. */
  readonly title: string | undefined
  /** Takes a `LookUp`, gives its result; takes the HTML at the end. */
  readonly port: MessagePort
  /** Becomes 1 when the result of a look-up lies at the port. */
  readonly answered: Int32Array<SharedArrayBuffer>
}

/** The look-ups of a context, all of which are there. */
export type LookUps = Required<Omit<RenderContext, 'title'>>

/** A context with all its look-ups. */
export type WholeContext = LookUps & Pick<RenderContext, 'title'>

/** A question of a body. */
export interface LookUp {
  readonly name: keyof LookUps
  readonly args: readonly unknown[]
}

// A thread of its own, which knows nothing of the site: what a reference means it asks, and waits for the answer.
parentPort?.on('message', ({ body, title, port, answered }: RenderJob) => {
  const ask =
    <Name extends keyof LookUps>(name: Name) =>
    (...args: Parameters<LookUps[Name]>): ReturnType<LookUps[Name]> => {
      Atomics.store(answered, 0, 0)
      port.postMessage({ name, args } satisfies LookUp)
      Atomics.wait(answered, 0, 0)
      const received: unknown = receiveMessageOnPort(port)?.message
      return received as ReturnType<LookUps[Name]>
    }
  const context: WholeContext = {
    ...(title === undefined ? {} : { title }),
    page: ask('page'),
    attachment: ask('attachment'),
    user: ask('user'),
    file: ask('file'),
    named: ask('named'),
    space: ask('space'),
    children: ask('children'),
    attachments: ask('attachments'),
    emoji: ask('emoji'),
    shortcut: ask('shortcut'),
    userMacro: ask('userMacro'),
  }
  port.postMessage(renderBody(body, context))
  port.close()
})
