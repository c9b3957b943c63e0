/** A piece of a CQL query. White space lies between them. */
export interface CqlToken {
  readonly type: 'word' | 'string' | 'operator' | '(' | ')' | ','
  readonly start: number
  readonly end: number
  /** Of a string: without quotes and escapes. */
  readonly text: string
}

const TOKEN =
  /\s*(?:(?<double>"(?:[^"\\]|\\.)*")|(?<single>'(?:[^'\\]|\\.)*')|(?<operator>!=|!~|>=|<=|[=~<>])|(?<mark>[(),])|(?<word>[^\s"'()=!~<>,]+))/suy

/** The pieces of a query; `undefined` where it holds something that is none, such as a string without an end. */
export function cqlTokens(query: string): CqlToken[] | undefined {
  const tokens: CqlToken[] = []
  const end = query.trimEnd().length
  TOKEN.lastIndex = 0
  while (TOKEN.lastIndex < end) {
    const match = TOKEN.exec(query)
    if (match === null) return undefined
    const { double, single, operator, mark, word = '' } = match.groups ?? {}
    const quoted = double ?? single
    const verbatim = quoted ?? operator ?? mark ?? word
    const at = match.index + match[0].length - verbatim.length
    tokens.push({
      type: quoted !== undefined ? 'string' : operator !== undefined ? 'operator' : typeOfMark(mark),
      start: at,
      end: at + verbatim.length,
      text: quoted === undefined ? verbatim : quoted.slice(1, -1).replace(/\\(.)/gsu, '$1'),
    })
  }
  return tokens
}

function typeOfMark(mark: string | undefined): CqlToken['type'] {
  return mark === '(' || mark === ')' || mark === ',' ? mark : 'word'
}

const RESERVED =
  /^(?:after|and|as|avg|before|begin|by|commit|contains|count|distinct|else|empty|end|explain|from|having|if|in|inner|insert|into|is|isnull|left|like|limit|max|min|not|null|or|order|outer|right|select|sum|then|was|where|update)$/i

/** A value as it may stand in a query, in quotes where it stood in quotes or needs them. */
export function writeCqlValue(value: string, before: string): string {
  const quote = before.startsWith("'") ? "'" : '"'
  const stoodBare = !before.startsWith('"') && !before.startsWith("'")
  if (stoodBare && /^[A-Za-z0-9_]+$/.test(value) && !RESERVED.test(value)) return value
  return (
    quote +
    value.replace(/["'\\]/g, (character) =>
      character === '\\' || character === quote ? `\\${character}` : character,
    ) +
    quote
  )
}
