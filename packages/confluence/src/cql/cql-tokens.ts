/** A piece of a CQL query. White space lies between them. */
export interface CqlToken {
  readonly type: 'word' | 'string' | 'operator' | '(' | ')' | ','
  readonly start: number
  readonly end: number
  /** Of a string: without quotes and escapes. */
  readonly text: string
}

/** The pieces of a query, up to the first thing that is none, such as a string without an end. */
export interface CqlTokens {
  readonly tokens: readonly CqlToken[]
  /** Where that stands. */
  readonly fault?: number
}

const PIECE = /\s*(?:(?<operator>!=|!~|>=|<=|[=~<>])|(?<mark>[(),])|(?<word>[^\s"'()=!~<>,]+)|(?<quote>["']))/uy

/** Cuts a query into its pieces. Linear in its length. */
export function cqlTokens(query: string): CqlTokens {
  const tokens: CqlToken[] = []
  const length = query.trimEnd().length
  PIECE.lastIndex = 0
  while (PIECE.lastIndex < length) {
    const from = PIECE.lastIndex
    const match = PIECE.exec(query)
    if (match === null) return { tokens, fault: from }
    const { operator, mark, word = '', quote } = match.groups ?? {}
    const found = operator ?? mark ?? quote ?? word
    const start = match.index + match[0].length - found.length
    let end = start + found.length
    let text = found
    if (quote !== undefined) {
      const closing = endOfString(query, start)
      if (closing === undefined) return { tokens, fault: start }
      end = closing
      text = query.slice(start + 1, end - 1).replace(/\\(.)/gsu, '$1')
      PIECE.lastIndex = end
    }
    tokens.push({ type: typeOf(operator, mark, quote), start, end, text })
  }
  return { tokens }
}

/** Behind the quote that ends the string; `undefined` where none does. */
function endOfString(query: string, start: number): number | undefined {
  const quote = query.charAt(start)
  for (let at = start + 1; at < query.length; at++) {
    const character = query.charAt(at)
    if (character === quote) return at + 1
    if (character === '\\') at++
  }
  return undefined
}

function typeOf(operator: string | undefined, mark: string | undefined, quote: string | undefined): CqlToken['type'] {
  if (operator !== undefined) return 'operator'
  if (quote !== undefined) return 'string'
  return mark === '(' || mark === ')' || mark === ',' ? mark : 'word'
}

const RESERVED =
  /^(?:after|and|as|avg|before|begin|by|commit|contains|count|distinct|else|empty|end|explain|from|having|if|in|inner|insert|into|is|isnull|left|like|limit|max|min|not|null|or|order|outer|right|select|sum|then|was|where|update)$/i

/** True for a word that stands for a value only in quotes. */
export function isReservedWord(word: string): boolean {
  return RESERVED.test(word)
}

/** A value as it may stand in a query, in quotes where it stood in quotes or needs them. */
export function writeCqlValue(value: string, before: string): string {
  const quote = before.startsWith("'") ? "'" : '"'
  const stoodBare = !before.startsWith('"') && !before.startsWith("'")
  if (stoodBare && /^[A-Za-z0-9_]+$/.test(value) && !isReservedWord(value)) return value
  return (
    quote +
    value.replace(/["'\\]/g, (character) =>
      character === '\\' || character === quote ? `\\${character}` : character,
    ) +
    quote
  )
}
