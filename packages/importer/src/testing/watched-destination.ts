import { setTimeout as delay } from 'node:timers/promises'
import type { Destination, Step } from '../destination.js'
import { ownerOf, valueAt } from '../structure.js'
import type { Observed } from './memory-destination.js'

/** What a watched destination saw. */
export interface Watched {
  readonly destination: Destination
  /** Rules that were broken, in words. */
  readonly broken: readonly string[]
  /** Most calls of `apply` that were under way at the same time. */
  readonly most: () => number
}

/**
 * The same destination, in which every call of `apply` takes a while, and is watched: never two with steps on one content,
 * a parent there before its child, at most `limits.concurrency` calls, at most `limits.batch` steps in one.
 */
export async function watchedDestination(observed: Observed, random: () => number): Promise<Watched> {
  const { destination } = observed
  const { limits } = await destination.describe()
  const broken: string[] = []
  const busy = new Set<string>()
  let running = 0
  let most = 0

  const apply: Destination['apply'] = async (steps, context) => {
    running++
    most = Math.max(most, running)
    if (running > limits.concurrency) broken.push(`${running} calls at once`)
    if (steps.length > limits.batch) broken.push(`${steps.length} steps in one call`)
    const owners = new Map([...observed.rows()].map(({ stream, record }) => [record.id, ownerOf(stream, record)]))
    const contents = new Set(steps.map((step) => contentOf(step, owners)))
    for (const content of contents) {
      if (busy.has(content)) broken.push(`two calls on ${content}`)
      busy.add(content)
    }
    const own = new Set(steps.map(({ translated }) => translated.id))
    for (const { translated } of steps) {
      const parent = valueAt(translated, 'parent')
      if (typeof parent === 'string' && !owners.has(parent) && !own.has(parent)) broken.push(`a child before ${parent}`)
    }
    await delay(random() * 3)
    try {
      return await destination.apply(steps, context)
    } finally {
      running--
      for (const content of contents) busy.delete(content)
    }
  }
  return { destination: { ...destination, apply }, broken, most: () => most }
}

/** The content that a step is on, by what the destination holds; else what owns it in the end. */
function contentOf({ stream, translated }: Step, owners: ReadonlyMap<string, string | undefined>): string {
  let id = translated.id
  for (let owner = stream === 'content' ? undefined : ownerOf(stream, translated); owner !== undefined;) {
    id = owner
    owner = /^(?:page|post):/.test(id) ? undefined : owners.get(id)
  }
  return id
}
