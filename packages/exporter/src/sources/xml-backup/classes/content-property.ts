import { type BackupClass, carriedClass } from '../backup-class.js'
import { hanging } from '../joined-fields.js'
import { viewAt } from '../read-class.js'
import { textOf } from '../view.js'

/** A property of a content, with a value of one type. */
export const contentProperty: BackupClass<'name' | 'stringValue' | 'longValue' | 'dateValue'> = carriedClass({
  name: 'ContentProperty',
  listedAs: ['owner'],
  rows: 'C14 C21 C24 A1',
  kind: 'properties',
  fields: { carried: 'name stringValue longValue dateValue content' },
  join: hanging('content'),
  isOwned: true,
  leftover: {
    isPart: true,
    isDerived: (context, row): boolean =>
      isDerivedProperty(textOf(viewAt(context, row, contentProperty), 'name') ?? ''),
  },
})

/** True for a property that Confluence makes anew from the body. */
export function isDerivedProperty(name: string): boolean {
  return name === 'macroNames' || name.startsWith('macro-count.') || name.startsWith('macro-create-events-')
}
