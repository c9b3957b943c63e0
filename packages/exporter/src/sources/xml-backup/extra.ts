import type { BackupObject, PropertyValue } from '@spacecrate/confluence'
import { contractOf } from './contract.js'

const known = new Map<string, ReadonlySet<string>>()

/**
 * What the contract of a content class quarantines: the fields it names, and all it doesn't know, verbatim. `undefined`
 * where there is nothing, and for classes where secrets may stand.
 *
 * @param understood a field of the quarantine that a record has a field for, because of its value
 */
export function extraOf(object: BackupObject, understood?: string): Record<string, string> | undefined {
  const contract = contractOf(object.class)
  if (!contract.quarantine) return undefined
  let names = known.get(object.class)
  if (!names) {
    names = new Set([...contract.mapped, ...contract.derived, ...contract.excluded])
    known.set(object.class, names)
  }
  const fields: [string, string][] = []
  for (const [name, value] of object.properties) {
    const text = names.has(name) || name === understood ? undefined : textOfValue(value)
    if (text !== undefined) fields.push([name, text])
  }
  for (const [name, elements] of object.collections) {
    if (names.has(name) || elements.length === 0) continue
    fields.push([name, elements.map((element) => `${element.class} ${element.id}`).join(', ')])
  }
  return fields.length === 0 ? undefined : Object.fromEntries(fields)
}

function textOfValue(value: PropertyValue): string | undefined {
  switch (value.type) {
    case 'text':
    case 'enum':
      return value.text === '' ? undefined : value.text
    case 'reference':
      return `${value.class} ${value.id}`
    case 'empty':
      return undefined
    default:
      return value satisfies never
  }
}
