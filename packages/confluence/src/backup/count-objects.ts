const tagLimit = 64 * 1024
/** More names of classes than this are counted together: a file with so many was made to fill the memory. */
const classLimit = 10_000

const objectBegin = Buffer.from('<object')
/** What is skipped whole, since a text in it may look like an object. */
const opaque = [
  { begin: Buffer.from('<![CDATA['), end: Buffer.from(']]>') },
  { begin: Buffer.from('<!--'), end: Buffer.from('-->') },
  { begin: Buffer.from('<?'), end: Buffer.from('?>') },
] as const
const longestBegin = 9

/**
 * Counts the objects of entities.xml by class, by nothing but the begins of their tags: another way than `scanObjects`,
 * which cuts out whole elements, so that the one can show what the other missed. Chunks may end anywhere.
 */
export class ObjectCount {
  readonly #classes = new Map<string, number>()
  #rest: Uint8Array = new Uint8Array()
  #end: Buffer | undefined

  add(chunk: Uint8Array): void {
    const bytes = this.#rest.length === 0 ? viewOf(chunk) : Buffer.concat([this.#rest, chunk])
    let at = 0
    for (;;) {
      if (this.#end) {
        const end = bytes.indexOf(this.#end, at)
        if (end < 0) {
          at = Math.max(at, bytes.length - this.#end.length + 1)
          break
        }
        at = end + this.#end.length
        this.#end = undefined
      }
      const open = nextTag(bytes, at)
      if (bytes.length - open < longestBegin) {
        at = open
        break
      }
      const next = bytes[open + 1] === 0x6f ? this.#object(bytes, open) : this.#skip(bytes, open)
      at = next ?? open
      if (next === undefined) break
    }
    this.#rest = Uint8Array.from(bytes.subarray(at))
  }

  /** Class to number of objects, in the order of their first object; those without a class are `unknown`. */
  get classes(): ReadonlyMap<string, number> {
    return this.#classes
  }

  /** Begins to skip what is skipped whole. */
  #skip(bytes: Buffer, open: number): number {
    const part = opaque.find(({ begin }) => bytes.compare(begin, 0, begin.length, open, open + begin.length) === 0)
    this.#end = part?.end
    return open + (part?.begin.length ?? 1)
  }

  /** Counts the object whose tag begins here; `undefined` where the rest of the tag is still to come. */
  #object(bytes: Buffer, open: number): number | undefined {
    if (!isObject(bytes, open)) return open + 1
    const tag = bytes.subarray(open, open + tagLimit)
    const end = tagEnd(tag)
    if (end < 0 && tag.length < tagLimit) return undefined
    this.#count(classOfObject(tag) ?? 'unknown')
    return end < 0 ? open + 1 : open + end
  }

  #count(name: string): void {
    const key = this.#classes.has(name) || this.#classes.size < classLimit ? name : 'other classes'
    this.#classes.set(key, (this.#classes.get(key) ?? 0) + 1)
  }
}

/**
 * The next tag that may be of interest: most are those of properties, which are never looked at. A loop, since a search by
 * the library costs more than it saves where tags are so near to each other.
 */
function nextTag(bytes: Buffer, from: number): number {
  for (let at = from; at < bytes.length; at++) {
    if (bytes[at] !== 0x3c) continue
    const second = bytes[at + 1]
    if (second === 0x6f || second === 0x21 || second === 0x3f || second === undefined) return at
  }
  return bytes.length
}

/** The class that the start tag of an object names; `undefined` where it names none or the bytes begin with no such tag. */
export function classOfObject(bytes: Uint8Array): string | undefined {
  const view = viewOf(bytes.subarray(0, tagLimit))
  const end = isObject(view, 0) ? tagEnd(view) : -1
  if (end < 0) return undefined
  const match = /\sclass\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(view.toString('utf8', 0, end))
  return match?.[1] ?? match?.[2]
}

function isObject(bytes: Buffer, at: number): boolean {
  if (bytes.compare(objectBegin, 0, objectBegin.length, at, at + objectBegin.length) !== 0) return false
  const after = bytes[at + objectBegin.length] ?? 0
  return after <= 0x20 || after === 0x3e || after === 0x2f
}

/** Behind the end of a start tag, in which a quoted value may hold anything; -1 where it does not end. */
function tagEnd(tag: Buffer): number {
  let quote = 0
  for (let at = objectBegin.length; at < tag.length; at++) {
    const byte = tag[at]
    if (quote !== 0) quote = byte === quote ? 0 : quote
    else if (byte === 0x3e) return at + 1
    else if (byte === 0x22 || byte === 0x27) quote = byte
  }
  return -1
}

function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
