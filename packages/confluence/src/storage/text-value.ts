import { decodeCharacterReferences } from './character-references.js'

/** A piece of a body to put in another one's place. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A stretch of the body that stands for a stretch of decoded text; of the same length unless it is a character reference. */
interface Run {
  readonly decoded: number
  readonly start: number
  readonly end: number
  readonly text: string
  readonly cdata: boolean
}

const CHARACTER_REFERENCE = /&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,30});/g
const CDATA = '<![CDATA['
const CDATA_END = ']]>'

/**
 * The text inside an element: plain text with character references, CDATA, or both. Knows where each character stands in
 * the body, so that a part of it can be changed while all the rest keeps its bytes.
 */
export class TextValue {
  readonly decoded: string
  readonly #runs: readonly Run[]

  private constructor(runs: readonly Run[]) {
    this.#runs = runs
    this.decoded = runs.map(({ text }) => text).join('')
  }

  /** The text between two offsets; `undefined` where anything but text and CDATA stands there. */
  static read(body: string, start: number, end: number): TextValue | undefined {
    const runs: Run[] = []
    let decoded = 0
    const add = (from: number, to: number, text: string, cdata: boolean): void => {
      if (to > from) runs.push({ decoded, start: from, end: to, text, cdata })
      decoded += text.length
    }
    const addText = (from: number, to: number): void => {
      let kept = from
      const raw = body.slice(from, to)
      for (const { 0: verbatim, index } of raw.includes('&') ? raw.matchAll(CHARACTER_REFERENCE) : []) {
        const at = from + index
        add(kept, at, body.slice(kept, at), false)
        kept = at + verbatim.length
        add(at, kept, decodeCharacterReferences(verbatim), false)
      }
      add(kept, to, body.slice(kept, to), false)
    }
    for (let at = start; at < end;) {
      const markup = body.indexOf('<', at)
      if (markup === -1 || markup >= end) {
        addText(at, end)
        break
      }
      addText(at, markup)
      const close = body.startsWith(CDATA, markup) ? body.indexOf(CDATA_END, markup) : -1
      if (close === -1 || close + CDATA_END.length > end) return undefined
      add(markup + CDATA.length, close, body.slice(markup + CDATA.length, close), true)
      at = close + CDATA_END.length
    }
    return new TextValue(runs)
  }

  /** Where a part of the decoded text stands in the body. */
  rangeOf(start: number, end: number): { readonly start: number; readonly end: number } {
    const first = this.#runAt(start)
    const last = this.#runAt(end - 1)
    return {
      start: isVerbatim(first) ? first.start + start - first.decoded : first.start,
      end: isVerbatim(last) ? last.start + end - last.decoded : last.end,
    }
  }

  /**
   * Puts another text in the place of a part that isn't empty: only what differs is written anew.
   *
   * @param escape how text is written there, outside of CDATA
   */
  edit(start: number, end: number, text: string, escape: (text: string) => string = escapeText): Edit {
    const [first, last, middle] = this.#wholeRuns(...this.#difference(start, end, text))
    const from = this.#runAt(first).cdata
    const to = this.#runAt(last - 1).cdata
    const escaped = from ? middle.replaceAll(CDATA_END, `]]${CDATA_END}${CDATA}>`) : escape(middle)
    return { ...this.rangeOf(first, last), text: escaped + (from === to ? '' : from ? CDATA_END : CDATA) }
  }

  /** At least one character long, so that it has a place. */
  #difference(start: number, end: number, text: string): readonly [start: number, end: number, text: string] {
    const most = Math.min(end - start, text.length)
    let before = 0
    while (before < most && this.decoded[start + before] === text[before]) before++
    let behind = 0
    while (behind < most - before && this.decoded[end - 1 - behind] === text[text.length - 1 - behind]) behind++
    if (before + behind === end - start) {
      if (before > 0) before--
      else behind--
    }
    return [start + before, end - behind, text.slice(before, text.length - behind)]
  }

  /** A character reference can't be changed in its middle: it may stand for a pair of surrogates. */
  #wholeRuns(start: number, end: number, text: string): readonly [start: number, end: number, text: string] {
    const [first, last] = [this.#runAt(start), this.#runAt(end - 1)]
    const from = isVerbatim(first) ? start : first.decoded
    const to = isVerbatim(last) ? end : last.decoded + last.text.length
    return [from, to, this.decoded.slice(from, start) + text + this.decoded.slice(end, to)]
  }

  #runAt(offset: number): Run {
    let low = 0
    let high = this.#runs.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#runs[middle]?.decoded ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return this.#runs[low] ?? { decoded: 0, start: 0, end: 0, text: '', cdata: false }
  }
}

function isVerbatim({ start, end, text }: Run): boolean {
  return end - start === text.length
}

/** Text of a user as it stands between tags. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
