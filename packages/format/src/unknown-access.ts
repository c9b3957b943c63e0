/**
 * What is done where nobody can say who may see something, in one sentence: when anything about who may see is missing or
 * unreadable, the thing it is on stays shut to all but the importing user, with a line that names it; nothing else is shut
 * for it.
 *
 * The line is an omission, and its id names the thing. Here is the grammar of these ids: whoever exports writes them, and
 * whoever imports shuts what they name.
 *
 * - `restriction:{thing}` · it is not known what restricts the thing, or what it inherits: it stays shut
 * - `restriction:{thing}/read` and `/update`, or the id of one restriction · restrictions of this operation are lost: the
 *   thing opens only if another one of them stands, since each of them only ever lets somebody in
 * - `permission:{space}`, or the id of one permission or role · permissions of the space are lost: it is not private by intent
 */
export interface UnknownAccess {
  /** Id of a content, comment, attachment or space. */
  readonly thing: string
  readonly lost: 'everything' | 'read' | 'update' | 'permission'
}

/** Id of the omission for what is not known of who may see a thing, or, with an operation, of who may do that. */
export function unknownRestriction(thing: string, operation?: 'read' | 'update'): string {
  return operation === undefined ? `restriction:${thing}` : `restriction:${thing}/${operation}`
}

/** Id of the omission for a permission in a space that could not be read. */
export function unknownPermission(space: string): string {
  return `permission:${space}`
}

const operations = ['read', 'update'] as const

/**
 * What an omission of this id says to be unknown. An id may hold slashes itself, so every reading of it counts: a thing
 * that is not there needs no shutting.
 */
export function* unknownAccessOf(id: string): Generator<UnknownAccess> {
  const [prefix = ''] = id.split(':', 1)
  const rest = id.slice(prefix.length + 1)
  if (prefix === 'permission' || prefix === 'role-assignment') {
    yield { thing: rest, lost: 'permission' }
    for (const thing of before(rest, '/')) yield { thing, lost: 'permission' }
  }
  if (prefix !== 'restriction') return
  yield { thing: rest, lost: 'everything' }
  for (const operation of operations) {
    if (rest.endsWith(`/${operation}`)) yield { thing: rest.slice(0, -operation.length - 1), lost: operation }
    for (const thing of before(rest, `/${operation}/`)) yield { thing, lost: operation }
  }
}

/** Every begin of the text that this word ends. */
function* before(text: string, word: string): Generator<string> {
  for (let at = text.indexOf(word); at > 0; at = text.indexOf(word, at + 1)) yield text.slice(0, at)
}
