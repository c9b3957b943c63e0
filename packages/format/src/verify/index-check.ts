import { indexPartName } from '../container/entry-names.js'
import { maxIndexPartBytes } from '../limits.js'
import type { FetchedEntry } from './entry-check.js'
import { PartCheck, partEnds } from './part-check.js'
import type { ProblemList } from './problems.js'

/** Gets the bytes of an entry of the archive; each is asked for once. */
export type FetchEntry = (name: string) => Promise<FetchedEntry>

/** Compares the index of records with the one that follows from the streams, line by line. */
export class IndexCheck {
  readonly #fetch: FetchEntry
  readonly #problems: ProblemList
  readonly #names: readonly string[]
  readonly #parts: PartCheck
  /** Parts that were taken, and the next one. */
  #taken = 0
  #next: Promise<FetchedEntry> | undefined
  #entry = ''
  #text = ''
  #at = 0
  #wrong = false

  /** The names are those of the parts in order. */
  constructor(names: readonly string[], fetch: FetchEntry, problems: ProblemList) {
    this.#names = names
    this.#fetch = fetch
    this.#problems = problems
    this.#parts = new PartCheck(maxIndexPartBytes, problems)
    this.#next = this.#ask(0)
  }

  /** Takes the line that must come next. To be awaited only where there is something to wait for. */
  expect(key: Buffer, line: string): Promise<void> | undefined {
    if (this.#wrong || this.#isNext(line)) return undefined
    if (this.#isAtEnd()) return this.#expectInNext(key, line)
    this.#noteOther(line)
    return undefined
  }

  /** No line may follow. */
  async finish(): Promise<void> {
    if (!this.#wrong) {
      while (this.#isAtEnd() && (await this.#begin()));
      if (!this.#isAtEnd()) this.#note('there are lines that nothing needs')
    }
    // What was not compared is read all the same.
    for (let rest = await this.#take(); rest !== undefined; rest = await this.#take())
      if (rest.problem !== undefined) this.#problems.add(rest.problem)
  }

  #isAtEnd(): boolean {
    return this.#at >= this.#text.length
  }

  #isNext(line: string): boolean {
    const end = this.#at + line.length
    if (!this.#text.startsWith(line, this.#at) || (end < this.#text.length && this.#text[end] !== '\n')) return false
    this.#at = end + 1
    return true
  }

  async #expectInNext(key: Buffer, line: string): Promise<void> {
    while (this.#isAtEnd() && (await this.#begin()))
      if (this.#entry !== indexPartName('records', key.toString('hex')))
        this.#note('its name is not the key of its first line')
    if (!this.#isNext(line)) this.#noteOther(line)
  }

  #noteOther(line: string): void {
    const { id } = JSON.parse(line) as { readonly id: string }
    this.#note(`the line of ${id} is missing or another one`, id)
  }

  /** Goes to the next part; false if there is none. One that can't be read has no lines. */
  async #begin(): Promise<boolean> {
    const entry = this.#names[this.#taken]
    const part = await this.#take()
    if (entry === undefined || part === undefined) return false
    this.#entry = entry
    this.#at = 0
    this.#text = part.bytes?.toString('utf8') ?? ''
    if (part.bytes !== undefined) this.#parts.add(entry, partEnds(part.bytes))
    else {
      this.#wrong = true
      this.#problems.add(part.problem)
    }
    return true
  }

  async #take(): Promise<FetchedEntry | undefined> {
    if (this.#taken === this.#names.length) return undefined
    const part = await this.#next
    this.#taken += 1
    this.#next = this.#ask(this.#taken)
    return part
  }

  /** The next part is unpacked while this one is compared. */
  #ask(part: number): Promise<FetchedEntry> | undefined {
    const name = this.#names[part]
    const asked = name === undefined ? undefined : this.#fetch(name)
    // Whoever awaits it sees what goes wrong; nobody does if the comparison ends early.
    asked?.catch(() => undefined)
    return asked
  }

  /** One fault makes many lines differ, so the first is enough. */
  #note(problem: string, id?: string): void {
    this.#wrong = true
    this.#problems.add({
      code: 'INDEX_WRONG',
      message: `The index of records does not fit the records: ${problem}`,
      entry: this.#entry,
      offset: Buffer.byteLength(this.#text.slice(0, this.#at)),
      ...(id === undefined ? {} : { id }),
    })
  }
}
