import type { Body, BodyFormat } from '@spacecrate/format'
import type { SourceItem } from '../../source.js'
import { noteMentions } from './mentions-in-text.js'
import { named } from './omissions.js'
import { viewAt } from './read-class.js'
import type { PlacedRow, ObjectContext } from './read-context.js'
import { textOf } from './view.js'
import { bodyContent } from './classes/body-content.js'
import { decodeCell } from './index/cell.js'
import { omit } from './items.js'

interface BodyRow extends PlacedRow {
  readonly id: string | null
  readonly mark: string | null
}

/** The texts of one object: `body` is the master, `renditions` are its other formats. */
export interface Texts {
  readonly body?: Body
  readonly renditions?: readonly Body[]
}

/** What body type 0 means: markup of old pages, plain text of descriptions. 1 is the bare value of a property. */
export interface FormatWords {
  readonly zero: BodyFormat
  readonly one: BodyFormat
}

export const pageFormats: FormatWords = { zero: 'wiki', one: 'raw' }
export const descriptionFormats: FormatWords = { zero: 'plain', one: 'raw' }

/**
 * The bodies of the object `n`: storage format first, of the same format the highest id, then the later. Identical ones count as one;
 * another text of the same format is an omission, because nothing says which of them was shown.
 */
export function* textsOf(context: ObjectContext, n: number, formats: FormatWords): Generator<SourceItem, Texts> {
  const rows = bodyRows(context, n)
  const bodies = new Map<BodyFormat, { readonly value: string; readonly row: BodyRow }>()
  for (const row of rows) {
    const value = textIn(context, row)
    noteMentions(context, value)
    const format = formatOf(context, row.mark, formats)
    const before = bodies.get(format)
    if (!before) bodies.set(format, { value, row })
    context.ledger.set(row.n, 'merged')
    if (!before || before.value === value) continue
    context.ledger.set(row.n, 'omitted')
    const what = named('BodyContent', row.id === null ? undefined : decodeCell(row.id))
    yield omit('BODY_SURPLUS', { kind: 'BodyContent', what, offset: row.at })
  }
  const [body, ...renditions] = [...bodies].map(([format, { value }]) => ({ format, value }))
  return { ...(body && { body }), ...(renditions.length > 0 && { renditions }) }
}

/** The texts of a page, a post or a comment, which has one even where it is empty: none at all is an omission. */
export function* textsOfVersion(
  context: ObjectContext,
  n: number,
  facts: { readonly kind: string; readonly what: string; readonly id: string },
): Generator<SourceItem, Texts> {
  const texts = yield* textsOf(context, n, pageFormats)
  if (!texts.body) yield omit('BODY_MISSING', facts)
  return texts
}

/** The text of the master body of an object, without counting it. */
export function bodyTextOf(context: ObjectContext, n: number): string | undefined {
  const [row] = bodyRows(context, n)
  return row && textIn(context, row)
}

/** Counts the bodies of the object `n` as merged: another one has the same. */
export function mergeTexts(context: ObjectContext, n: number): void {
  for (const row of bodyRows(context, n)) context.ledger.set(row.n, 'merged')
}

function bodyRows(context: ObjectContext, n: number): BodyRow[] {
  const rows = context.near.hangingOn(n).filter((row) => row.class === 'BodyContent')
  const rank = (row: BodyRow): number => (formatOf(context, row.mark, pageFormats) === 'storage' ? 0 : 1)
  return rows.sort((a, b) => rank(a) - rank(b) || compareIds(b.id, a.id) || b.n - a.n)
}

/** Ids are numbers of any length. */
function compareIds(a: string | null, b: string | null): number {
  const [left, right] = [a ?? '', b ?? '']
  return left.length - right.length || (left < right ? -1 : left > right ? 1 : 0)
}

function textIn(context: ObjectContext, row: PlacedRow): string {
  return textOf(viewAt(context, row, bodyContent), 'body') ?? ''
}

/** The format of a body of this type, or of one without a type (see `untypedBody`). */
export function formatOf(context: ObjectContext, mark: string | null, formats: FormatWords): BodyFormat {
  switch (mark ?? context.untyped) {
    case '2':
      return 'storage'
    case '0':
      return formats.zero
    case '1':
      return formats.one
    default:
      return 'raw'
  }
}
