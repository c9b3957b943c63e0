import { BackupError } from './error.js'
import { Markup } from './markup.js'
import { MarkupError } from './markup-error.js'
import { objectLimit } from './parse-object.js'
import { ElementCut } from './scan-element.js'
import { detectEncoding, readDeclaration } from './scan-encoding.js'
import { forbidden, notWellFormed, truncated } from './scan-fault.js'
import type { ScannedObject, ScanOptions } from './scanned-object.js'
import { Needle, ScanWindow } from './scan-window.js'
import { shown } from './shown.js'
import { endsName, isSpace } from './xml-bytes.js'

const root = 'hibernate-generic'
const objectName: Buffer = Buffer.from('object')
/** Longest tag or declaration outside the objects. */
const markupLimit = 64 * 1024
/** So much of an object over the limit is kept: class and id stand at its beginning. */
const headSize = 64 * 1024
/** What the end of the root may need when an object before it lacks its own. */
const tailSize = 256

type Phase = 'start' | 'prolog' | 'inside' | 'object' | 'unknown' | 'epilog'

/** The scan without its loop: push chunks in, pull objects out. */
export class ObjectScan {
  readonly #options: ScanOptions
  readonly #window = new ScanWindow(objectLimit + (2 << 20))
  readonly #commentEnd = new Needle(Buffer.from('-->'))
  #phase: Phase = 'start'
  /** Offset of the next byte to look at, outside elements. */
  #at = 0
  /** An XML declaration may only be the first markup of all. */
  #declarable = true
  #inComment = false
  #cut: ElementCut | undefined
  #rootCut: ElementCut | undefined
  #unknown = ''
  /** The beginning of an object that is over the limit. */
  #head: Buffer | undefined
  #strayStart = -1

  constructor(options: ScanOptions) {
    this.#options = options
  }

  push(chunk: Uint8Array): void {
    this.#window.append(chunk, this.#keep())
  }

  /** The next object, or `undefined` where more bytes are needed. */
  next(): ScannedObject | undefined {
    for (;;) {
      if (this.#cut) {
        const end = this.#cut.end(this.#window)
        if (end < 0) {
          this.#refuseGrowth(this.#cut)
          return undefined
        }
        const found = this.#endOfElement(this.#cut, end)
        if (found) return found
        continue
      }
      if (this.#phase === 'start' ? !this.#start(false) : !this.#between()) return undefined
    }
  }

  /** Call at the end of the stream. May return one last object, whose end tag is missing. */
  finish(): ScannedObject | undefined {
    const { end } = this.#window
    if (this.#phase === 'start') this.#start(true)
    if (this.#phase !== 'start' && !this.#cut) while (!this.#cut && this.#between());
    if (this.#phase === 'epilog' && !this.#inComment && this.#at === end) return undefined
    if (this.#cut) {
      const rootEnd = this.#phase === 'object' && this.#cut.inText ? this.#findRootEnd() : -1
      if (rootEnd >= 0) return this.#object(this.#cut.start, rootEnd)
      throw truncated(end, this.#cut.start)
    }
    const onlyProlog = this.#phase === 'start' || this.#phase === 'prolog'
    if (onlyProlog && !this.#inComment && this.#at === end) {
      throw new BackupError('XML_EMPTY', `The file entities.xml is empty (${end} bytes and no element); export again`, {
        size: end,
      })
    }
    throw truncated(end, undefined)
  }

  /** The first offset that is still needed. */
  #keep(): number {
    if (!this.#cut) return this.#at
    if (this.#phase === 'object' && !this.#head) return this.#cut.start
    return Math.max(this.#cut.start, this.#window.base, this.#cut.position - tailSize)
  }

  #start(atEnd: boolean): boolean {
    const { bytes } = this.#window
    if (bytes.length < 4 && !atEnd) return false
    this.#at = detectEncoding(bytes)
    this.#phase = 'prolog'
    return true
  }

  /** Makes one step outside the objects; false where more bytes are needed. */
  #between(): boolean {
    const window = this.#window
    if (this.#inComment) return this.#comment()
    while (isSpace(window.byte(this.#at))) this.#at++
    const byte = window.byte(this.#at)
    if (byte < 0) return false
    if (byte !== 0x3c) return this.#strayText()
    this.#endStrayText()
    const second = window.byte(this.#at + 1)
    if (second === 0x21) {
      this.#declarable = false
      return this.#declaration()
    }
    if (second === 0x3f) return this.#instruction()
    if (second === 0x2f) return this.#endTag()
    return second >= 0 && this.#startTag()
  }

  #comment(): boolean {
    const end = this.#window.find(this.#commentEnd, this.#at)
    if (end < 0) {
      this.#at = Math.max(this.#at, this.#window.end - 2)
      return false
    }
    this.#at = end + 3
    this.#inComment = false
    return true
  }

  #declaration(): boolean {
    const start = this.#window.slice(this.#at, Math.min(this.#at + 9, this.#window.end)).toString('latin1')
    if (start.startsWith('<!--')) {
      this.#at += 4
      this.#inComment = true
      return true
    }
    if (['<!--', '<!DOCTYPE', '<![CDATA['].some((word) => start.length < word.length && word.startsWith(start))) {
      return false
    }
    if (start === '<![CDATA[') throw notWellFormed(this.#at, 'a CDATA section outside the objects')
    throw forbidden(this.#at, start.toUpperCase().startsWith('<!DOCTYPE') ? 'a DTD' : 'a declaration')
  }

  #instruction(): boolean {
    const window = this.#window
    const available = window.slice(this.#at, Math.min(window.end, this.#at + markupLimit)).toString('latin1')
    if (available.length < 6) return false
    if (!this.#declarable || !/^<\?xml[\s?]/.test(available)) {
      throw forbidden(this.#at, 'a processing instruction')
    }
    const end = available.indexOf('?>')
    if (end < 0 && available.length < markupLimit) return false
    if (end < 0) throw notWellFormed(this.#at, 'an XML declaration that does not end')
    this.#declarable = false
    readDeclaration(available.slice(0, end))
    this.#at += end + 2
    return true
  }

  #endTag(): boolean {
    const window = this.#window
    const text = window.slice(this.#at, Math.min(window.end, this.#at + tailSize)).toString('latin1')
    const match = /^<\/([^\s>]*)\s*>/.exec(text)
    if (!match && text.length < tailSize && !text.includes('>')) return false
    if (this.#phase !== 'inside' || match?.[1] !== root) {
      throw notWellFormed(this.#at, `the end tag ${shown(match?.[0] ?? text.slice(0, 40))} is out of place`)
    }
    this.#at += match[0].length
    this.#phase = 'epilog'
    return true
  }

  #startTag(): boolean {
    if (this.#phase === 'inside' && this.#isObject(this.#at + 1)) {
      this.#phase = 'object'
      this.#cut = new ElementCut(objectName, this.#at, false)
      return true
    }
    const name = this.#nameAt(this.#at + 1)
    if (name === undefined) return false
    if (this.#phase === 'epilog') throw notWellFormed(this.#at, `a second root element ${shown(name)}`)
    if (this.#phase === 'prolog') return this.#rootTag(name)
    this.#phase = 'unknown'
    this.#unknown = name
    this.#cut = new ElementCut(Buffer.from(name), this.#at, true)
    return true
  }

  #isObject(start: number): boolean {
    const { bytes, base } = this.#window
    for (let place = 0; place < objectName.length; place++) {
      if (bytes[start - base + place] !== objectName[place]) return false
    }
    const after = bytes[start - base + objectName.length]
    return after !== undefined && endsName(after)
  }

  #nameAt(start: number): string | undefined {
    const window = this.#window
    let end = start
    for (; ; end++) {
      const byte = window.byte(end)
      if (byte < 0 && end - start < markupLimit) return undefined
      if (byte < 0 || endsName(byte)) break
    }
    const name = window.slice(start, end).toString('utf8')
    if (end - start > 200 || !/^[\p{L}_:][\p{L}\p{N}_:.-]*$/u.test(name)) {
      throw notWellFormed(start - 1, 'a < that begins no element')
    }
    return name
  }

  #rootTag(name: string): boolean {
    const window = this.#window
    this.#declarable = false
    if (name !== root) {
      throw new BackupError(
        'WRONG_ROOT',
        `The file entities.xml begins with ${shown(name)} where ${root} was expected`,
        {
          offset: this.#at,
          root: name,
        },
      )
    }
    const cut = (this.#rootCut ??= new ElementCut(Buffer.from(name), this.#at, true))
    const closed = cut.endOfStartTag(window)
    if (cut.tagEnd < 0) {
      if (window.end - this.#at > markupLimit) throw notWellFormed(this.#at, 'the tag of the root does not end')
      return false
    }
    const attributes = readAttributes(window.slice(this.#at, cut.tagEnd), this.#at)
    this.#at = cut.tagEnd
    this.#phase = closed ? 'epilog' : 'inside'
    this.#options.onRoot?.(attributes)
    return true
  }

  #strayText(): boolean {
    if (this.#phase !== 'inside') {
      throw notWellFormed(this.#at, this.#phase === 'prolog' ? 'it does not begin with XML' : 'text behind the root')
    }
    if (this.#strayStart < 0) this.#strayStart = this.#at
    const window = this.#window
    while (this.#at < window.end && window.byte(this.#at) !== 0x3c) this.#at++
    return this.#at < window.end
  }

  #endStrayText(): void {
    if (this.#strayStart < 0) return
    this.#options.onNote?.({ type: 'stray-text', offset: this.#strayStart, length: this.#at - this.#strayStart })
    this.#strayStart = -1
  }

  #refuseGrowth(cut: ElementCut): void {
    if (this.#phase !== 'object' || this.#head || this.#window.end - cut.start <= objectLimit) return
    this.#head = Buffer.from(this.#window.slice(cut.start, cut.start + headSize))
  }

  #endOfElement(cut: ElementCut, end: number): ScannedObject | undefined {
    if (this.#phase === 'object') return this.#object(cut.start, end)
    this.#options.onNote?.({
      type: 'unknown-element',
      offset: cut.start,
      length: end - cut.start,
      name: this.#unknown,
    })
    this.#leave(end)
    return undefined
  }

  #object(start: number, end: number): ScannedObject {
    const tooLarge = this.#head !== undefined || end - start > objectLimit
    const bytes = this.#head ?? this.#window.slice(start, tooLarge ? start + headSize : end)
    this.#head = undefined
    this.#leave(end)
    return { offset: start, length: end - start, bytes, tooLarge }
  }

  #leave(end: number): void {
    this.#cut = undefined
    this.#phase = 'inside'
    this.#at = end
  }

  /** The end of the root as the last thing of the file: then only an object lacks its end, and nothing is cut off. */
  #findRootEnd(): number {
    const window = this.#window
    const from = Math.max(window.base, window.end - tailSize)
    const match = /<\/hibernate-generic\s*>\s*$/.exec(window.slice(from, window.end).toString('latin1'))
    return match ? from + match.index : -1
  }
}

function readAttributes(bytes: Buffer, offset: number): ReadonlyMap<string, string> {
  try {
    return new Markup(bytes, offset, () => {}).readTag().attributes
  } catch (error) {
    if (error instanceof MarkupError) throw notWellFormed(error.offset, error.problem)
    throw error
  }
}
