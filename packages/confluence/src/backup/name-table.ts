const chunkSize = 1 << 20

/**
 * The sorted names of a backup, in some fifty bytes per name outside the JavaScript heap: a site export can hold a
 * million attachments.
 *
 * `add` all names, `sort` once, then `find` and iterate.
 */
export class NameTable {
  readonly #chunks: Buffer[] = []
  #starts = new Uint32Array(1024)
  #lengths = new Uint16Array(1024)
  #order = new Uint32Array(0)
  #count = 0
  #used = chunkSize

  get count(): number {
    return this.#count
  }

  /** Adds a name and returns its index, which counts from 0 in the order of adding. */
  add(name: string): number {
    const length = Buffer.byteLength(name)
    if (length > 0xffff) throw new RangeError(`A name of ${length} bytes is too long`)
    if (this.#used + length > chunkSize) {
      this.#chunks.push(Buffer.allocUnsafeSlow(chunkSize))
      this.#used = 0
    }
    const index = this.#count++
    if (index === this.#starts.length) this.#grow()
    this.#starts[index] = (this.#chunks.length - 1) * chunkSize + this.#used
    this.#lengths[index] = length
    this.#chunks.at(-1)?.write(name, this.#used)
    this.#used += length
    return index
  }

  /** Sorts by bytes and returns the first name that was added twice, if there is one. */
  sort(): string | undefined {
    this.#starts = this.#starts.slice(0, this.#count)
    this.#lengths = this.#lengths.slice(0, this.#count)
    this.#order = Uint32Array.from({ length: this.#count }, (_, index) => index)
    this.#order.sort((a, b) => this.#compare(a, b))
    for (let place = 1; place < this.#count; place++) {
      const [a, b] = [this.#order[place - 1], this.#order[place]]
      if (a !== undefined && b !== undefined && this.#compare(a, b) === 0) return this.nameAt(a)
    }
    return undefined
  }

  /** Index of a name, `undefined` where it was never added. Only after `sort`. */
  find(name: string): number | undefined {
    const wanted = Buffer.from(name)
    let [low, high] = [0, this.#order.length - 1]
    while (low <= high) {
      const middle = (low + high) >>> 1
      const index = this.#order[middle] ?? 0
      const { chunk, start, end } = this.#place(index)
      const compared = chunk.compare(wanted, 0, wanted.length, start, end)
      if (compared === 0) return index
      if (compared < 0) low = middle + 1
      else high = middle - 1
    }
    return undefined
  }

  nameAt(index: number): string {
    const { chunk, start, end } = this.#place(index)
    return chunk.toString('utf8', start, end)
  }

  /** All names in the order of their bytes. Only after `sort`. */
  *names(): Generator<string> {
    for (const index of this.#order) yield this.nameAt(index)
  }

  #compare(a: number, b: number): number {
    const left = this.#place(a)
    const right = this.#place(b)
    return left.chunk.compare(right.chunk, right.start, right.end, left.start, left.end)
  }

  #place(index: number): { chunk: Buffer; start: number; end: number } {
    const at = this.#starts[index] ?? 0
    const chunk = this.#chunks[Math.floor(at / chunkSize)]
    if (!chunk) throw new RangeError(`There is no name ${index}`)
    const start = at % chunkSize
    return { chunk, start, end: start + (this.#lengths[index] ?? 0) }
  }

  #grow(): void {
    const starts = new Uint32Array(this.#starts.length * 2)
    starts.set(this.#starts)
    this.#starts = starts
    const lengths = new Uint16Array(this.#lengths.length * 2)
    lengths.set(this.#lengths)
    this.#lengths = lengths
  }
}
