import { type CqlError, notParsed } from './cql-error.js'
import type { CqlClause, CqlExpression, CqlOperator, CqlOrder, CqlQuery, CqlValue } from './cql-query.js'
import { type CqlToken, cqlTokens, isReservedWord } from './cql-tokens.js'

/** What a parser lets pass. */
export interface CqlParserOptions {
  /** Levels of parentheses and `not`. */
  readonly deepest: number
  /** Words of the language are no values unless they stand in quotes. */
  readonly strict: boolean
}

/** An expression that is being read: those that are joined by `or`, each of which is joined by `and`. */
interface Frame {
  readonly ors: CqlExpression[]
  ands: CqlExpression[]
  /** How many `not` stand before the next expression. */
  negations: number
}

/** Reads a query without recursion, since one may nest as deep as it is long. */
export class CqlParser {
  /** Every clause, in the order in which they stand. */
  readonly clauses: CqlClause[] = []
  readonly #query: string
  readonly #tokens: readonly CqlToken[]
  readonly #fault: number | undefined
  readonly #options: CqlParserOptions
  readonly #frames: Frame[] = [newFrame()]
  #depth = 0
  #at = 0

  constructor(query: string, options: CqlParserOptions) {
    const { tokens, fault } = cqlTokens(query)
    this.#query = query
    this.#tokens = tokens
    this.#fault = fault
    this.#options = options
  }

  /** Throws `CqlError`. */
  read(): CqlQuery {
    if (this.#fault !== undefined) {
      throw notParsed(
        this.#query,
        this.#fault,
        'it holds something that is no part of a query, or a quote that never ends',
      )
    }
    let frame = this.#frame
    for (;;) {
      this.#readExpression()
      frame = this.#frame
      while (this.#frames.length > 1 && this.#take(')')) {
        this.#frames.pop()
        const inner = joined(frame)
        frame = this.#frame
        this.#add(inner)
      }
      if (this.#takeWord('and')) continue
      if (!this.#takeWord('or')) break
      frame.ors.push(conjunction(frame.ands))
      frame.ands = []
    }
    if (this.#frames.length > 1) throw this.#wrong('a ")" is missing')
    const orderBy = this.#takeWord('order') ? this.#readOrder() : []
    if (this.#at < this.#tokens.length) throw this.#wrong('"and", "or", "order by" or the end is expected')
    return { where: joined(frame), orderBy }
  }

  get #frame(): Frame {
    return this.#frames.at(-1) as Frame
  }

  /** What stands before a clause, and the clause. */
  #readExpression(): void {
    for (;;) {
      if (this.#takeWord('not')) {
        this.#frame.negations++
        this.#deepen()
      } else if (this.#take('(')) {
        this.#frames.push(newFrame())
        this.#deepen()
      } else {
        const clause = this.#readClause()
        this.clauses.push(clause)
        this.#add(clause)
        return
      }
    }
  }

  #deepen(): void {
    if (++this.#depth <= this.#options.deepest) return
    throw this.#wrong(`it has more than ${this.#options.deepest} parentheses and negations`)
  }

  #add(expression: CqlExpression): void {
    const frame = this.#frame
    let negated = expression
    for (; frame.negations > 0; frame.negations--) negated = { type: 'not', of: negated }
    if (negated.type !== 'and') frame.ands.push(negated)
    // One by one: there may be more than a call takes arguments.
    else for (const one of negated.of) frame.ands.push(one)
  }

  #readClause(): CqlClause {
    const field = this.#tokens[this.#at]
    if (field?.type !== 'word' && field?.type !== 'string') throw this.#wrong('a field is expected')
    if (this.#options.strict && field.type === 'word' && isReservedWord(field.text))
      throw this.#wrong('a field is expected')
    this.#at++
    const operator = this.#readOperator()
    const values = operator === 'in' || operator === 'not in' ? this.#readValues() : [this.#readValue(operator)]
    return { type: 'clause', field: field.text.toLowerCase(), operator, values, start: field.start }
  }

  #readOperator(): CqlOperator {
    const token = this.#tokens[this.#at]
    if (token?.type === 'operator') {
      this.#at++
      return token.text as CqlOperator
    }
    if (this.#takeWord('is')) return this.#takeWord('not') ? 'is not' : 'is'
    const negated = this.#takeWord('not')
    if (this.#takeWord('in')) return negated ? 'not in' : 'in'
    throw this.#wrong('an operator is expected')
  }

  #readValues(): CqlValue[] {
    if (!this.#take('(')) return [this.#readValue('in')]
    const values: CqlValue[] = []
    do values.push(this.#readValue('in'))
    while (this.#take(','))
    if (!this.#take(')')) throw this.#wrong('a ")" is missing')
    return values
  }

  #readValue(operator: CqlOperator): CqlValue {
    const token = this.#tokens[this.#at]
    if (token?.type !== 'word' && token?.type !== 'string') throw this.#wrong('a value is expected')
    const { text, start, end } = token
    if (operator === 'is' || operator === 'is not') {
      if (!/^(?:null|empty)$/i.test(text)) throw this.#wrong('"empty" or "null" is expected')
    } else if (this.#options.strict && token.type === 'word' && isReservedWord(text)) {
      throw this.#wrong('a value is expected; a word of the language stands in quotes')
    }
    this.#at++
    if (token.type !== 'word' || !this.#take('(')) return { type: 'text', text, start, end }
    const values: string[] = []
    while (this.#tokens[this.#at]?.type !== ')') {
      if (values.length > 0 && !this.#take(',')) throw this.#wrong('a "," or a ")" is expected')
      const argument = this.#tokens[this.#at]
      if (argument?.type !== 'word' && argument?.type !== 'string') throw this.#wrong('a value is expected')
      values.push(argument.text)
      this.#at++
    }
    const closing = this.#tokens[this.#at++]
    return { type: 'function', name: text, arguments: values, start, end: closing?.end ?? end }
  }

  #readOrder(): CqlOrder[] {
    if (!this.#takeWord('by')) throw this.#wrong('"by" is expected')
    const order: CqlOrder[] = []
    do {
      const field = this.#tokens[this.#at]
      if (field?.type !== 'word' && field?.type !== 'string') throw this.#wrong('a field is expected')
      this.#at++
      const descending = this.#takeWord('desc')
      if (!descending) this.#takeWord('asc')
      order.push({ field: field.text.toLowerCase(), descending, start: field.start })
    } while (this.#take(','))
    return order
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

  #wrong(problem: string): CqlError {
    return notParsed(this.#query, this.#tokens[this.#at]?.start ?? this.#query.trimEnd().length, problem)
  }
}

function newFrame(): Frame {
  return { ors: [], ands: [], negations: 0 }
}

function joined({ ors, ands }: Frame): CqlExpression {
  const all = [...ors, conjunction(ands)]
  const [only] = all
  if (all.length === 1 && only !== undefined) return only
  return { type: 'or', of: all.flatMap((one) => (one.type === 'or' ? one.of : [one])) }
}

function conjunction(of: readonly CqlExpression[]): CqlExpression {
  const [only] = of
  return of.length === 1 && only !== undefined ? only : { type: 'and', of }
}
