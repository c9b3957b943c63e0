/**
 * A map that holds at most `limit` entries and forgets those that were not asked for of late. It keeps two generations: what
 * is asked for moves to the young one, and when that is full it becomes the old one, in place of what was old.
 */
export class BoundedMap<Key, Value> {
  readonly #most: number
  #young = new Map<Key, Value>()
  #old = new Map<Key, Value>()

  constructor(limit: number) {
    this.#most = Math.max(1, Math.floor(limit / 2))
  }

  get(key: Key): Value | undefined {
    const young = this.#young.get(key)
    if (young !== undefined) return young
    const old = this.#old.get(key)
    if (old !== undefined) this.set(key, old)
    return old
  }

  set(key: Key, value: Value): void {
    this.#young.set(key, value)
    if (this.#young.size < this.#most) return
    this.#old = this.#young
    this.#young = new Map()
  }

  has(key: Key): boolean {
    return this.#young.has(key) || this.#old.has(key)
  }

  delete(key: Key): void {
    this.#young.delete(key)
    this.#old.delete(key)
  }
}
