/** How a clause compares a field with values. */
export type CqlOperator = '=' | '!=' | '~' | '!~' | '>' | '>=' | '<' | '<=' | 'in' | 'not in' | 'is' | 'is not'

/** What a field is compared with. */
export type CqlValue =
  | { readonly type: 'text'; readonly text: string; readonly start: number; readonly end: number }
  | {
      readonly type: 'function'
      /** As it was written; letter case doesn't count. */
      readonly name: string
      readonly arguments: readonly string[]
      readonly start: number
      readonly end: number
    }

/** `field operator value`. */
export interface CqlClause {
  readonly type: 'clause'
  /** In lower case. */
  readonly field: string
  readonly operator: CqlOperator
  /** One, unless the operator is `in` or `not in`. */
  readonly values: readonly CqlValue[]
  /** Where it begins. */
  readonly start: number
}

/** Two or more expressions, none of which is of the same type. */
export interface CqlJunction {
  readonly type: 'and' | 'or'
  readonly of: readonly CqlExpression[]
}

/** What a query asks for. */
export type CqlExpression = CqlClause | CqlJunction | { readonly type: 'not'; readonly of: CqlExpression }

/** A field by which results are sorted. */
export interface CqlOrder {
  readonly field: string
  readonly descending: boolean
  readonly start: number
}

/** A query in the Confluence Query Language. */
export interface CqlQuery {
  readonly where: CqlExpression
  readonly orderBy: readonly CqlOrder[]
}
