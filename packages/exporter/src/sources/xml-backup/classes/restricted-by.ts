import { unknownRestriction } from '@spacecrate/format'
import { contentClasses } from '../content-classes.js'
import type { PlacedRow, ReadContext } from '../read-context.js'
import { encodeCell } from '../staging/cell.js'
import { elementsOf, referenceOf, textOf, viewOf } from '../view.js'

const classes = contentClasses.map((name) => `'${name}'`).join(', ')
const contentOfId = `SELECT record FROM object WHERE id = ? AND class IN (${classes}) AND record IS NOT NULL ORDER BY n LIMIT 1`
const contentOfSet = `SELECT o.record FROM object s JOIN object o ON o.n = s.owner_n WHERE s.n = ?`

/** What a set of restrictions that can't be read is on, as its markup says; `undefined` where not even that can be told. */
export function restrictedByBroken(context: ReadContext, n: number): string | undefined {
  const { at, size } = context.query('SELECT at, size FROM object WHERE n = ?').get(n) as PlacedRow
  const markup = context.reader.markup({ offset: at, length: size })
  const id = /name="owningContent"[^>]*>\s*<id name="id">\s*(\d{1,20})\s*</.exec(markup)?.[1]
  return id === undefined ? undefined : unknownRestriction(recordOf(context, id))
}

/** What a set of restrictions is on that another one of its id was taken for. */
export function restrictedByTwin(context: ReadContext, twin: PlacedRow, kept: number): string {
  const object = viewOf<'owningContent' | 'type' | 'contentPermissions'>(context.read(twin))
  const owner = referenceOf(object, 'owningContent')?.id
  const other = context.query('SELECT n, at, size FROM object WHERE n = ?').get(kept) as PlacedRow
  const taken = viewOf<'type' | 'contentPermissions'>(context.read(other))
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
  const row = context.query(contentOfId).get(encodeCell(id)) as { readonly record: string } | undefined
  return row?.record ?? `page:${id}`
}
