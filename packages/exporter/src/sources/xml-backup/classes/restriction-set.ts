import { unknownRestriction } from '@spacecrate/format'
import { type BackupClass, carriedClass } from '../backup-class.js'
import { hanging } from '../joined-fields.js'
import { viewAt } from '../read-class.js'
import type { PlacedRow, ReadContext } from '../read-context.js'
import { encodeCell } from '../index/cell.js'
import { elementsOf, referenceOf, textOf } from '../view.js'

/** Whom a content is open to, for one operation: its rows hang on it. */
export const restrictionSet: BackupClass<'type' | 'owningContent' | 'contentPermissions'> = carriedClass({
  name: 'ContentPermissionSet',
  listedAs: ['owner'],
  rows: 'C5',
  kind: 'restrictions',
  fields: {
    carried: 'type owningContent contentPermissions',
    derived: 'creator creatorName creationDate lastModifier lastModifierName lastModificationDate',
  },
  join: hanging('owningContent'),
  mustAgree: ['type', 'owningContent'],
  madeOf: { class: 'ContentPermission', list: 'contentPermissions' },
  leftover: { brokenOn, twinOn },
})

const contentOfSet = `SELECT o.record FROM object s JOIN object o ON o.n = s.owner_n WHERE s.n = ?`

/** What a set of restrictions that can't be read is on, as its markup says; `undefined` where not even that can be told. */
function brokenOn(context: ReadContext, n: number): string | undefined {
  const { at, size } = context.query('SELECT at, size FROM object WHERE n = ?').get(n) as PlacedRow
  const markup = context.reader.markup({ offset: at, length: size })
  const id = /name="owningContent"[^>]*>\s*<id name="id">\s*(\d{1,20})\s*</.exec(markup)?.[1]
  return id === undefined ? undefined : unknownRestriction(recordOf(context, id))
}

/** What a set of restrictions is on that another one of its id was taken for. */
function twinOn(context: ReadContext, twin: PlacedRow, kept: number): string {
  const object = viewAt(context, twin, restrictionSet)
  const owner = referenceOf(object, 'owningContent')?.id
  const other = context.query('SELECT n, at, size FROM object WHERE n = ?').get(kept) as PlacedRow
  const taken = viewAt(context, other, restrictionSet)
  const ofTaken = (context.query(contentOfSet).get(kept) as { readonly record: string | null } | undefined)?.record
  const record = owner === undefined ? (ofTaken ?? 'nothing') : recordOf(context, owner)
  const saysTheSame =
    record === ofTaken &&
    textOf(object, 'type') === textOf(taken, 'type') &&
    JSON.stringify(elementsOf(object, 'contentPermissions')) === JSON.stringify(elementsOf(taken, 'contentPermissions'))
  const operation = saysTheSame && textOf(object, 'type')?.toLowerCase() === 'edit' ? 'update' : 'read'
  return unknownRestriction(record, saysTheSame ? operation : undefined)
}

/** Id of the record; of a content that the backup doesn't hold, one that no archive has. */
function recordOf(context: ReadContext, id: string): string {
  const ofId = `SELECT record FROM object WHERE id = ? AND class IN (${context.classes.contents}) AND record IS NOT NULL
    ORDER BY n LIMIT 1`
  const row = context.query(ofId).get(encodeCell(id)) as { readonly record: string } | undefined
  return row?.record ?? `page:${id}`
}
