import type { VolumeSet } from './volume-set.js'

/** Entries that were loaded lately, up to a number of bytes. */
export class EntryCache {
  readonly #set: VolumeSet
  readonly #limit: number
  readonly #entries = new Map<string, Promise<Buffer>>()
  #bytes = 0

  constructor(set: VolumeSet, limit: number) {
    this.#set = set
    this.#limit = limit
  }

  /** The bytes of an entry, checked. Throws `ENTRY_CORRUPT`. */
  async load(name: string): Promise<Buffer> {
    const known = this.#entries.get(name)
    if (known !== undefined) {
      this.#entries.delete(name)
      this.#entries.set(name, known)
      return known
    }
    const loading = this.#set.load(name)
    this.#entries.set(name, loading)
    try {
      const bytes = await loading
      this.#bytes += bytes.length
      for (const [oldest, oldBytes] of this.#entries) {
        if (this.#bytes <= this.#limit || oldest === name) break
        this.#entries.delete(oldest)
        this.#bytes -= (await oldBytes).length
      }
      return bytes
    } catch (error) {
      this.#entries.delete(name)
      throw error
    }
  }
}
