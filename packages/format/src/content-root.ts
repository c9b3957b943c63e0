import { sha256, sha256Text } from './digest.js'

/**
 * Root of a Merkle tree in the shape of RFC 9162 over leaves that come one by one, in O(log n) memory.
 *
 * A leaf is SHA-256(0x00 ‖ digest), a node SHA-256(0x01 ‖ left ‖ right); the left subtree of n leaves holds the largest
 * power of two below n. The root of nothing is SHA-256 of nothing.
 */
export class ContentRoot {
  /** Roots of the complete subtrees so far, largest first: one for each bit that is set in the number of leaves. */
  readonly #peaks: Buffer[] = []
  #leaves = 0
  readonly #leaf = Buffer.alloc(33)
  readonly #node = Buffer.alloc(65, 1)

  /** Adds the SHA-256 of a record's line, or of a blob, as the next leaf. */
  add(digest: Uint8Array): void {
    this.#leaf.set(digest, 1)
    this.addLeaf(sha256(this.#leaf))
  }

  /** Adds a leaf that `LeafHash` has made already. The bytes are kept. */
  addLeaf(leaf: Buffer): void {
    let peak = leaf
    for (let bits = this.#leaves; bits % 2 === 1; bits = (bits - 1) / 2) peak = this.#join(this.#peaks.pop(), peak)
    this.#peaks.push(peak)
    this.#leaves += 1
  }

  /** Leaves so far. */
  get leaves(): number {
    return this.#leaves
  }

  /** The root of what was added so far, in hexadecimal; more may be added afterwards. */
  hex(): string {
    const root = this.#peaks.reduceRight<Buffer | undefined>(
      (right, left) => (right === undefined ? left : this.#join(left, right)),
      undefined,
    )
    return (root ?? sha256(new Uint8Array())).toString('hex')
  }

  #join(left: Buffer | undefined, right: Buffer): Buffer {
    if (left === undefined) return right
    this.#node.set(left, 1)
    this.#node.set(right, 33)
    return sha256(this.#node)
  }
}

/** Makes leaves of digests where the rest of the tree isn't known. */
export class LeafHash {
  readonly #leaf = Buffer.alloc(33)

  /** Writes the leaf of a line or a blob with this SHA-256, as `sha256Text` gives it, into 32 bytes of `target`. */
  write(digest: string, target: Buffer, at: number): void {
    this.#leaf.write(digest, 1, 32, 'latin1')
    target.write(sha256Text(this.#leaf), at, 32, 'latin1')
  }
}
