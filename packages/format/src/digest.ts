import { createHash, hash } from 'node:crypto'

/** SHA-256 of some bytes, as 32 bytes. */
export function sha256(bytes: Uint8Array): Buffer {
  // By way of a string it takes half the time: a buffer from the library has memory of its own, which is dear to collect.
  return Buffer.from(sha256Text(bytes), 'latin1')
}

/** SHA-256 of some bytes as a text of 32 characters, one for each byte: for whoever writes it into a buffer of his own. */
export function sha256Text(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'binary')
}

/** SHA-256 of some bytes in lower-case hexadecimal: the form in which digests are written down. */
export function sha256Hex(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex')
}

/** SHA-256 of bytes that come in pieces. */
export class RunningDigest {
  readonly #hash = createHash('sha256')
  #hex: string | undefined
  /** Bytes so far. */
  bytes = 0

  /** Adds a piece. */
  add(chunk: Uint8Array): void {
    this.#hash.update(chunk)
    this.bytes += chunk.length
  }

  /** The digest in hexadecimal; nothing can be added afterwards. */
  hex(): string {
    this.#hex ??= this.#hash.digest('hex')
    return this.#hex
  }
}

/** True for 64 lower-case hexadecimal digits. */
export function isDigest(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}
