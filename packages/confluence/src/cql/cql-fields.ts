import { CqlError } from './cql-error.js'
import type { CqlClause, CqlOperator } from './cql-query.js'

/** What the values of a field are. */
export type CqlFieldKind = 'content' | 'date' | 'space' | 'string' | 'text' | 'title' | 'type' | 'user'

/** Fields by the name that everything behind the parser calls them. */
export type CqlFieldName =
  | 'ancestor'
  | 'container'
  | 'contributor'
  | 'created'
  | 'creator'
  | 'favourite'
  | 'id'
  | 'label'
  | 'lastmodified'
  | 'macro'
  | 'mention'
  | 'parent'
  | 'space'
  | 'space.title'
  | 'space.type'
  | 'text'
  | 'title'
  | 'type'
  | 'user'
  | 'user.fullname'
  | 'watcher'

/** One field of the language. */
export interface CqlField {
  readonly name: CqlFieldName
  readonly kind: CqlFieldKind
  readonly operators: readonly CqlOperator[]
}

const equality: readonly CqlOperator[] = ['=', '!=', 'in', 'not in']
const contains: readonly CqlOperator[] = ['~', '!~']
const operatorsOf: { readonly [Kind in CqlFieldKind]: readonly CqlOperator[] } = {
  content: equality,
  date: ['=', '!=', '>', '>=', '<', '<='],
  space: equality,
  string: equality,
  text: contains,
  title: [...equality, ...contains],
  type: equality,
  user: equality,
}

const field = (name: CqlFieldName, kind: CqlFieldKind): CqlField => ({ name, kind, operators: operatorsOf[kind] })

const id = field('id', 'content')
const space = field('space', 'space')
const favourite = field('favourite', 'user')
const user = field('user', 'user')
const text = field('text', 'text')

/** Every field that is evaluated, by each of its names. */
export const cqlFields: ReadonlyMap<string, CqlField> = new Map<string, CqlField>([
  ['ancestor', field('ancestor', 'content')],
  ['container', field('container', 'content')],
  ['content', id],
  ['content.id', id],
  ['contributor', field('contributor', 'user')],
  ['created', field('created', 'date')],
  ['creator', field('creator', 'user')],
  ['favorite', favourite],
  ['favourite', favourite],
  ['id', id],
  ['label', field('label', 'string')],
  ['lastmodified', field('lastmodified', 'date')],
  ['macro', field('macro', 'string')],
  ['mention', field('mention', 'user')],
  ['parent', field('parent', 'content')],
  ['sitesearch', text],
  ['space', space],
  ['space.key', space],
  ['space.title', field('space.title', 'title')],
  ['space.type', field('space.type', 'string')],
  ['text', text],
  ['title', field('title', 'title')],
  ['type', field('type', 'type')],
  ['user', user],
  ['user.accountid', user],
  ['user.fullname', field('user.fullname', 'text')],
  ['user.userkey', user],
  ['user.username', user],
  ['watcher', field('watcher', 'user')],
])

/** What is documented and not evaluated: such a query is refused, never answered by half. Shown in docs/site.md. */
export const unsupportedCql: readonly { readonly what: string; readonly why: string }[] = [
  { what: 'recentlyViewedContent(), recentlyViewedSpaces()', why: 'the site does not note who looked at what' },
  { what: 'any field that an app declares, of a content property for one', why: 'apps of the source do not run here' },
  {
    what: 'a word with "?", with "*" before its end, or with "~" (fuzzy) in a text',
    why: 'the index finds words and beginnings of words',
  },
  { what: 'a boost ("word^4") in a text', why: 'relevance is reckoned by words alone' },
  {
    what: 'order by a field other than created, lastmodified, title, type, space, creator and id',
    why: 'no order is kept by others',
  },
]

/** The field of a clause, if it may be compared in this way. Throws `CqlError`. */
export function fieldOf({ field: name, operator, start }: CqlClause): CqlField {
  const found = cqlFields.get(name)
  if (found === undefined) throw new CqlError(`No field exists with name: ${name.slice(0, 100)}`, start)
  if (!found.operators.includes(operator)) {
    const message = `Unsupported operator for field ${name}, got : ${operator}, expected one of : [${found.operators.join(', ')}]`
    throw new CqlError(message, start)
  }
  return found
}
