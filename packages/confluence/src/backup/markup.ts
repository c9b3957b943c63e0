import { MarkupError } from './markup-error.js'
import { findTag, rememberTag, Tag } from './tag.js'
import { decodeText } from './text.js'
import { kindOf, type TextContext } from './text-kinds.js'
import { isCdata } from './xml-bytes.js'

const attributeLimit = 64
const nameLimit = 256
/** So much of a CDATA section is searched byte by byte: most end there, and a native search costs as much. */
const nearby = 64

/** Reads tags, attributes and text of one piece of XML. `at` is a position in `bytes`; offsets count from the file. */
export class Markup implements TextContext {
  readonly bytes: Buffer
  readonly base: number
  readonly onText: TextContext['onText']
  at = 0

  constructor(bytes: Uint8Array, base: number, onText: TextContext['onText']) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.base = base
    this.onText = onText
  }

  fail(at: number, problem: string): never {
    throw new MarkupError(this.base + at, problem)
  }

  /** Reads the start tag whose `<` is at `at`. */
  readTag(): Tag {
    const { bytes } = this
    const { length } = bytes
    const start = this.at
    let hash = 0
    let end = start
    while (end < length) {
      const byte = bytes[end++] ?? 0
      hash = (Math.imul(hash, 31) + byte) | 0
      if (byte === 0x3e) break
    }
    const known = findTag(bytes, start, end, hash)
    if (known) {
      this.at = end
      return known
    }
    const { tag, plain } = this.#parseTag()
    if (plain && this.at === end) rememberTag(bytes, start, end, hash, tag)
    return tag
  }

  /** Reads the end tag whose `</` is at `at`. */
  readEndTag(element: string): void {
    const { bytes } = this
    const start = this.at
    let at = start + 2
    for (let place = 0; place < element.length; place++, at++) {
      if (bytes[at] !== element.charCodeAt(place)) return this.#readOtherEndTag(element)
    }
    if (bytes[at] !== 0x3e) return this.#readOtherEndTag(element)
    this.at = at + 1
  }

  /** True where there was white space to skip. */
  skipSpace(): boolean {
    const start = this.at
    for (;;) {
      const byte = this.bytes[this.at]
      if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return this.at > start
      this.at++
    }
  }

  /** Text up to the next `<`, its references resolved. */
  readText(): string {
    const { bytes } = this
    const { length } = bytes
    const start = this.at
    let at = start
    let kinds = 0
    for (; at < length; at++) {
      const byte = bytes[at] ?? 0
      if (byte === 0x3c) break
      kinds |= kindOf[byte] ?? 0
    }
    if (at === length) this.fail(at, 'it ends within an element')
    this.at = at
    return decodeText(this, start, at, kinds, 'text')
  }

  /** Content of the CDATA section whose `<![CDATA[` is at `at`, the space behind each `]]` undone. */
  readCdata(): string {
    const { bytes } = this
    const { length } = bytes
    const start = this.at + 9
    let end = start
    const near = Math.min(length, start + nearby)
    while (end < near && (bytes[end] !== 0x5d || bytes[end + 1] !== 0x5d || bytes[end + 2] !== 0x3e)) end++
    if (end === near) end = bytes.indexOf(']]>', near, 'latin1')
    if (end < 0) this.fail(this.at, 'a CDATA section that does not end')
    let kinds = 0
    for (let at = start; at < end; at++) kinds |= kindOf[bytes[at] ?? 0] ?? 0
    this.at = end + 3
    return decodeText(this, start, end, kinds, 'cdata')
  }

  /** Skips the comment whose `<!--` is at `at`. */
  skipComment(): void {
    const end = this.bytes.indexOf('-->', this.at + 4)
    if (end < 0) this.fail(this.at, 'a comment that does not end')
    this.at = end + 3
  }

  /** What the `<` at `at` begins. Anything else that XML allows is no part of a backup and fails. */
  nextKind(): 'start' | 'end' | 'cdata' | 'comment' {
    const { bytes, at } = this
    const byte = bytes[at + 1]
    if (byte === 0x2f) return 'end'
    if (byte === 0x21) {
      if (bytes[at + 2] === 0x2d && bytes[at + 3] === 0x2d) return 'comment'
      if (isCdata(bytes, at)) return 'cdata'
      return this.fail(at, 'a declaration within an object')
    }
    if (byte === 0x3f) this.fail(at, 'a processing instruction within an object')
    return 'start'
  }

  /** `plain` where nothing in the tag had to be decoded, so that reading it again would tell nothing new. */
  #parseTag(): { readonly tag: Tag; readonly plain: boolean } {
    const { bytes } = this
    const attributes = new Map<string, string>()
    let plain = true
    this.at++
    const element = this.#readName()
    for (;;) {
      const spaced = this.skipSpace()
      const byte = bytes[this.at]
      if (byte === 0x3e || byte === 0x2f) {
        const selfClosed = byte === 0x2f
        if (selfClosed && bytes[this.at + 1] !== 0x3e) this.fail(this.at, 'a slash within a tag')
        this.at += selfClosed ? 2 : 1
        return { tag: new Tag(element, attributes, selfClosed), plain }
      }
      if (!spaced) this.fail(this.at, byte === undefined ? 'a tag that does not end' : 'no space before an attribute')
      if (!this.#readAttribute(attributes)) plain = false
    }
  }

  /** Reads one attribute into the map; true where its value needed no decoding. */
  #readAttribute(attributes: Map<string, string>): boolean {
    const { bytes } = this
    const nameAt = this.at
    const name = this.#readName()
    this.skipSpace()
    if (bytes[this.at] !== 0x3d) this.fail(this.at, `the attribute ${name} has no value`)
    this.at++
    this.skipSpace()
    const quote = bytes[this.at]
    if (quote !== 0x22 && quote !== 0x27) this.fail(this.at, `the value of ${name} has no quotes`)
    const start = this.at + 1
    let at = start
    let kinds = 0
    for (; ; at++) {
      const byte = bytes[at]
      if (byte === undefined || byte === 0x3c) this.fail(at, `the value of ${name} does not end`)
      if (byte === quote) break
      kinds |= kindOf[byte] ?? 0
    }
    if (attributes.has(name)) this.fail(nameAt, `the attribute ${name} is there twice`)
    if (attributes.size === attributeLimit) this.fail(nameAt, `more than ${attributeLimit} attributes`)
    attributes.set(name, decodeText(this, start, at, kinds, 'attribute'))
    this.at = at + 1
    return kinds === 0
  }

  #readOtherEndTag(element: string): void {
    const start = this.at
    this.at += 2
    const name = this.#readName()
    if (name !== element) this.fail(start, `</${name}> where </${element}> was expected`)
    this.skipSpace()
    if (this.bytes[this.at] !== 0x3e) this.fail(this.at, 'an end tag that does not end')
    this.at++
  }

  #readName(): string {
    const { bytes } = this
    const start = this.at
    let at = start
    while (isNameByte(bytes[at] ?? 0)) at++
    const first = bytes[start] ?? 0
    if (at === start || first === 0x2d || first === 0x2e || (first >= 0x30 && first <= 0x39)) {
      this.fail(start, 'a name was expected')
    }
    if (at - start > nameLimit) this.fail(start, 'a name that is too long')
    this.at = at
    return bytes.toString('utf8', start, at)
  }
}

/** ASCII characters of names, and all others without a closer look: names are only ever compared. */
function isNameByte(byte: number): boolean {
  return (
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x2d ||
    byte === 0x5f ||
    byte === 0x2e ||
    byte === 0x3a ||
    byte >= 0x80
  )
}
