import { type BackupClass, carriedClass, type LeftRow } from '../backup-class.js'
import { type ClassFamily, viewAt } from '../read-class.js'
import type { ReadContext } from '../read-context.js'
import { referenceOf, textOf } from '../view.js'

/** A text of something else. */
export const bodyContent: BackupClass<'body' | 'bodyType' | 'content'> = carriedClass({
  name: 'BodyContent',
  listedAs: ['owner'],
  rows: 'C2 C3 C6 C22 S8',
  fields: { carried: 'body bodyType content', excluded: 'creatorName' },
  join: (object) => ({ owner: referenceOf(object, 'content'), mark: textOf(object, 'bodyType') }),
  isOwned: true,
  leftover: { isPart: true, isDerived: isNothing, below: 'BODY_UNPLACED' },
})

/** Texts, which are read with what they hang on. */
export const bodies: ClassFamily = { classes: [bodyContent] }

/** True for the empty text that Confluence writes of every file. */
function isNothing(context: ReadContext, row: LeftRow): boolean {
  if (row.owner_n === null) return false
  const owner = context.query('SELECT class FROM object WHERE n = ?').get(row.owner_n) as { readonly class: string }
  return owner.class === 'Attachment' && textOf(viewAt(context, row, bodyContent), 'body') === undefined
}
