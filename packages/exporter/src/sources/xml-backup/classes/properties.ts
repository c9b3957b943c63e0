import type { Property } from '@spacecrate/format'
import { takes } from '../../../selection.js'
import type { SourceItem } from '../../../source.js'
import { modifiedOf } from '../acts.js'
import { bodyTextOf, pageFormats, textsOf } from '../bodies.js'
import { earlierValues } from '../content-properties.js'
import { isCurrentJson, propertiesOn } from '../properties-on.js'
import { propertyId } from '../property-id.js'
import { type ClassFamily, isCarried, viewAt } from '../read-class.js'
import type { ReadContext } from '../read-context.js'
import { pagesOf } from '../index/rows.js'
import { present, recorded } from '../items.js'
import { textOf } from '../view.js'
import { contentProperty, isDerivedProperty } from './content-property.js'
import { custom } from './contents.js'

interface OwnerRow {
  readonly n: number
  readonly record: string
}

const owners = `SELECT n, record FROM object
  WHERE n > ? AND (+root_n = n OR +class = 'Space') AND record IS NOT NULL AND mark IS NOT 'property' ORDER BY n`

/** Content properties of everything that is taken: those of rows, and the JSON ones that are stored as custom content. */
export const properties: ClassFamily = {
  classes: [contentProperty],
  readings: [readProperties],
}

function* readProperties(context: ReadContext): Generator<SourceItem | undefined> {
  if (!takes(context.selection, 'properties')) return
  for (const page of pagesOf<OwnerRow>(context.db, owners)) {
    const carried = page.filter(({ n }) => isCarried(context, n))
    context.near.fetchHanging(carried)
    for (const owner of carried) {
      const keys = new Map<string, number>()
      yield* plainProperties(context, owner, keys)
      yield* jsonProperties(context, owner, keys)
    }
    yield undefined
  }
}

function* plainProperties(context: ReadContext, owner: OwnerRow, keys: Map<string, number>): Generator<SourceItem> {
  for (const { row, name, value, type } of propertiesOn(context, owner.n)) {
    if (isDerivedProperty(name)) {
      context.ledger.set(row.n, 'derived')
      continue
    }
    const id = propertyId(context, owner.record, name, keys)
    yield recorded(context, row, contentProperty.name, 'properties', {
      id,
      owner: owner.record,
      key: name,
      value,
      valueType: type,
    })
  }
}

function* jsonProperties(context: ReadContext, owner: OwnerRow, keys: Map<string, number>): Generator<SourceItem> {
  for (const row of context.near.hangingOn(owner.n)) {
    if (!isCurrentJson(row) || context.ledger.fate(row.n) !== 'taken') continue
    const object = viewAt(context, row, custom)
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
    yield recorded(context, row, custom.name, 'properties', record)
    yield* earlierValues(context, row.n, id)
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
