import { type BackupObject, referenceOf, textOf } from '@spacecrate/confluence'
import type { Label } from '@spacecrate/format'
import { takes } from '../../selection.js'
import type { SourceItem } from '../../source.js'
import { present } from './present.js'
import { objectAt, omit, personOf, type PlacedRow, type ReadContext, recorded } from './read-context.js'
import { rowsOf } from './rows.js'
import { encodeCell } from './staging/cell.js'

interface LabellingRow extends PlacedRow {
  readonly target_n: number
  readonly record: string
}

const labellings = `SELECT l.n, l.at, l.size, coalesce(o.root_n, o.n) AS target_n, o.record
  FROM object l JOIN object o ON o.n = l.owner_n
  WHERE l.n > ? AND l.class = 'Labelling' AND o.record IS NOT NULL ORDER BY l.n`

/** A label that hangs on something. */
export interface FoundLabel {
  readonly n: number
  readonly prefix: string
  readonly name: string
  /** Whose personal label. */
  readonly person: string | undefined
}

/**
 * Labels on everything that is taken. The star on a page or space is the personal label `my:favourite`; it stays a
 * label, as Confluence has it.
 */
export function* readLabels(context: ReadContext): Generator<SourceItem> {
  if (!takes(context.selection, 'labels')) return
  const { db, ledger } = context
  for (const row of rowsOf<LabellingRow>(db, labellings)) {
    if (!ledger.isOpen(row.n) || !isCarried(context, row.target_n)) continue
    const object = objectAt(context, row)
    const label = findLabel(context, object)
    if (!label) {
      ledger.set(row.n, 'omitted')
      yield omit('LABEL_MISSING', { kind: 'Labelling', what: `A label on ${row.record}`, offset: row.at })
      continue
    }
    ledger.settle(label.n, 'merged')
    const record = labelOf(context, row, object, label)
    if (!context.isFirst(record.id)) ledger.set(row.n, 'merged')
    else yield recorded(context, row, 'Labelling', 'labels', record)
  }
}

/** True if the object became a record or part of one. */
export function isCarried(context: ReadContext, n: number): boolean {
  const fate = context.ledger.fate(n)
  return fate === 'recorded' || fate === 'merged'
}

/** The label of a labelling; `undefined` where the backup has none of that id. */
export function findLabel(context: ReadContext, labelling: BackupObject): FoundLabel | undefined {
  const id = referenceOf(labelling, 'label')?.id
  if (id === undefined) return undefined
  const row = context.query("SELECT n, at, size FROM object WHERE id = ? AND class = 'Label'").get(encodeCell(id)) as
    | PlacedRow
    | undefined
  if (!row) return undefined
  const object = objectAt(context, row)
  return {
    n: row.n,
    prefix: textOf(object, 'namespace') ?? 'global',
    name: textOf(object, 'name') ?? '',
    person: personOf(context, object, 'owningUser', 'owner'),
  }
}

function labelOf(context: ReadContext, row: LabellingRow, object: BackupObject, label: FoundLabel): Label {
  const by = personOf(context, object, 'owningUser', 'user')
  const at = context.times.instant(textOf(object, 'creationDate'))
  const person = label.prefix === 'my' ? (label.person ?? by) : label.person
  const owned = label.prefix === 'my' && person !== undefined
  return present<Label>({
    id: `label:${row.record}/${owned ? `my/${person}` : label.prefix}/${label.name}`,
    on: row.record,
    prefix: label.prefix,
    name: label.name,
    person,
    created: by === undefined && at === undefined ? undefined : { ...(by && { by }), ...(at && { at }) },
  })
}
