import { toSortedColumn } from '@spacecrate/disk'
import {
  type CqlClause,
  CqlError,
  type CqlExpression,
  type CqlField,
  type CqlValue,
  fieldOf,
} from '@spacecrate/confluence'
import { foldName } from '../store/fold-name.js'
import {
  type Asker,
  contentsMeant,
  isNamed,
  notSupported,
  peopleMeant,
  personOf,
  spacesMeant,
  timeMeant,
} from './asker.js'
import { type Bound, type Condition, type Driver, junction, mostCounted, negation, nothing } from './condition.js'
import type { SearchDatabase } from './search-database.js'
import { wordsAsked } from './words.js'

/** Types that a search finds. */
const searchedTypes = [
  'space',
  'user',
  'page',
  'blogpost',
  'comment',
  'attachment',
  'whiteboard',
  'database',
  'embed',
  'folder',
] as const

/** Makes SQL of a query: its text is ours, and every value of the query is bound. Throws `CqlError`. */
export class Compiler {
  readonly #database: SearchDatabase
  readonly #asker: Asker
  /** The first text that must match: relevance is reckoned by it. */
  match: string | undefined

  constructor(database: SearchDatabase, asker: Asker) {
    this.#database = database
    this.#asker = asker
  }

  compile(expression: CqlExpression, isCertain = true): Condition {
    switch (expression.type) {
      case 'clause':
        return this.#clause(expression, isCertain)
      case 'not':
        return negation(this.compile(expression.of, false))
      case 'and':
        return junction(
          expression.of.map((one) => this.compile(one, isCertain)),
          'AND',
        )
      case 'or':
        return junction(
          expression.of.map((one) => this.compile(one, false)),
          'OR',
        )
      default:
        return expression satisfies never
    }
  }

  #clause(clause: CqlClause, isCertain: boolean): Condition {
    const field = fieldOf(clause)
    const { operator } = clause
    const isNegative = operator === '!=' || operator === 'not in' || operator === '!~'
    if (field.kind === 'date') return this.#date(field.name === 'created' ? 'created' : 'modified', clause)
    const isText = operator === '~' || operator === '!~'
    const positive = isText ? this.#text(field, clause, isCertain && !isNegative) : this.#equal(field, clause.values)
    return isNegative ? negation(positive) : positive
  }

  #equal({ name, kind }: CqlField, values: readonly CqlValue[]): Condition {
    if (name === 'id') return this.#ids(values.flatMap((value) => contentsMeant(this.#asker, value)))
    if (name === 'title') return this.#titles(values.map((value) => foldName(textOf(value))))
    if (name === 'space')
      return this.terms(
        'space',
        values.flatMap((value) => this.#spaces(value)),
      )
    if (name === 'space.title')
      return this.terms(
        'space',
        this.#spacesBy(values, (space) => space.name ?? space.key),
      )
    if (name === 'space.type')
      return this.terms(
        'space',
        this.#spacesBy(values, (space) => space.kind),
      )
    if (name === 'type') return this.terms('type', values.map(typeOf))
    if (name === 'label')
      return this.terms(
        'label',
        values.map((value) => this.#label(textOf(value))),
      )
    if (kind === 'user')
      return this.terms(
        name,
        values.flatMap((value) => peopleMeant(this.#asker, value)),
      )
    if (kind === 'content')
      return this.terms(
        name,
        values.flatMap((value) => contentsMeant(this.#asker, value)),
      )
    return this.terms(
      name,
      values.map((value) => foldName(textOf(value))),
    )
  }

  /** A personal label is only ever one's own. */
  #label(text: string): string {
    const name = foldName(text)
    if (!name.startsWith('my:')) return name.startsWith('global:') ? name.slice('global:'.length) : name
    return `my:${personOf(this.#asker) ?? ''}:${name.slice('my:'.length)}`
  }

  #spaces(value: CqlValue): readonly string[] {
    const { spaceKey } = this.#asker
    if (value.type === 'text') return spacesMeant(this.#asker, value.text)
    if (isNamed(value, 'currentSpace')) {
      if (spaceKey === undefined) throw new CqlError('currentSpace() needs a spaceKey in cqlcontext', value.start)
      return spacesMeant(this.#asker, spaceKey)
    }
    if (!isNamed(value, 'favouriteSpaces') && !isNamed(value, 'favoriteSpaces')) throw notSupported(value)
    const sql = `SELECT d.space FROM terms t JOIN postings p ON p.term = t.term JOIN docs d ON d.doc = p.doc
      WHERE t.field = 'favourite' AND t.value = ? AND d.type = 'space'`
    return this.#database.all(sql, toSortedColumn(personOf(this.#asker) ?? '')).map(([id]) => String(id))
  }

  #spacesBy(
    values: readonly CqlValue[],
    of: (space: { readonly name?: string; readonly key: string; readonly kind: string }) => string,
  ): string[] {
    const wanted = new Set(values.map((value) => foldName(textOf(value))))
    const { store, view } = this.#asker
    const found: string[] = []
    for (const space of store.list('spaces')) {
      if (wanted.has(foldName(of(space))) && view.mayReadSpace(space.id)) found.push(space.id)
    }
    return found
  }

  #ids(ids: readonly string[]): Condition {
    const values = [JSON.stringify(ids.map(toSortedColumn))]
    return {
      sql: 'd.id IN (SELECT value FROM json_each(?))',
      values,
      driver: { sql: 'SELECT doc FROM docs WHERE id IN (SELECT value FROM json_each(?))', values, count: ids.length },
    }
  }

  #titles(titles: readonly string[]): Condition {
    const values = [JSON.stringify(titles.map((title) => toSortedColumn(title).slice(0, 500)))]
    const driver = this.#driver('SELECT doc FROM docs WHERE title IN (SELECT value FROM json_each(?))', values)
    return { sql: 'd.title IN (SELECT value FROM json_each(?))', values, driver }
  }

  /** Documents that have one of these terms. */
  terms(field: string, texts: readonly string[]): Condition {
    const wanted = JSON.stringify(texts.map(toSortedColumn))
    const sql = 'SELECT t.term FROM json_each(?) j JOIN terms t ON t.field = ? AND t.value = j.value'
    const terms = this.#database.all(sql, wanted, field).map(([term]) => Number(term))
    if (terms.length === 0) return nothing
    const values = [JSON.stringify(terms)]
    const docs = 'SELECT doc FROM postings WHERE term IN (SELECT value FROM json_each(?))'
    const driver = this.#driver(docs, values)
    if (terms.length > 8) return { sql: `d.doc IN (${docs})`, values, driver }
    const marks = terms.map(() => '?').join(', ')
    return {
      sql: `EXISTS (SELECT 1 FROM postings p WHERE p.doc = d.doc AND p.term IN (${marks}))`,
      values: terms,
      driver,
    }
  }

  #date(column: 'created' | 'modified', { operator, values }: CqlClause): Condition {
    const [value] = values
    if (value === undefined) return nothing
    const { from, until } = timeMeant(this.#asker, value)
    // What has no date is neither before nor after one.
    if (operator === '=') return this.#range(column, `>= ? AND d.${column} < ?`, [from, until])
    if (operator === '!=') return negation(this.#range(column, `>= ? AND d.${column} < ?`, [from, until]))
    if (operator === '>' || operator === '>=') return this.#range(column, `${operator} ?`, [from])
    return this.#range(column, `${operator} ? AND d.${column} <> 0`, [from])
  }

  #range(column: string, compared: string, values: readonly number[]): Condition {
    const where = `d.${column} ${compared}`
    return { sql: `(${where})`, values, driver: this.#driver(`SELECT d.doc FROM docs d WHERE ${where}`, values) }
  }

  #text({ name }: CqlField, { values, start }: CqlClause, isCertain: boolean): Condition {
    const [value] = values
    if (value === undefined) return nothing
    if (name === 'space.title')
      throw new CqlError('Unsupported operator for field space.title : only = and in are supported by this site', start)
    const words = wordsAsked(textOf(value), value.start)
    if (words === undefined) return nothing
    const match = name === 'text' ? words : `title : (${words})`
    const docs = 'SELECT rowid AS doc FROM texts WHERE texts MATCH ?'
    const found = { sql: `d.doc IN (${docs})`, values: [match], driver: this.#driver(docs, [match]) }
    if (isCertain) this.match ??= match
    return name === 'user.fullname' ? junction([this.terms('type', ['user']), found], 'AND') : found
  }

  #driver(sql: string, values: readonly Bound[]): Driver {
    const [count] = this.#database.first(`SELECT count(*) FROM (${sql} LIMIT ${mostCounted})`, ...values) ?? []
    return { sql, values, count: Number(count) }
  }
}

function textOf(value: CqlValue): string {
  if (value.type === 'function') throw notSupported(value)
  return value.text
}

function typeOf(value: CqlValue): string {
  const text = textOf(value).toLowerCase()
  if (searchedTypes.some((type) => type === text)) return text
  const expected = searchedTypes.join(', ')
  throw new CqlError(
    `Unsupported value for type, got : ${textOf(value).slice(0, 100)}, expected one of : [${expected}]`,
    value.start,
  )
}
