/** 8 MiB: with ten million ids in it one question of twenty still has to be asked. */
const bits = 2 ** 26

/**
 * Says of most ids that they are not in the index, without a look at it: a Bloom filter. What it may have is asked there.
 * Ids are bytes.
 */
export class IdFilter {
  readonly #words = new Uint32Array(bits / 32)

  add(id: Uint8Array): void {
    const [first, second] = hashesOf(id)
    for (let turn = 0; turn < 3; turn++) {
      const bit = (first + turn * second) % bits
      this.#words[bit >>> 5] = (this.#words[bit >>> 5] ?? 0) | (1 << (bit & 31))
    }
  }

  /** False if the id was certainly not added. */
  mayHave(id: Uint8Array): boolean {
    const [first, second] = hashesOf(id)
    for (let turn = 0; turn < 3; turn++) {
      const bit = (first + turn * second) % bits
      if (((this.#words[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return false
    }
    return true
  }
}

/** Two hashes of the FNV-1a kind, which begin differently. */
function hashesOf(id: Uint8Array): readonly [number, number] {
  let first = 0x811c9dc5
  let second = 0x01234567
  for (const byte of id) {
    first = Math.imul(first ^ byte, 0x01000193)
    second = Math.imul(second ^ byte, 0x01000193) + 1
  }
  return [first >>> 0, (second | 1) >>> 0]
}
