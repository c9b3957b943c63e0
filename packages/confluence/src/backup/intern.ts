const slots = 4096
const table: (string | undefined)[] = Array.from({ length: slots }, () => undefined)

/**
 * The ASCII (or UTF-8) text of a few bytes. A backup has some two hundred different names of elements, classes and
 * properties, and says them a million times: each is decoded once. The table has a fixed size, so a hostile file
 * can't fill memory; it only makes itself slow.
 *
 * @param hash of exactly these bytes: `hash * 31 + byte`, in 32 bits, from 0
 */
export function intern(bytes: Buffer, start: number, end: number, hash: number): string {
  const slot = (hash ^ (hash >>> 12)) & (slots - 1)
  const known = table[slot]
  if (known !== undefined && isSame(known, bytes, start, end)) return known
  const text = bytes.toString('utf8', start, end)
  if (text.length === end - start) table[slot] = text
  return text
}

/** Only ASCII gets into the table, so one character is one byte. */
function isSame(known: string, bytes: Buffer, start: number, end: number): boolean {
  if (known.length !== end - start) return false
  for (let at = start, place = 0; at < end; at++, place++) {
    if (bytes[at] !== known.charCodeAt(place)) return false
  }
  return true
}
