const DIGITS = 11
const ALPHABET = /^[A-Za-z0-9_-]{1,11}$/
const LARGEST = 2n ** 64n - 1n

/**
 * The content id that the token of a tiny link (`/x/TOKEN`) stands for; `undefined` when it can't be one.
 *
 * The id as eight bytes, the lowest first, in base64 without the `A`s at its end. Confluence writes `-` for `/` and `_`
 * for `+`, the opposite of the usual alphabet for URLs.
 */
export function decodeTinyLink(token: string): string | undefined {
  if (!ALPHABET.test(token)) return undefined
  const base64 = token.replaceAll('-', '/').replaceAll('_', '+').padEnd(DIGITS, 'A')
  const id = Buffer.from(base64, 'base64').readBigUInt64LE()
  return id === 0n ? undefined : id.toString()
}

/** The token of the tiny link to a content; `undefined` for an id that isn't a number of 64 bits. */
export function encodeTinyLink(contentId: string): string | undefined {
  const id = /^\d{1,20}$/.test(contentId) ? BigInt(contentId) : 0n
  if (id === 0n || id > LARGEST) return undefined
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(id)
  return bytes.toString('base64').replace(/=+$/, '').replace(/A+$/, '').replaceAll('/', '-').replaceAll('+', '_')
}
