import { CqlError } from '../cql/cql-error.js'
import { CqlParser } from '../cql/cql-parser.js'
import type { CqlClause } from '../cql/cql-query.js'

/** What a value of a field names. */
export type CqlMeaning = 'space' | 'space-id' | 'content' | 'user'

/** A value in a query that names something of the site. */
export interface CqlName {
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
export function readCql(query: string): readonly CqlName[] {
  return clausesOf(query).flatMap(({ field, values }) => {
    const meaning = meanings.get(field)
    if (meaning === undefined) return []
    return values.flatMap((value) => {
      if (value.type !== 'text') return []
      const { text, start, end } = value
      return [{ meaning, text, start, end }]
    })
  })
}

/** However deep it nests, and also what only other versions understand. */
function clausesOf(query: string): readonly CqlClause[] {
  const parser = new CqlParser(query, { deepest: Number.POSITIVE_INFINITY, strict: false })
  try {
    parser.read()
    return parser.clauses
  } catch (error) {
    if (error instanceof CqlError) return []
    throw error
  }
}
