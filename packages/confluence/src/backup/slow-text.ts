import { MarkupError } from './markup-error.js'
import { control, kindOf, type TextContext, type TextPlace } from './text-kinds.js'

const named = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
])

/** Longest reference that is looked at: leading zeros may be many. */
const referenceLimit = 64

/** Decodes byte by byte, for texts with references, control characters, carriage returns or broken UTF-8. */
export class SlowText {
  readonly #context: TextContext
  readonly #where: TextPlace
  #text = ''
  #pieces: string[] = []
  #runStart = 0
  /** A high surrogate given by a reference, until it is known whether its other half follows at once. */
  #high: { readonly code: number; readonly start: number; readonly end: number } | undefined

  constructor(context: TextContext, where: TextPlace) {
    this.#context = context
    this.#where = where
  }

  /** @throws MarkupError for a reference that isn't one */
  decode(start: number, end: number): string {
    const { bytes } = this.#context
    this.#runStart = start
    for (let at = start; at < end;) at = this.#step(bytes, at, end)
    this.#flush(end)
    this.#settleHigh()
    return this.#text + this.#pieces.join('')
  }

  /** Looks at the byte at `at` and returns the position of the next one to look at. */
  #step(bytes: Buffer, at: number, end: number): number {
    const byte = bytes[at] ?? 0
    if (byte >= 0x80) return this.#highByte(bytes, at, end)
    if (((kindOf[byte] ?? 0) & control) !== 0) {
      this.#replace(at, at + 1, '')
      this.#found({ type: 'control-character', offset: this.#context.base + at, code: byte })
      return at + 1
    }
    if (byte === 0x0d) {
      const width = bytes[at + 1] === 0x0a && at + 1 < end ? 2 : 1
      this.#replace(at, at + width, this.#where === 'attribute' ? ' ' : '\n')
      return at + width
    }
    if (this.#where === 'attribute' && (byte === 0x09 || byte === 0x0a)) this.#replace(at, at + 1, ' ')
    if (byte === 0x26 && this.#where !== 'cdata') return this.#reference(bytes, at, end)
    if (byte === 0x5d && this.#where === 'cdata' && bytes[at + 1] === 0x5d && at + 1 < end) {
      if (bytes[at + 2] !== 0x20 || at + 2 >= end) return at + 2
      this.#replace(at + 2, at + 3, '')
      return at + 3
    }
    return at + 1
  }

  #highByte(bytes: Buffer, at: number, end: number): number {
    const length = sequenceLength(bytes, at, end)
    if (length < 0) {
      this.#replace(at, at - length, '\uFFFD')
      this.#found({ type: 'invalid-utf8', offset: this.#context.base + at, length: -length })
      return at - length
    }
    const last = bytes[at + 2] ?? 0
    if (length === 3 && bytes[at] === 0xef && bytes[at + 1] === 0xbf && last >= 0xbe) {
      this.#replace(at, at + 3, '')
      this.#found({ type: 'control-character', offset: this.#context.base + at, code: 0xff40 + last })
    }
    return at + length
  }

  #reference(bytes: Buffer, at: number, end: number): number {
    const semicolon = bytes.subarray(at, Math.min(end, at + referenceLimit)).indexOf(0x3b)
    const offset = this.#context.base + at
    if (semicolon < 0) throw new MarkupError(offset, 'an & that begins no reference')
    const name = bytes.toString('latin1', at + 1, at + semicolon)
    const next = at + semicolon + 1
    const known = named.get(name)
    if (known !== undefined) {
      this.#replace(at, next, known)
      return next
    }
    const match = /^#(?:([0-9]+)|x([0-9A-Fa-f]+))$/.exec(name)
    if (!match) throw new MarkupError(offset, `an undefined entity${/^[a-z]{2,8}$/i.test(name) ? ` &${name};` : ''}`)
    const code = match[1] === undefined ? Number.parseInt(match[2] ?? '', 16) : Number.parseInt(match[1], 10)
    if (code > 0x10ffff) throw new MarkupError(offset, 'a reference to a character that does not exist')
    this.#character(code, at, next)
    return next
  }

  #character(code: number, at: number, next: number): void {
    const offset = this.#context.base + at
    const forbidden = code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d
    if (forbidden || code === 0xfffe || code === 0xffff) {
      this.#replace(at, next, '')
      this.#found({ type: 'control-character', offset, code })
      return
    }
    this.#replace(at, next, String.fromCodePoint(code))
    if (code < 0xd800 || code > 0xdfff) return
    if (code >= 0xdc00 && this.#high?.end === at) {
      this.#high = undefined
      return
    }
    this.#settleHigh()
    if (code < 0xdc00) this.#high = { code, start: at, end: next }
    else this.#found({ type: 'lone-surrogate', offset, code })
  }

  #settleHigh(): void {
    if (!this.#high) return
    const { code, start } = this.#high
    this.#high = undefined
    this.#found({ type: 'lone-surrogate', offset: this.#context.base + start, code })
  }

  #found(finding: Parameters<TextContext['onText']>[0]): void {
    this.#context.onText(finding)
  }

  /** Ends the run of plain bytes before `from` and begins the next one at `to`. */
  #replace(from: number, to: number, text: string): void {
    this.#flush(from)
    if (text !== '') this.#pieces.push(text)
    this.#runStart = to
    if (this.#pieces.length < 4096) return
    this.#text += this.#pieces.join('')
    this.#pieces = []
  }

  #flush(end: number): void {
    if (end > this.#runStart) this.#pieces.push(this.#context.bytes.toString('utf8', this.#runStart, end))
  }
}

/**
 * Length of the UTF-8 sequence at `at`; for a broken one, minus the number of bytes that one U+FFFD stands for (the
 * longest beginning of a valid sequence, as the Unicode standard recommends).
 */
function sequenceLength(bytes: Buffer, at: number, end: number): number {
  const first = bytes[at] ?? 0
  const length = first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 ? 4 : 0
  if (length === 0 || first > 0xf4) return -1
  const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80
  const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf
  for (let place = 1; place < length; place++) {
    const byte = at + place < end ? (bytes[at + place] ?? 0) : 0
    const valid = place === 1 ? byte >= low && byte <= high : byte >= 0x80 && byte <= 0xbf
    if (!valid) return -place
  }
  return length
}
