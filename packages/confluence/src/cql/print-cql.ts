import type { CqlClause, CqlExpression, CqlQuery, CqlValue } from './cql-query.js'
import { isReservedWord } from './cql-tokens.js'

/** A query as text, which `parseCql` reads as the same again. */
export function printCql({ where, orderBy }: CqlQuery): string {
  const order = orderBy.map(({ field, descending }) => `${printField(field)} ${descending ? 'desc' : 'asc'}`)
  return order.length === 0 ? printExpression(where) : `${printExpression(where)} order by ${order.join(', ')}`
}

function printExpression(expression: CqlExpression): string {
  switch (expression.type) {
    case 'clause':
      return printClause(expression)
    case 'not':
      return `not ${printOperand(expression.of)}`
    case 'and':
    case 'or':
      return expression.of.map(printOperand).join(` ${expression.type} `)
    default:
      return expression satisfies never
  }
}

function printOperand(expression: CqlExpression): string {
  const text = printExpression(expression)
  return expression.type === 'and' || expression.type === 'or' ? `(${text})` : text
}

function printClause({ field, operator, values }: CqlClause): string {
  const [first] = values
  if (operator === 'is' || operator === 'is not') return `${printField(field)} ${operator} empty`
  const list = values.map(printValue).join(', ')
  const operand = (operator === 'in' || operator === 'not in') && first !== undefined ? `(${list})` : list
  return `${printField(field)} ${operator} ${operand}`
}

function printField(field: string): string {
  return /^[a-z][a-z0-9_.]*$/.test(field) && !isReservedWord(field) ? field : quoted(field)
}

function printValue(value: CqlValue): string {
  if (value.type === 'text') return quoted(value.text)
  return `${value.name}(${value.arguments.map(quoted).join(', ')})`
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
