import type { MarkupFault } from '../storage/tag-cursor.js'

/** `end` closes an object or an array. */
export type JsonToken = 'object' | 'array' | 'end' | 'key' | 'string' | 'number' | 'literal'

/** More levels than any document has; they would only cost memory. */
const DEEPEST = 1 << 18

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_BRACKET = 0x5b
const CLOSE_BRACKET = 0x5d
const OPEN_BRACE = 0x7b
const CLOSE_BRACE = 0x7d
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const LITERAL = /true|false|null/y
const ESCAPE = /["\\/bfnrt]|u[\da-fA-F]{4}/y

/**
 * Walks the tokens of a JSON text, one after the other, by their offsets; nothing is built and nothing is decoded.
 *
 * Linear in the length of the text and without recursion. It never throws: where the text stops being JSON the walk ends,
 * with a fault.
 */
export class JsonCursor {
  token: JsonToken = 'literal'
  /** Where the current token begins, its quote included. */
  start = 0
  /** Behind the current token. */
  end = 0
  /** Whether the current key or string holds escapes. */
  escaped = false
  fault: MarkupFault | undefined
  private readonly json: string
  /** For each open container, whether it is an object. */
  private readonly open: boolean[] = []
  private expects: 'value' | 'first' | 'separator' = 'value'
  /** Where the colon behind the current key stands. */
  private colon = 0

  constructor(json: string) {
    this.json = json
  }

  /** Goes to the next token; false when there is none, or none that is JSON. */
  next(): boolean {
    if (this.fault !== undefined) return false
    let at = this.skipSpace(this.token === 'key' ? this.colon + 1 : this.end)
    let wantsKey = false
    if (this.expects !== 'value') {
      const inObject = this.open.at(-1)
      if (inObject === undefined)
        return at < this.json.length ? this.stop(at, 'Something stands behind the end') : false
      const character = this.json.charCodeAt(at)
      if (character === (inObject ? CLOSE_BRACE : CLOSE_BRACKET)) {
        this.open.pop()
        return this.accept('end', at, at + 1, 'separator')
      }
      if (this.expects === 'separator') {
        if (character !== COMMA) return this.stop(at, 'A comma or an end is missing')
        at = this.skipSpace(at + 1)
      }
      wantsKey = inObject
    }
    return wantsKey ? this.readKey(at) : this.readValue(at)
  }

  private readKey(at: number): boolean {
    if (!this.readString(at, 'A name in quotes is missing')) return false
    const colon = this.skipSpace(this.end)
    if (this.json.charCodeAt(colon) !== COLON) return this.stop(colon, 'A colon is missing')
    this.colon = colon
    return this.accept('key', at, this.end, 'value')
  }

  private readValue(at: number): boolean {
    const character = this.json.charCodeAt(at)
    if (character === QUOTE) {
      return this.readString(at, '') && this.accept('string', at, this.end, 'separator')
    }
    if (character === OPEN_BRACE || character === OPEN_BRACKET) {
      if (this.open.length >= DEEPEST) return this.stop(at, `It is nested deeper than ${DEEPEST} levels`)
      this.open.push(character === OPEN_BRACE)
      return this.accept(character === OPEN_BRACE ? 'object' : 'array', at, at + 1, 'first')
    }
    const number = this.endOf(NUMBER, at)
    if (number !== undefined) return this.accept('number', at, number, 'separator')
    const literal = this.endOf(LITERAL, at)
    return literal === undefined
      ? this.stop(at, at < this.json.length ? 'A value is missing' : 'It breaks off')
      : this.accept('literal', at, literal, 'separator')
  }

  /** Sets `end` behind the closing quote. */
  private readString(from: number, missing: string): boolean {
    const { json } = this
    const { length } = json
    if (json.charCodeAt(from) !== QUOTE) return this.stop(from, from < length ? missing : 'It breaks off')
    this.escaped = false
    for (let at = from + 1; at < length; at++) {
      const character = json.charCodeAt(at)
      if (character === QUOTE) {
        this.end = at + 1
        return true
      }
      if (character < 0x20) return this.stop(at, 'A control character stands in a text')
      if (character !== BACKSLASH) continue
      const behind = this.endOf(ESCAPE, at + 1)
      if (behind === undefined) return this.stop(at, 'A backslash begins no escape')
      this.escaped = true
      at = behind - 1
    }
    return this.stop(from, 'A text has no closing quote')
  }

  private endOf(pattern: RegExp, at: number): number | undefined {
    pattern.lastIndex = at
    return pattern.test(this.json) ? pattern.lastIndex : undefined
  }

  private skipSpace(from: number): number {
    let at = from
    for (;;) {
      const character = this.json.charCodeAt(at)
      if (character !== 0x20 && character !== 0x0a && character !== 0x0d && character !== 0x09) return at
      at++
    }
  }

  private accept(token: JsonToken, start: number, end: number, expects: 'value' | 'first' | 'separator'): true {
    this.token = token
    this.start = start
    this.end = end
    this.expects = expects
    return true
  }

  private stop(offset: number, reason: string): false {
    this.fault = { offset, reason }
    return false
  }
}
