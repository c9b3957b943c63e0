import type { Deed, Target } from '../../access/rights.js'
import type { Call } from '../call.js'

/** Something that can be done in a space, as Confluence names it. */
export interface Operation {
  readonly operation: string
  readonly targetType: string
}

const inSpaces: readonly (readonly [Deed, Target])[] = [
  ['create', 'page'],
  ['create', 'blogpost'],
  ['create', 'comment'],
  ['create', 'attachment'],
  ['delete', 'page'],
  ['delete', 'blogpost'],
  ['delete', 'comment'],
  ['delete', 'attachment'],
  ['archive', 'page'],
  ['restrict_content', 'space'],
  ['export', 'space'],
  ['administer', 'space'],
]

/** What the caller may do in a space; to see it is the first of all. */
export function operationsIn(call: Call, space: string): readonly Operation[] {
  const may = inSpaces.filter(([deed, target]) => call.rights.may(space, deed, target))
  return [
    { operation: 'read', targetType: 'space' },
    ...may.map(([operation, targetType]) => ({ operation, targetType })),
  ]
}
