import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CqlError } from './cql-error.js'
import { fieldOf } from './cql-fields.js'
import type { CqlClause, CqlExpression, CqlOperator, CqlQuery, CqlValue } from './cql-query.js'
import { cqlLimits, parseCql } from './parse-cql.js'
import { printCql } from './print-cql.js'

/** A query without the places at which its parts stood. */
function bare(query: CqlQuery): unknown {
  return JSON.parse(
    JSON.stringify(query, (key, value: unknown) => (key === 'start' || key === 'end' ? undefined : value)),
  )
}

const place = { start: 0, end: 0 }
const text = fc.string({ unit: 'grapheme', maxLength: 12 })
const name = fc.constantFrom('space', 'type', 'user.fullname', 'odd[a].b', 'order', 'x y')
const value: fc.Arbitrary<CqlValue> = fc.oneof(
  text.map((said): CqlValue => ({ type: 'text', text: said, ...place })),
  fc
    .record({ name: fc.constantFrom('now', 'currentUser'), arguments: fc.array(text, { maxLength: 2 }) })
    .map((call): CqlValue => ({ type: 'function', ...call, ...place })),
)
const single = fc.constantFrom<CqlOperator[]>('=', '!=', '~', '!~', '>', '>=', '<', '<=')
const clause: fc.Arbitrary<CqlClause> = fc
  .oneof(
    fc.record({ field: name, operator: single, values: fc.tuple(value) }),
    fc.record({
      field: name,
      operator: fc.constantFrom<CqlOperator[]>('in', 'not in'),
      values: fc.array(value, { minLength: 1, maxLength: 4 }),
    }),
  )
  .map((said) => ({ type: 'clause', ...said, start: 0 }))

/** No junction within one of its own type: a parser makes one of both. */
const { expression } = fc.letrec<{
  expression: CqlExpression
  and: CqlExpression
  or: CqlExpression
  not: CqlExpression
}>((tie) => ({
  expression: fc.oneof({ maxDepth: 4 }, clause, tie('and'), tie('or'), tie('not')),
  and: fc
    .array(fc.oneof({ maxDepth: 4 }, clause, tie('or'), tie('not')), { minLength: 2, maxLength: 3 })
    .map((of): CqlExpression => ({ type: 'and', of })),
  or: fc
    .array(fc.oneof({ maxDepth: 4 }, clause, tie('and'), tie('not')), { minLength: 2, maxLength: 3 })
    .map((of): CqlExpression => ({ type: 'or', of })),
  not: tie('expression').map((of): CqlExpression => ({ type: 'not', of })),
}))
const query: fc.Arbitrary<CqlQuery> = fc.record({
  where: expression,
  orderBy: fc.array(fc.record({ field: name, descending: fc.boolean(), start: fc.constant(0) }), { maxLength: 2 }),
})

describe(parseCql, () => {
  it('reads what was printed as the same', () => {
    fc.assert(
      fc.property(query, (one) => {
        expect(bare(parseCql(printCql(one)))).toEqual(bare(one))
      }),
    )
  })

  it.each([
    ['space = TEST', 'space = "TEST"'],
    ["title='a \"b\" \\'c\\''", 'title = "a \\"b\\" \'c\'"'],
    ['created > 2014/09/01', 'created > "2014/09/01"'],
    ['creator != currentUser( ) AND Label in(a,"b",\'c\')', 'creator != currentUser() and label in ("a", "b", "c")'],
    ['a=1 or b=2 and c=3', 'a = "1" or (b = "2" and c = "3")'],
    ['(a=1 or b=2) and c=3', '(a = "1" or b = "2") and c = "3"'],
    ['a=1 and (b=2 and (c=3))', 'a = "1" and b = "2" and c = "3"'],
    ['not a=1 and not not b not in (2)', 'not a = "1" and not not b not in ("2")'],
    ['not (a=1 or b=2)', 'not (a = "1" or b = "2")'],
    ['a ~ "x" order by created DESC, title', 'a ~ "x" order by created desc, title asc'],
    ['lastmodified >= startOfDay("-4w")', 'lastmodified >= startOfDay("-4w")'],
    ['label in urgent', 'label in ("urgent")'],
    ['"type"=page', 'type = "page"'],
    ['label IS NOT EMPTY', 'label is not empty'],
  ])('reads %s', (said, printed) => {
    expect(printCql(parseCql(said))).toBe(printed)
  })

  it.each([
    ['', 0, 'a field is expected'],
    ['space', 5, 'an operator is expected'],
    ['space =', 7, 'a value is expected'],
    ['space = A and', 13, 'a field is expected'],
    ['space = A B', 10, '"and", "or", "order by" or the end is expected'],
    ['(space = A', 10, 'a ")" is missing'],
    ['space = A)', 9, '"and", "or", "order by" or the end is expected'],
    ['space = "A', 8, 'a quote that never ends'],
    ['space in (A, B', 14, 'a ")" is missing'],
    ['space in ()', 10, 'a value is expected'],
    ['space = order', 8, 'a word of the language stands in quotes'],
    ['and = 1', 0, 'a field is expected'],
    ['a = f(1 2)', 8, 'a "," or a ")" is expected'],
    ['a = 1 order title', 12, '"by" is expected'],
    ['a = 1 order by', 14, 'a field is expected'],
    ['a is 1', 5, '"empty" or "null" is expected'],
    ['a = 1; drop', 7, 'is expected'],
    ['a == 1', 3, 'a value is expected'],
  ])('refuses %j at its place', (said, at, problem) => {
    const error = refusal(said)
    expect({ at: error.at, message: error.message }).toEqual({ at, message: expect.stringContaining(problem) })
    expect(error.message.startsWith('Could not parse cql : ')).toBe(true)
  })

  it.each([
    ['parentheses', '('.repeat(10_000)],
    ['parentheses that close', `${'('.repeat(10_000)}a=1${')'.repeat(10_000)}`],
    ['negations', `${'not '.repeat(10_000)}a = 1`],
    ['clauses', `${'a = 1 and '.repeat(10_000)}a = 1`],
    ['characters', `a = "${'x'.repeat(1024 * 1024)}"`],
    ['quotes', '"'.repeat(100_001)],
    ['escapes', `a = "${'\\"'.repeat(100_000)}`],
  ])('refuses a query of too many %s in few words', (_what, said) => {
    expect(refusal(said).message.length).toBeLessThan(400)
  })

  it('reads thousands of values, and as many levels as it says', () => {
    const values = Array.from({ length: 20_000 }, (_, index) => String(index))
    expect(bare(parseCql(`id in (${values.join(',')})`))).toMatchObject({ where: { values: { length: 20_000 } } })
    const { nesting } = cqlLimits
    expect(printCql(parseCql(`${'('.repeat(nesting)}a=1${')'.repeat(nesting)}`))).toBe('a = "1"')
  })

  it('answers any text with a query or an error of its own', () => {
    const pieces = fc.array(
      fc.constantFrom('a', '=', '"', "'", '(', ')', ' and ', ' or ', ' not ', ' in ', ',', '\\', 'order by '),
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          pieces.map((all) => all.join('')),
        ),
        (said) => {
          try {
            parseCql(said)
          } catch (error) {
            expect(error).toBeInstanceOf(CqlError)
          }
        },
      ),
    )
  })
})

describe(fieldOf, () => {
  it.each([
    ['status = archived', 'No field exists with name: status'],
    ['text = x', 'Unsupported operator for field text, got : =, expected one of : [~, !~]'],
    ['label ~ x', 'Unsupported operator for field label, got : ~'],
    ['created in (2020-01-01)', 'Unsupported operator for field created, got : in'],
    ['constructor = x', 'No field exists with name: constructor'],
    ['label is empty', 'Unsupported operator for field label, got : is'],
  ])('refuses %s', (said, message) => {
    const { where } = parseCql(said)
    expect(() => fieldOf(where as CqlClause)).toThrow(message)
  })
})

function refusal(said: string): CqlError {
  try {
    parseCql(said)
  } catch (error) {
    if (error instanceof CqlError) return error
    throw error
  }
  throw new TypeError('It was not refused')
}
