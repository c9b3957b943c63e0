import type { RecordIndexLine } from '#records'
import { indexPartName } from '../container/entry-names.js'
import { encodeValue } from '../encode-record.js'
import { maxIndexPartBytes } from '../limits.js'
import { splitLines } from '../read/split-lines.js'
import type { VolumeSet } from '../read/volume-set.js'
import type { EntryCheck } from './entry-check.js'
import { PartCheck } from './part-check.js'
import type { ProblemList } from './problems.js'

/** Compares the index of records with the one that follows from the streams, line by line. */
export class IndexCheck {
  readonly #entries: EntryCheck
  readonly #problems: ProblemList
  readonly #names: readonly string[]
  readonly #parts: PartCheck
  #part = 0
  #entry = ''
  #lines: Iterator<Buffer, void> | undefined
  #offset = 0
  #wrong = false

  constructor(set: VolumeSet, entries: EntryCheck, problems: ProblemList) {
    this.#entries = entries
    this.#problems = problems
    this.#parts = new PartCheck(maxIndexPartBytes, problems)
    this.#names = [...set.names()].filter((name) => name.startsWith('index/records-')).sort()
  }

  /** Takes the line that must come next. */
  async expect(key: Buffer, line: RecordIndexLine): Promise<void> {
    if (this.#wrong) return
    const actual = await this.#next(key)
    if (actual === undefined || actual.toString('utf8') !== encodeValue(line))
      this.#note(`the line of ${line.id} is missing or another one`, line.id)
    this.#offset += (actual?.length ?? 0) + 1
  }

  /** No line may follow. */
  async finish(): Promise<void> {
    if (!this.#wrong && (await this.#next(undefined)) !== undefined) this.#note('there are lines that nothing needs')
    for (const name of this.#names) if (!this.#entries.seen(name)) await this.#entries.load(name)
  }

  async #next(key: Buffer | undefined): Promise<Buffer | undefined> {
    for (;;) {
      const next = this.#lines?.next()
      if (next !== undefined && next.done !== true) return next.value
      const name = this.#names[this.#part]
      if (name === undefined) return undefined
      this.#part += 1
      this.#entry = name
      this.#offset = 0
      const bytes = await this.#entries.load(name)
      if (bytes === undefined) this.#wrong = true
      else this.#parts.add(name, bytes)
      this.#lines = splitLines(bytes ?? Buffer.alloc(0))
      if (key !== undefined && name !== indexPartName('records', key.toString('hex')))
        this.#note('its name is not the key of its first line')
    }
  }

  /** One fault makes many lines differ, so the first is enough. */
  #note(problem: string, id?: string): void {
    this.#wrong = true
    this.#problems.add({
      code: 'INDEX_WRONG',
      message: `The index of records does not fit the records: ${problem}`,
      entry: this.#entry,
      offset: this.#offset,
      ...(id === undefined ? {} : { id }),
    })
  }
}
