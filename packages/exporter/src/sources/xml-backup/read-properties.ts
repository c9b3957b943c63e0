import { textOf } from '@spacecrate/confluence'
import type { Property } from '@spacecrate/format'
import { takes } from '../../selection.js'
import type { SourceItem } from '../../source.js'
import { bodyTextOf, pageFormats, textsOf } from './bodies.js'
import { earlierValues, isDerivedProperty } from './content-properties.js'
import { propertiesOn } from './properties-on.js'
import { present } from './present.js'
import { modifiedOf, objectAt, type PlacedRow, type ReadContext, recorded } from './read-context.js'
import { rowsOf } from './rows.js'

interface OwnerRow {
  readonly n: number
  readonly record: string
}

const owners = `SELECT n, record FROM object
  WHERE n > ? AND (+root_n = n OR +class = 'Space') AND record IS NOT NULL AND mark IS NOT 'property' ORDER BY n`

/** Content properties of everything that is taken: those of rows, and the JSON ones that are stored as custom content. */
export function* readProperties(context: ReadContext): Generator<SourceItem> {
  if (!takes(context.selection, 'properties')) return
  for (const owner of rowsOf<OwnerRow>(context.db, owners)) {
    if (context.ledger.fate(owner.n) !== 'recorded' && context.ledger.fate(owner.n) !== 'merged') continue
    const keys = new Map<string, number>()
    yield* plainProperties(context, owner, keys)
    yield* jsonProperties(context, owner, keys)
  }
}

function* plainProperties(context: ReadContext, owner: OwnerRow, keys: Map<string, number>): Generator<SourceItem> {
  for (const { row, name, value, type } of propertiesOn(context, owner.n)) {
    if (isDerivedProperty(name)) {
      context.ledger.set(row.n, 'derived')
      continue
    }
    const id = propertyId(context, owner.record, name, keys)
    yield recorded(context, row, 'ContentProperty', 'properties', {
      id,
      owner: owner.record,
      key: name,
      value,
      valueType: type,
    })
  }
}

interface JsonRow extends PlacedRow {
  readonly version: number | null
}

function* jsonProperties(context: ReadContext, owner: OwnerRow, keys: Map<string, number>): Generator<SourceItem> {
  const select = context.query(
    `SELECT n, at, size, version FROM object INDEXED BY object_owner WHERE owner_n = ? AND class = 'CustomContentEntityObject'
       AND mark = 'property' AND +root_n = n ORDER BY n`,
  )
  for (const row of select.all(owner.n) as JsonRow[]) {
    if (context.ledger.fate(row.n) !== 'taken') continue
    const object = objectAt(context, row)
    const key = textOf(object, 'title') ?? ''
    const id = propertyId(context, owner.record, key, keys)
    const value = bodyTextOf(context, row.n) ?? ''
    yield* textsOf(context, row.n, pageFormats)
    const record = present<Property>({
      id,
      owner: owner.record,
      key,
      value,
      json: isJson(value) ? true : undefined,
      version: row.version !== null && row.version >= 0 ? row.version : undefined,
      modified: modifiedOf(context, object),
    })
    yield recorded(context, row, 'CustomContentEntityObject', 'properties', record)
    yield* earlierValues(context, row.n, id)
  }
}

/**
 * `property:<owner>/<key>`, the second of a key with `~2` behind it. A key that itself ends like that gets `~1`, so that
 * no two keys come to one id.
 */
export function propertyId(context: ReadContext, owner: string, key: string, keys: Map<string, number>): string {
  for (;;) {
    const times = (keys.get(key) ?? 0) + 1
    keys.set(key, times)
    const id = `property:${owner}/${key}${times > 1 || /~\d+$/.test(key) ? `~${times}` : ''}`
    // Properties of a space hang on two objects, the space and its description.
    if (!owner.startsWith('space:') || context.isFirst(id)) return id
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
