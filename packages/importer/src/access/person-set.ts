/** A set of people by their numbers, a bit for each: a thousand of these for ten thousand people are a megabyte. */
export class PersonSet {
  #words: Uint32Array

  constructor(words: Uint32Array = new Uint32Array(0)) {
    this.#words = words
  }

  /** The people from 0 up to, but without, this number. */
  static through(end: number): PersonSet {
    const words = new Uint32Array(Math.ceil(end / 32)).fill(0xffffffff)
    if (end % 32 !== 0) words[words.length - 1] = 2 ** (end % 32) - 1
    return new PersonSet(words)
  }

  add(person: number): void {
    const at = person >>> 5
    if (at >= this.#words.length) this.#grow(at + 1)
    this.#words[at] = (this.#words[at] ?? 0) | (1 << (person & 31))
  }

  has(person: number): boolean {
    return ((this.#words[person >>> 5] ?? 0) & (1 << (person & 31))) !== 0
  }

  /** Adds everybody of the other set. */
  addAll(other: PersonSet): this {
    if (other.#words.length > this.#words.length) this.#grow(other.#words.length)
    for (let at = 0; at < other.#words.length; at++) this.#words[at] = (this.#words[at] ?? 0) | (other.#words[at] ?? 0)
    return this
  }

  and(other: PersonSet): PersonSet {
    const words = this.#words.slice(0, Math.min(this.#words.length, other.#words.length))
    for (let at = 0; at < words.length; at++) words[at] = (words[at] ?? 0) & (other.#words[at] ?? 0)
    return new PersonSet(words)
  }

  without(other: PersonSet): PersonSet {
    const words = this.#words.slice()
    for (let at = 0; at < words.length; at++) words[at] = (words[at] ?? 0) & ~(other.#words[at] ?? 0)
    return new PersonSet(words)
  }

  equals(other: PersonSet): boolean {
    const length = Math.max(this.#words.length, other.#words.length)
    for (let at = 0; at < length; at++) if ((this.#words[at] ?? 0) !== (other.#words[at] ?? 0)) return false
    return true
  }

  get size(): number {
    let size = 0
    for (const word of this.#words) size += ones(word)
    return size
  }

  /** In the order of their numbers. */
  *[Symbol.iterator](): Generator<number> {
    for (let at = 0; at < this.#words.length; at++) {
      for (let rest = this.#words[at] ?? 0; rest !== 0; rest &= rest - 1) yield at * 32 + 31 - Math.clz32(rest & -rest)
    }
  }

  #grow(length: number): void {
    const words = new Uint32Array(Math.max(length, Math.ceil(this.#words.length * 1.5)))
    words.set(this.#words)
    this.#words = words
  }
}

function ones(word: number): number {
  let rest = word - ((word >>> 1) & 0x55555555)
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333)
  return Math.imul((rest + (rest >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
