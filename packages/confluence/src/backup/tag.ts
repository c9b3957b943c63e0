/** A start tag. It is never changed, and the same tag in another place of the file is the same instance. */
export class Tag {
  readonly element: string
  readonly selfClosed: boolean
  readonly attributes: ReadonlyMap<string, string>
  /** The attributes that the grammar of a backup knows. */
  readonly name: string | undefined
  readonly class: string | undefined
  readonly package: string | undefined
  readonly enumClass: string | undefined

  constructor(element: string, attributes: ReadonlyMap<string, string>, selfClosed: boolean) {
    this.element = element
    this.attributes = attributes
    this.selfClosed = selfClosed
    this.name = attributes.get('name')
    this.class = attributes.get('class')
    this.package = attributes.get('package')
    this.enumClass = attributes.get('enum-class')
  }
}

interface KnownTag {
  readonly bytes: Uint8Array
  readonly tag: Tag
}

const slots = 4096
const longest = 400
const known: (KnownTag | undefined)[] = Array.from({ length: slots }, () => undefined)

/**
 * The tag with exactly these bytes, if it was met before. A backup has a few hundred different tags and says them
 * a million times: each is parsed and decoded once. The table has a fixed size, so a hostile file can't fill memory.
 *
 * @param hash of the bytes from `start` to `end`: `hash * 31 + byte`, in 32 bits, from 0
 */
export function findTag(bytes: Buffer, start: number, end: number, hash: number): Tag | undefined {
  const entry = known[slotOf(hash)]
  if (!entry || entry.bytes.length !== end - start) return undefined
  for (let at = start, place = 0; at < end; at++, place++) {
    if (bytes[at] !== entry.bytes[place]) return undefined
  }
  return entry.tag
}

/** Remembers a tag for `findTag`. */
export function rememberTag(bytes: Buffer, start: number, end: number, hash: number, tag: Tag): void {
  if (end - start <= longest) known[slotOf(hash)] = { bytes: Uint8Array.from(bytes.subarray(start, end)), tag }
}

function slotOf(hash: number): number {
  return (hash ^ (hash >>> 12)) & (slots - 1)
}
