const shownLength = 200

/** A query that is none, or that asks for what nobody can answer. The message is what Confluence would say to a client. */
export class CqlError extends Error {
  override readonly name = 'CqlError'
  /** Where in the query, in UTF-16 units from 0; absent where no single place is wrong. */
  readonly at: number | undefined

  constructor(message: string, at?: number) {
    super(message)
    this.at = at
  }
}

/** The error of a query that is not well formed. */
export function notParsed(query: string, at: number, problem: string): CqlError {
  const shown = query.length > shownLength ? `${query.slice(0, shownLength)}…` : query
  return new CqlError(`Could not parse cql : ${shown} (at character ${at + 1}: ${problem})`, at)
}
