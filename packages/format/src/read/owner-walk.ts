import type { Archive } from '../archive.js'
import type { StreamName, StreamRecords } from '../records.js'

/**
 * Finds the owners of the records of a stream. Streams are sorted by owner in the order of the owners' own stream, so
 * one walk over that stream beside it finds them all, whatever its size; an owner that stands elsewhere is looked up.
 */
export class OwnerWalk<Name extends StreamName> implements AsyncDisposable {
  readonly #archive: Archive
  readonly #stream: Name
  readonly #signal: { readonly signal?: AbortSignal }
  readonly #passed: ((record: StreamRecords[Name]) => Promise<void>) | undefined
  #records: AsyncIterator<{ readonly record: StreamRecords[Name] }> | undefined
  #current: StreamRecords[Name] | undefined
  #ended = false

  /** `passed` is called once with every record of the owners' stream, in order. */
  constructor(
    archive: Archive,
    stream: Name,
    options: { readonly signal?: AbortSignal; readonly passed?: (record: StreamRecords[Name]) => Promise<void> } = {},
  ) {
    this.#archive = archive
    this.#stream = stream
    this.#passed = options.passed
    this.#signal = options.signal === undefined ? {} : { signal: options.signal }
  }

  /** The owner of this id. */
  async find(id: string): Promise<StreamRecords[Name] | undefined> {
    if (this.#current?.id === id) return this.#current
    while (await this.#step()) if (this.#current?.id === id) return this.#current
    return (await this.#archive.find(this.#stream, id))?.record
  }

  /** Walks to the end, so that every owner was passed, also those that own nothing. */
  async finish(): Promise<void> {
    while (await this.#step());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended = true
    await this.#records?.return?.()
  }

  async #step(): Promise<boolean> {
    if (this.#ended) return false
    this.#records ??= this.#archive.records(this.#stream, this.#signal)[Symbol.asyncIterator]()
    const next = await this.#records.next()
    this.#ended = next.done === true
    this.#current = next.done === true ? undefined : next.value.record
    if (this.#current !== undefined) await this.#passed?.(this.#current)
    return !this.#ended
  }
}
