import { CqlError } from '@spacecrate/confluence'

const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu

/** A text as the index takes it: scripts without blanks between words are cut into their characters. */
export function spaced(text: string): string {
  return text.replaceAll(ideograph, ' $& ')
}

/**
 * What a text in a query asks the index: words that all have to be there, phrases in quotes, beginnings of words with `*`, and
 * AND, OR, NOT between them. Throws `CqlError` for what the index cannot find.
 *
 * @returns `undefined` where there is no word in it
 */
export function wordsAsked(text: string, at: number): string | undefined {
  const pieces: string[] = []
  let pending: string | undefined
  for (const [, phrase, behind, word = ''] of text.matchAll(/"([^"]*)"(~\d+)?|([^\s"]+)/gu)) {
    if (behind !== undefined) throw unsupported('proximity', at)
    if (phrase === undefined && /^(?:AND|OR|NOT)$/.test(word)) {
      if (pieces.length === 0 && word === 'NOT') throw unsupported('a text that begins with NOT', at)
      // `AND NOT` is what the index calls NOT.
      pending = word
      continue
    }
    const asked = phrase === undefined ? wordAsked(word, at) : quoted(phrase)
    if (asked === undefined) continue
    if (pieces.length > 0) pieces.push(pending ?? 'AND')
    pieces.push(asked)
    pending = undefined
  }
  return pieces.length === 0 ? undefined : pieces.join(' ')
}

function wordAsked(word: string, at: number): string | undefined {
  if (/[?^~]/.test(word.slice(0, -1)) || /[?~]$/.test(word) || /\*./.test(word))
    throw unsupported(`"${word.slice(0, 50)}"`, at)
  const isBeginning = word.endsWith('*')
  const asked = quoted(word)
  return asked !== undefined && isBeginning ? `${asked}*` : asked
}

function quoted(text: string): string | undefined {
  const words = spaced(text).match(/[\p{L}\p{N}\p{M}\p{Co}]+/gu)
  return words === null ? undefined : `"${words.join(' ')}"`
}

function unsupported(what: string, at: number): CqlError {
  return new CqlError(`Unsupported text query : ${what} is not supported by this site`, at)
}
