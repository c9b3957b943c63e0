import type { Label } from '@spacecrate/format'
import { actOf, personOf } from '../acts.js'
import { carriedClass, type ViewOf } from '../backup-class.js'
import { firstReferenceOf, referenceOf, textOf, type View } from '../view.js'
import {
  type ClassFamily,
  hangsOnCarried,
  type HangingRow,
  type Lost,
  recordOfEach,
  rowsHanging,
  viewAt,
} from '../read-class.js'
import type { PlacedRow, ReadContext } from '../read-context.js'
import { encodeCell } from '../index/cell.js'
import { present } from '../items.js'

const label = carriedClass({
  name: 'Label',
  rows: 'C4 S7 S21',
  kind: 'labels',
  fields: { carried: 'name namespace owningUser owner', derived: 'creationDate lastModificationDate' },
  leftover: { ofSite: 'always', alone: 'LABEL_UNUSED' },
})

const labelling = carriedClass({
  name: 'Labelling',
  listedAs: ['owner'],
  rows: 'C4 C9 S7 S13 S21',
  why: 'The star on a page or space is the personal label my:favourite, and stays that label',
  kind: 'labels',
  fields: {
    carried: 'label content pageTemplate creationDate owningUser user labelableId labelableType',
    derived: 'lastModificationDate',
  },
  join: (object) => ({ owner: firstReferenceOf(object, 'content', 'pageTemplate') ?? labelable(object) }),
  isOwned: true,
})

/**
 * Labels on everything that is taken. The star on a page or space is the personal label `my:favourite`; it stays a
 * label, as Confluence has it.
 */
export const labels: ClassFamily = {
  classes: [label, labelling],
  readings: [
    recordOfEach({
      of: labelling,
      stream: 'labels',
      rows: rowsHanging(labelling.name),
      isWanted: hangsOnCarried,
      record: labelOf,
    }),
  ],
}

/** A label that hangs on something. */
interface FoundLabel {
  readonly n: number
  readonly prefix: string
  readonly name: string
  /** Whose personal label. */
  readonly person: string | undefined
}

/** The label of the labelling in this row; `undefined` where the backup has none of that id. */
export function labelAt(context: ReadContext, row: PlacedRow): FoundLabel | undefined {
  return findLabel(context, viewAt(context, row, labelling))
}

function findLabel(context: ReadContext, object: View<'label'>): FoundLabel | undefined {
  const id = referenceOf(object, 'label')?.id
  if (id === undefined) return undefined
  const row = context.query("SELECT n, at, size FROM object WHERE id = ? AND class = 'Label'").get(encodeCell(id)) as
    | PlacedRow
    | undefined
  if (!row) return undefined
  const found = viewAt(context, row, label)
  return {
    n: row.n,
    prefix: textOf(found, 'namespace') ?? 'global',
    name: textOf(found, 'name') ?? '',
    person: personOf(context, found, 'owningUser', 'owner'),
  }
}

function labelOf(context: ReadContext, { record: on }: HangingRow, object: ViewOf<typeof labelling>): Label | Lost {
  const found = findLabel(context, object)
  if (!found) return { lost: 'LABEL_MISSING', what: `A label on ${on}` }
  const { n, prefix, name } = found
  context.ledger.settle(n, 'merged')
  const by = personOf(context, object, 'owningUser', 'user')
  const at = context.times.instant(textOf(object, 'creationDate'))
  const person = prefix === 'my' ? (found.person ?? by) : found.person
  const owned = prefix === 'my' && person !== undefined
  const id = `label:${on}/${owned ? `my/${person}` : prefix}/${name}`
  return present<Label>({ id, on, prefix, name, person, created: actOf(by, at) })
}

/** `labelableId` and `labelableType` say what is labelled where neither reference is there. */
function labelable(
  object: View<'labelableId' | 'labelableType'>,
): { readonly class: string; readonly id: string } | undefined {
  const id = textOf(object, 'labelableId')
  if (id === undefined) return undefined
  return { class: textOf(object, 'labelableType') === 'PAGETEMPLATE' ? 'PageTemplate' : 'ContentEntityObject', id }
}
