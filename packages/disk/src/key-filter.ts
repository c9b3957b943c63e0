/** 8 MiB: with ten million keys in it one question of twenty still has to be asked. */
const bits = 2 ** 26

/**
 * Says of most keys that they are not in a table, without a look at it: a Bloom filter. What it may have is asked there.
 * Keys are bytes.
 */
export class KeyFilter {
  readonly #words: Uint32Array = new Uint32Array(bits / 32)

  add(key: Uint8Array): void {
    const [first, second] = hashesOf(key)
    for (let turn = 0; turn < 3; turn++) {
      const bit = (first + turn * second) % bits
      this.#words[bit >>> 5] = (this.#words[bit >>> 5] ?? 0) | (1 << (bit & 31))
    }
  }

  /** False if the key was certainly not added. */
  mayHave(key: Uint8Array): boolean {
    const [first, second] = hashesOf(key)
    for (let turn = 0; turn < 3; turn++) {
      const bit = (first + turn * second) % bits
      if (((this.#words[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return false
    }
    return true
  }
}

/** Two hashes of the FNV-1a kind, which begin differently. */
function hashesOf(key: Uint8Array): readonly [number, number] {
  let first = 0x811c9dc5
  let second = 0x01234567
  for (const byte of key) {
    first = Math.imul(first ^ byte, 0x01000193)
    second = Math.imul(second ^ byte, 0x01000193) + 1
  }
  return [first >>> 0, (second | 1) >>> 0]
}
