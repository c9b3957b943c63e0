import { RunningDigest } from '../digest.js'
import { ArchiveError } from '../error.js'
import type { VolumeSet } from '../read/volume-set.js'
import type { ProblemList, VerifyProblem } from './problems.js'

/** The bytes of an entry that fits into memory, or why there are none. */
export type FetchedEntry =
  | { readonly bytes: Buffer; readonly problem?: never }
  | { readonly problem: VerifyProblem; readonly bytes?: never }

/** What of the archive was read. */
class ReadEntries {
  readonly names: Set<string> = new Set<string>()
  readonly onBytes: (bytes: number) => void
  bytes = 0

  constructor(onBytes: (bytes: number) => void) {
    this.onBytes = onBytes
  }

  add(bytes: number): void {
    this.bytes += bytes
    this.onBytes(this.bytes)
  }
}

/** Reads entries and checks each against the packing; each is meant to be read once. */
export class EntryCheck {
  readonly #set: VolumeSet
  readonly #problems: ProblemList
  readonly #read: ReadEntries

  constructor(
    set: VolumeSet,
    problems: ProblemList,
    onBytes: (bytes: number) => void,
    read: ReadEntries = new ReadEntries(onBytes),
  ) {
    this.#set = set
    this.#problems = problems
    this.#read = read
  }

  /** The same check with another list for what is wrong. */
  noting(problems: ProblemList): EntryCheck {
    return new EntryCheck(this.#set, problems, this.#read.onBytes, this.#read)
  }

  /** Entries and bytes that were read. */
  get counts(): { readonly entries: number; readonly bytes: number } {
    return { entries: this.#read.names.size, bytes: this.#read.bytes }
  }

  /** What another check has read counts as read here. */
  absorb(other: EntryCheck): void {
    for (const name of other.#read.names) this.#read.names.add(name)
    this.#read.add(other.#read.bytes)
  }

  /** True if the entry was read, or tried. */
  seen(name: string): boolean {
    return this.#read.names.has(name)
  }

  /** The bytes of an entry that fits into memory, or what is wrong with it. To be told to `took` by whoever needs it. */
  async fetch(name: string): Promise<FetchedEntry> {
    try {
      return { bytes: await this.#set.load(name) }
    } catch (error) {
      return { problem: problemOf(name, error) }
    }
  }

  /** An entry that was fetched is read now: so many bytes, 0 if it is damaged. */
  took(name: string, bytes: number): void {
    this.#read.names.add(name)
    this.#read.add(bytes)
  }

  /** The bytes of an entry that fits into memory; `undefined` if it is damaged, which is noted. */
  async load(name: string): Promise<Buffer | undefined> {
    const { bytes, problem } = await this.fetch(name)
    this.took(name, bytes?.length ?? 0)
    if (problem !== undefined) this.#problems.add(problem)
    return bytes
  }

  /** Reads an entry to its end. Returns how many bytes it has, and their digest; `undefined` where it breaks off. */
  async digest(name: string, signal: AbortSignal | undefined): Promise<RunningDigest | undefined> {
    const chunks = this.read(name, signal)
    for (;;) {
      const next = await chunks.next()
      if (next.done === true) return next.value
    }
  }

  /**
   * The bytes of an entry, and at the end their digest. Notes what is wrong at the end, or where it breaks off; the bytes end
   * there then.
   */
  async *read(name: string, signal: AbortSignal | undefined): AsyncGenerator<Buffer, RunningDigest | undefined> {
    this.#read.names.add(name)
    const digest = new RunningDigest()
    try {
      for await (const chunk of this.#set.read(name, undefined, signal === undefined ? {} : { signal })) {
        digest.add(chunk)
        this.#read.add(chunk.length)
        yield chunk
      }
    } catch (error) {
      this.#problems.add(problemOf(name, error))
      return undefined
    }
    const expected = this.#set.find(name)?.sha256
    const actual = digest.hex()
    if (actual !== expected)
      this.#problems.add({
        code: 'ENTRY_CORRUPT',
        message: `The entry ${name} is damaged: its SHA-256 is ${actual}, and ${expected ?? 'none'} was packed`,
        entry: name,
      })
    return digest
  }
}

function problemOf(name: string, error: unknown): VerifyProblem {
  if (!(error instanceof ArchiveError)) throw error
  const offset = error.code === 'ENTRY_CORRUPT' && 'offset' in error.details ? error.details.offset : undefined
  return {
    code: 'ENTRY_CORRUPT',
    message: error.message,
    entry: name,
    ...(offset === undefined ? {} : { offset }),
  }
}
