import type { EntryCache } from './entry-cache.js'
import type { VolumeSet } from './volume-set.js'

/**
 * Finds single lines of an index. Parts are named by the first key that they hold and keys are digests, so one look at
 * the names says which part to load.
 */
export class IndexSearch {
  readonly #cache: EntryCache
  readonly #prefix: string
  /** First keys of the parts, ascending. */
  readonly #firstKeys: readonly string[]

  constructor(set: VolumeSet, cache: EntryCache, kind: 'records' | 'blobs') {
    this.#cache = cache
    this.#prefix = `index/${kind}-`
    this.#firstKeys = [...set.names()]
      .filter((name) => name.startsWith(this.#prefix))
      .map((name) => name.slice(this.#prefix.length, -'.ndjson'.length))
      .sort()
  }

  /** The line with that key in which `needle` stands, without its line feed. */
  async find(key: string, needle: string): Promise<Buffer | undefined> {
    let low = 0
    for (let high = this.#firstKeys.length; low < high;) {
      const middle = (low + high) >> 1
      if ((this.#firstKeys[middle] ?? '') <= key) low = middle + 1
      else high = middle
    }
    const firstKey = this.#firstKeys[low - 1]
    if (firstKey === undefined) return undefined
    const part = await this.#cache.load(`${this.#prefix}${firstKey}.ndjson`)
    const at = part.indexOf(needle)
    if (at === -1) return undefined
    const end = part.indexOf(0x0a, at)
    return part.subarray(part.lastIndexOf(0x0a, at) + 1, end === -1 ? part.length : end)
  }
}
