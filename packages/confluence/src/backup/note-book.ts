import type { ParseNote } from './backup-object.js'
import type { TextFinding } from './text-kinds.js'

/** A binary blob in a text would otherwise become a note per byte. */
const noteLimit = 1000

/** Collects the notes of one object, up to a limit and then only their number. */
export class NoteBook {
  /** The property or collection that is being read. */
  place: string | undefined
  readonly #notes: ParseNote[] = []
  #more = 0
  #firstOver = 0

  add(note: ParseNote): void {
    if (this.#notes.length < noteLimit) {
      this.#notes.push(note)
      return
    }
    if (this.#more++ === 0) this.#firstOver = note.offset
  }

  addFinding(finding: TextFinding): void {
    this.add(this.place === undefined ? finding : { ...finding, name: this.place })
  }

  get notes(): readonly ParseNote[] {
    if (this.#more === 0) return this.#notes
    return [...this.#notes, { type: 'more-notes', offset: this.#firstOver, count: this.#more }]
  }
}
