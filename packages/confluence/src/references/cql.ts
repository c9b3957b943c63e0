import { type CqlToken, cqlTokens } from './cql-tokens.js'

/** What a value of a field names. */
export type CqlMeaning = 'space' | 'space-id' | 'content' | 'user'

/** A value in a query that names something of the site. */
export interface CqlValue {
  readonly meaning: CqlMeaning
  readonly text: string
  readonly start: number
  readonly end: number
}

const meanings: ReadonlyMap<string, CqlMeaning> = new Map<string, CqlMeaning>([
  ...['space', 'space.key'].map((field) => [field, 'space'] as const),
  ['space.id', 'space-id'],
  ...['ancestor', 'parent', 'id', 'content', 'container', 'content.id'].map((field) => [field, 'content'] as const),
  ...[
    'creator',
    'contributor',
    'mention',
    'watcher',
    'favourite',
    'favorite',
    'owner',
    'lastmodifier',
    'user',
    'user.accountid',
    'user.userkey',
    'user.username',
  ].map((field) => [field, 'user'] as const),
])

/**
 * The values of a CQL query that name spaces, contents and people. Functions such as `currentSpace()` and everything else
 * mean the same anywhere. A query that is not well formed has none: it stays as it is.
 */
export function readCql(query: string): readonly CqlValue[] {
  const tokens = cqlTokens(query)
  return tokens === undefined ? [] : (new CqlReader(tokens).read() ?? [])
}

/** Goes through a query without recursion, since a query may nest as deep as it is long. */
class CqlReader {
  readonly #tokens: readonly CqlToken[]
  readonly #found: CqlValue[] = []
  #at = 0

  constructor(tokens: readonly CqlToken[]) {
    this.#tokens = tokens
  }

  read(): readonly CqlValue[] | undefined {
    let depth = 0
    let expectsClause = true
    while (this.#at < this.#tokens.length) {
      if (expectsClause) {
        if (this.#takeWord('not')) continue
        if (this.#take('(')) {
          depth++
          continue
        }
        if (!this.#readClause()) return undefined
        expectsClause = false
      } else if (depth > 0 && this.#take(')')) depth--
      else if (this.#takeWord('and') || this.#takeWord('or')) expectsClause = true
      else if (depth === 0 && this.#takeWord('order')) return this.#takeWord('by') ? this.#found : undefined
      else return undefined
    }
    return depth === 0 && !expectsClause ? this.#found : undefined
  }

  #readClause(): boolean {
    const field = this.#tokens[this.#at]
    if (field?.type !== 'word' && field?.type !== 'string') return false
    this.#at++
    const meaning = meanings.get(field.text.toLowerCase())
    if (this.#take('operator')) return this.#readValue(meaning)
    if (this.#takeWord('is')) {
      this.#takeWord('not')
      return this.#takeWord('null') || this.#takeWord('empty')
    }
    this.#takeWord('not')
    if (!this.#takeWord('in')) return false
    if (!this.#take('(')) return this.#readValue(meaning)
    do if (!this.#readValue(meaning)) return false
    while (this.#take(','))
    return this.#take(')')
  }

  #readValue(meaning: CqlMeaning | undefined): boolean {
    const value = this.#tokens[this.#at]
    if (value?.type !== 'word' && value?.type !== 'string') return false
    this.#at++
    if (value.type === 'word' && this.#take('(')) {
      while (!this.#take(')')) {
        const { type } = this.#tokens[this.#at++] ?? {}
        if (type !== 'word' && type !== 'string' && type !== ',') return false
      }
      return true
    }
    if (meaning !== undefined) this.#found.push({ meaning, text: value.text, start: value.start, end: value.end })
    return true
  }

  #take(type: CqlToken['type']): boolean {
    if (this.#tokens[this.#at]?.type !== type) return false
    this.#at++
    return true
  }

  #takeWord(word: string): boolean {
    const token = this.#tokens[this.#at]
    if (token?.type !== 'word' || token.text.toLowerCase() !== word) return false
    this.#at++
    return true
  }
}
