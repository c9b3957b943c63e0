import { RunningDigest } from '../digest.js'
import { ArchiveError } from '../error.js'
import type { VolumeSet } from '../read/volume-set.js'
import type { ProblemList } from './problems.js'

/** Reads entries and checks each against the packing; each is meant to be read once. */
export class EntryCheck {
  readonly #set: VolumeSet
  readonly #problems: ProblemList
  readonly #seen = new Set<string>()
  readonly #onBytes: (bytes: number) => void
  #bytes = 0

  constructor(set: VolumeSet, problems: ProblemList, onBytes: (bytes: number) => void) {
    this.#set = set
    this.#problems = problems
    this.#onBytes = onBytes
  }

  /** Entries and bytes that were read. */
  get counts(): { readonly entries: number; readonly bytes: number } {
    return { entries: this.#seen.size, bytes: this.#bytes }
  }

  /** True if the entry was read, or tried. */
  seen(name: string): boolean {
    return this.#seen.has(name)
  }

  /** The bytes of an entry that fits into memory; `undefined` if it is damaged, which is noted. */
  async load(name: string): Promise<Buffer | undefined> {
    this.#seen.add(name)
    try {
      const bytes = await this.#set.load(name)
      this.#count(bytes.length)
      return bytes
    } catch (error) {
      this.#note(name, error)
      return undefined
    }
  }

  /** The bytes of an entry. Notes what is wrong at the end, or where it breaks off; the bytes end there then. */
  async *read(name: string, signal: AbortSignal | undefined): AsyncGenerator<Buffer, void> {
    this.#seen.add(name)
    const digest = new RunningDigest()
    try {
      for await (const chunk of this.#set.read(name, undefined, signal === undefined ? {} : { signal })) {
        digest.add(chunk)
        this.#count(chunk.length)
        yield chunk
      }
    } catch (error) {
      this.#note(name, error)
      return
    }
    const expected = this.#set.find(name)?.sha256
    const actual = digest.hex()
    if (actual !== expected)
      this.#problems.add({
        code: 'ENTRY_CORRUPT',
        message: `The entry ${name} is damaged: its SHA-256 is ${actual}, and ${expected ?? 'none'} was packed`,
        entry: name,
      })
  }

  #count(bytes: number): void {
    this.#bytes += bytes
    this.#onBytes(this.#bytes)
  }

  #note(name: string, error: unknown): void {
    if (!(error instanceof ArchiveError)) throw error
    const offset = error.code === 'ENTRY_CORRUPT' && 'offset' in error.details ? error.details.offset : undefined
    this.#problems.add({
      code: 'ENTRY_CORRUPT',
      message: error.message,
      entry: name,
      ...(offset === undefined ? {} : { offset }),
    })
  }
}
