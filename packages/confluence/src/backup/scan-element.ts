import { Needle, type ScanWindow } from './scan-window.js'
import { endsName, isCdata, isSpace } from './xml-bytes.js'

/** So much of a CDATA section is looked at byte by byte: most are shorter, and a native search costs as much. */
const nearby = 96
/** What begins with `<` is looked at when so many bytes are there: the length of `<![CDATA[` and of `</object>`. */
const lookahead = 9

/**
 * Finds the end of one element without reading what is in it: only the markup that can hide an end tag counts (CDATA
 * sections, comments, quoted attributes). Goes on where it stopped when more bytes have come.
 */
export class ElementCut {
  readonly start: number
  /** All before it is settled and may be forgotten. */
  position: number
  /** Offset of the end of its start tag, or -1 before that came. */
  tagEnd = -1
  readonly #name: Buffer
  readonly #nests: boolean
  #mode: 'tag' | 'text' | 'cdata' | 'comment' = 'tag'
  #quote = 0
  #depth = 0
  #needle = new Needle(sectionEnd)

  /** @param nests whether an element of this name may lie within another; an object never does */
  constructor(name: Buffer, start: number, nests: boolean) {
    this.#name = name
    this.start = start
    this.position = start + 1 + this.#name.length
    this.#nests = nests
  }

  /** False within a CDATA section, a comment or a tag. */
  get inText(): boolean {
    return this.#mode === 'text'
  }

  /**
   * Offset of the end of the element, or -1 where more bytes are needed. An element that can't nest and lacks its end
   * tag ends where the next one begins.
   */
  end(window: ScanWindow): number {
    for (;;) {
      const { position } = this
      const mode = this.#mode
      const end = mode === 'tag' ? this.#tag(window) : mode === 'text' ? this.#text(window) : this.#hidden(window)
      if (end >= 0) return end
      if (this.#mode === mode && (this.position === position || this.position >= window.end)) return -1
    }
  }

  /** Reads no further than the start tag; true where that is the whole element. */
  endOfStartTag(window: ScanWindow): boolean {
    return this.#tag(window) >= 0
  }

  #tag(window: ScanWindow): number {
    const { bytes, base, end } = window
    let at = this.position
    for (; at < end; at++) {
      const byte = bytes[at - base]
      if (byte === 0x3c) break
      if (this.#quote !== 0) {
        if (byte === this.#quote) this.#quote = 0
      } else if (byte === 0x22 || byte === 0x27) this.#quote = byte
      else if (byte === 0x3e) break
    }
    this.position = at
    if (at === end) return -1
    const closed = window.byte(at) === 0x3e
    if (closed) this.position++
    if (this.tagEnd < 0) this.tagEnd = this.position
    this.#quote = 0
    this.#mode = 'text'
    if (!closed || window.byte(at - 1) !== 0x2f) this.#depth++
    return this.#depth === 0 ? this.position : -1
  }

  #hidden(window: ScanWindow): number {
    const needle = this.#needle
    const at = window.find(needle, this.position)
    if (at < 0) {
      this.position = Math.max(this.position, window.end - needle.bytes.length + 1)
      return -1
    }
    this.position = at + needle.bytes.length
    this.#mode = 'text'
    return -1
  }

  #text(window: ScanWindow): number {
    const { bytes, base } = window
    const last = bytes.length - lookahead
    const first = this.#name[0]
    let at = this.position - base
    for (; at <= last; at++) {
      if (bytes[at] !== 0x3c) continue
      const next = bytes[at + 1]
      if (next === 0x2f ? bytes[at + 2] === first : next === first) {
        this.position = base + at
        const end = next === 0x2f ? this.#endTag(window, at + 2) : this.#startTag(window, at + 1)
        if (end !== noTag) return end
      } else if (next === 0x21) {
        const found = this.#declaration(bytes, at)
        if (found < 0) {
          this.position = base - found
          return -1
        }
        at = found
      }
    }
    this.position = Math.max(this.position, base + at)
    return -1
  }

  /**
   * Passes a short CDATA section at once and returns the place of its last byte. Otherwise enters the section or the
   * comment and returns, negated, where its content begins.
   */
  #declaration(bytes: Buffer, at: number): number {
    const comment = bytes[at + 2] === 0x2d && bytes[at + 3] === 0x2d
    if (!comment && !isCdata(bytes, at)) return at
    const start = at + (comment ? 4 : 9)
    const last = comment ? start : Math.min(bytes.length, start + nearby)
    for (let near = start + 2; near < last; near++) {
      if (bytes[near] === 0x3e && bytes[near - 1] === 0x5d && bytes[near - 2] === 0x5d) return near
    }
    this.#mode = comment ? 'comment' : 'cdata'
    this.#needle = new Needle(comment ? commentEnd : sectionEnd)
    return -start
  }

  /** At the name of a start tag that may be one of this element. */
  #startTag(window: ScanWindow, at: number): number {
    const after = this.#afterName(window, at)
    if (after < 0) return after
    if (!this.#nests) return this.position
    this.position = window.base + after
    this.#mode = 'tag'
    return -1
  }

  #endTag(window: ScanWindow, at: number): number {
    const { bytes } = window
    let end = this.#afterName(window, at)
    if (end < 0) return end
    while (isSpace(bytes[end] ?? 0)) end++
    if (end === bytes.length) return -1
    this.position = window.base + (bytes[end] === 0x3e ? end + 1 : end)
    return --this.#depth <= 0 ? this.position : noTag
  }

  /** The place behind the name, -1 where more bytes are needed to know, `noTag` where it is another name. */
  #afterName(window: ScanWindow, at: number): number {
    const { bytes } = window
    const after = at + this.#name.length
    if (after >= bytes.length) return -1
    for (let place = 0; place < this.#name.length; place++) {
      if (bytes[at + place] !== this.#name[place]) return noTag
    }
    return endsName(bytes[after] ?? 0) ? after : noTag
  }
}

const noTag = -2

const sectionEnd: Buffer = Buffer.from(']]>')
const commentEnd: Buffer = Buffer.from('-->')
