import { Needle, type ScanWindow } from './scan-window.js'

/**
 * Finds the end of one element without reading what is in it: only the markup that can hide an end tag counts (CDATA
 * sections, comments, quoted attributes). Goes on where it stopped when more bytes have come.
 */
export class ElementCut {
  readonly start: number
  /** All before it is settled and may be forgotten. */
  position: number
  /** Set where the element ends at the start of the next one, its own end tag missing. */
  broken = false
  /** Offset of the end of its start tag, or -1 before that came. */
  tagEnd = -1
  readonly #needles: ElementNeedles
  readonly #nests: boolean
  #mode: 'tag' | 'text' | 'cdata' | 'comment' = 'tag'
  #quote = 0
  #depth = 0

  /** @param nests whether an element of this name may lie within another; an object never does */
  constructor(needles: ElementNeedles, start: number, nests: boolean) {
    this.#needles = needles
    this.start = start
    this.position = start + needles.open.bytes.length
    this.#nests = nests
  }

  /** False within a CDATA section, a comment or a tag. */
  get inText(): boolean {
    return this.#mode === 'text'
  }

  /** Offset of the end of the element, or -1 where more bytes are needed. */
  end(window: ScanWindow): number {
    for (;;) {
      const before = this.position
      const mode = this.#mode
      const end =
        mode === 'tag' ? this.#endOfTag(window) : mode === 'text' ? this.#nextInText(window) : this.#endOfHidden(window)
      if (end >= 0) return end
      if (this.#mode === mode && this.position === before) return -1
      if (this.position >= window.end) return -1
    }
  }

  /** Reads no further than the start tag; true where that is the whole element. */
  endOfStartTag(window: ScanWindow): boolean {
    return this.#endOfTag(window) >= 0
  }

  #endOfTag(window: ScanWindow): number {
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
    this.#quote = 0
    this.#mode = 'text'
    if (window.byte(at) === 0x3c) {
      if (this.tagEnd < 0) this.tagEnd = at
      this.#depth++
      return -1
    }
    this.position = at + 1
    if (this.tagEnd < 0) this.tagEnd = this.position
    if (window.byte(at - 1) !== 0x2f) this.#depth++
    return this.#depth === 0 ? at + 1 : -1
  }

  #endOfHidden(window: ScanWindow): number {
    const needle = this.#mode === 'cdata' ? this.#needles.cdataEnd : this.#needles.commentEnd
    const at = window.find(needle, this.position)
    if (at < 0) {
      this.position = Math.max(this.position, window.end - needle.bytes.length + 1)
      return -1
    }
    this.position = at + needle.bytes.length
    this.#mode = 'text'
    return -1
  }

  #nextInText(window: ScanWindow): number {
    const { open, close, cdata, comment } = this.#needles
    const from = this.position
    const closeAt = window.find(close, from)
    const openAt = window.find(open, from)
    const cdataAt = window.find(cdata, from)
    const commentAt = window.find(comment, from)
    const next = nearest(nearest(closeAt, openAt), nearest(cdataAt, commentAt))
    if (next < 0) {
      this.position = Math.max(from, window.end - this.#needles.longest + 1)
      return -1
    }
    if (next === cdataAt || next === commentAt) {
      this.#mode = next === cdataAt ? 'cdata' : 'comment'
      this.position = next + (next === cdataAt ? cdata : comment).bytes.length
      return -1
    }
    this.position = next
    const after = next + (next === closeAt ? close : open).bytes.length
    const byte = window.byte(after)
    if (byte < 0) return -1
    if (!endsName(byte)) {
      this.position = after
      return -1
    }
    if (next === openAt) return this.#opened(after, next)
    return this.#closed(window, after)
  }

  #opened(after: number, at: number): number {
    if (!this.#nests) {
      this.broken = true
      return at
    }
    this.position = after
    this.#mode = 'tag'
    return -1
  }

  #closed(window: ScanWindow, after: number): number {
    let at = after
    while (isSpace(window.byte(at))) at++
    const byte = window.byte(at)
    if (byte < 0) return -1
    this.position = byte === 0x3e ? at + 1 : at
    return --this.#depth <= 0 ? this.position : -1
  }
}

/** The byte strings that matter while an element of one name is cut. Shared by all elements of one scan. */
export interface ElementNeedles {
  readonly open: Needle
  readonly close: Needle
  readonly cdata: Needle
  readonly cdataEnd: Needle
  readonly comment: Needle
  readonly commentEnd: Needle
  /** Bytes of the longest one. */
  readonly longest: number
}

export function elementNeedles(name: string): ElementNeedles {
  return {
    open: new Needle(`<${name}`),
    close: new Needle(`</${name}`),
    cdata: new Needle('<![CDATA['),
    cdataEnd: new Needle(']]>'),
    comment: new Needle('<!--'),
    commentEnd: new Needle('-->'),
    longest: Math.max(`</${name}`.length, '<![CDATA['.length),
  }
}

/** White space as XML knows it. */
export function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09
}

/** True for a byte that can't go on the name of an element. */
export function endsName(byte: number): boolean {
  return isSpace(byte) || byte === 0x3e || byte === 0x2f
}

function nearest(a: number, b: number): number {
  return a < 0 ? b : b < 0 ? a : Math.min(a, b)
}
