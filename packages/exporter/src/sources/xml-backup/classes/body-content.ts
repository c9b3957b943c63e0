import { type BackupClass, carriedClass } from '../backup-class.js'
import { referenceOf, textOf } from '../view.js'
import type { ClassFamily } from '../read-class.js'

/** A text of something else. */
export const bodyContent: BackupClass<'body' | 'bodyType' | 'content'> = carriedClass({
  name: 'BodyContent',
  listedAs: ['owner'],
  rows: 'C2 C3 C6 C22 S8',
  fields: { carried: 'body bodyType content', excluded: 'creatorName' },
  join: (object) => ({ owner: referenceOf(object, 'content'), mark: textOf(object, 'bodyType') }),
  isOwned: true,
  leftover: { isPart: true },
})

/** Texts, which are read with what they hang on. */
export const bodies: ClassFamily = { classes: [bodyContent] }
