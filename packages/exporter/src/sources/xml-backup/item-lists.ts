import { setImmediate } from 'node:timers/promises'
import type { SourceItem } from '../../source.js'
import type { Stretch } from './read-all.js'
import { breathEvery } from './read-context.js'

/** The items of a stretch in lists, each of which is used up before the next one is asked for; between two the process breathes. */
export async function* listsOf(stretch: Stretch): AsyncGenerator<Iterable<SourceItem>, void> {
  if (Symbol.asyncIterator in stretch) {
    yield* stretch
    return
  }
  const items = stretch[Symbol.iterator]()
  const list = new UntilBreath(items)
  while (!list.ended) {
    yield list
    await setImmediate()
  }
}

/** The items up to the next breath, each time it is walked. */
class UntilBreath implements Iterable<SourceItem> {
  ended = false
  readonly #items: Iterator<SourceItem | undefined>

  constructor(items: Iterator<SourceItem | undefined>) {
    this.#items = items
  }

  *[Symbol.iterator](): Generator<SourceItem, void> {
    for (let count = 0; count < breathEvery; count++) {
      const { done, value } = this.#items.next()
      this.ended = done === true
      if (value === undefined) return
      yield value
    }
  }
}
