import { createHash } from 'node:crypto'
import type { Archive } from '@spacecrate/format'

/** The ids that an archive lists as left out: eight bytes each, so that any number of them fits into memory. */
export class OmittedIds {
  readonly #digests: BigUint64Array

  private constructor(digests: BigUint64Array) {
    this.#digests = digests
  }

  static async read(archive: Archive, signal: AbortSignal): Promise<OmittedIds> {
    let digests = new BigUint64Array(1024)
    let count = 0
    for await (const { id } of archive.omissions()) {
      signal.throwIfAborted()
      if (id === undefined) continue
      if (count === digests.length) {
        const larger = new BigUint64Array(count * 2)
        larger.set(digests)
        digests = larger
      }
      digests[count++] = digestOf(id)
    }
    return new OmittedIds(digests.subarray(0, count).sort())
  }

  has(id: string): boolean {
    const digest = digestOf(id)
    let low = 0
    let high = this.#digests.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#digests[middle] ?? 0n) < digest) low = middle + 1
      else high = middle
    }
    return this.#digests[low] === digest
  }
}

/** The first eight bytes of a SHA-256: two ids that share them by chance are not to be expected. */
function digestOf(id: string): bigint {
  return createHash('sha256').update(id).digest().readBigUInt64BE()
}
