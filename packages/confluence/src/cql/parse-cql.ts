import { CqlError } from './cql-error.js'
import { CqlParser } from './cql-parser.js'
import type { CqlQuery } from './cql-query.js'

/** What a query may hold at most. Confluence has no such limits of its own; its index refuses about as much. */
export const cqlLimits: { readonly characters: number; readonly nesting: number; readonly clauses: number } = {
  characters: 256 * 1024,
  /** Parentheses and `not`, all together: so many levels nothing that reads a query needs to fear. */
  nesting: 500,
  clauses: 256,
}

/**
 * Reads a query. Linear in its length and without recursion.
 *
 * @throws CqlError with the place, for what is no query, and for what is larger than `cqlLimits`
 */
export function parseCql(query: string): CqlQuery {
  if (query.length > cqlLimits.characters) {
    throw new CqlError(`The cql query has ${query.length} characters; at most ${cqlLimits.characters} are read`)
  }
  const parser = new CqlParser(query, { deepest: cqlLimits.nesting, strict: true })
  const parsed = parser.read()
  const tooMany = parser.clauses[cqlLimits.clauses]
  if (tooMany !== undefined) {
    const message = `The cql query has ${parser.clauses.length} clauses; at most ${cqlLimits.clauses} are evaluated, so use "in" for many values`
    throw new CqlError(message, tooMany.start)
  }
  return parsed
}
