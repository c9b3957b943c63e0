import { namesSecret } from '@spacecrate/confluence'
import type { Body } from '@spacecrate/format'
import type { SourceItem } from '../../../source.js'
import { recorded } from '../items.js'
import type { ReadContext } from '../read-context.js'
import type { FieldTable } from './field-table.js'
import { type FoundSetting, omitPart, omitSetting, settingClass } from './found-setting.js'
import { holdsSecret } from './read-values.js'
import { settingOf } from './setting-records.js'
import { readXStream, scalarsOf, type XStreamElement } from './xstream.js'

/**
 * A structured setting, reduced to the fields that the table names: a record each, with the text of the field, or its
 * markup where it is a list. Every other field is an omission that tells its name and no value: licences and accounts
 * stand beside the rest.
 */
export function* readFields(context: ReadContext, found: FoundSetting, table: FieldTable): Generator<SourceItem> {
  const root = readXStream(found.value)
  if (!root || root.text.trim() !== '') {
    yield omitSetting(context, found, 'SETTING_UNREADABLE', found)
    return
  }
  let [carried, left] = [0, 0]
  for (const [path, element] of fieldsOf(root, table)) {
    if (table.derived.includes(path)) continue
    const item = fieldOf(context, found, table, path, element)
    if (item.type === 'record') carried++
    else left++
    yield item
  }
  context.ledger.set(found.n, carried > 0 ? 'recorded' : left > 0 ? 'omitted' : 'derived')
}

function fieldOf(
  context: ReadContext,
  found: FoundSetting,
  table: FieldTable,
  path: string,
  element: XStreamElement,
): SourceItem {
  const area = table.areas.get(path)
  if (area === undefined) return omitPart(namesSecret(path) ? 'SECRET' : 'FIELD_UNKNOWN', found, path)
  const isText = element.children.length === 0
  if (!isText && !element.children.every((child) => scalarsOf(child) !== undefined)) {
    return omitPart('SETTING_UNREADABLE', found, path)
  }
  if (holdsSecret(element)) return omitPart('SECRET', found, path)
  const value: Body = isText ? { format: 'plain', value: element.text } : { format: 'raw', value: element.markup }
  const record = settingOf(found.owner, { area, key: `${table.prefix}.${path}`, value })
  if (!context.isFirst(record.id)) return omitPart('DUPLICATE_OBJECT', found, path)
  return recorded(context, found, settingClass, 'settings', record)
}

/** The fields of a value by path, as deep as the table knows them. */
function* fieldsOf(root: XStreamElement, table: FieldTable): Generator<readonly [string, XStreamElement]> {
  const groups = new Set([...table.areas.keys()].filter((path) => path.includes('.')).map((path) => path.split('.')[0]))
  for (const element of root.children) {
    if (!groups.has(element.name)) yield [element.name, element]
    else for (const inner of element.children) yield [`${element.name}.${inner.name}`, inner]
  }
}
