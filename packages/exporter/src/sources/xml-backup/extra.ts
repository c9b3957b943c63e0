import type { BackupObject, PropertyValue } from '@spacecrate/confluence'
import { contractOf } from './contract.js'

/**
 * The fields that the contract of a class keeps verbatim, since no record has a field for them. What the contract does not
 * name never gets here: secrets may stand there. `undefined` where there is nothing.
 *
 * @param understood one of them that a record has a field for, because of its value
 */
export function extraOf(object: BackupObject, understood?: string): Record<string, string> | undefined {
  const fields: [string, string][] = []
  for (const name of contractOf(object.class).extra) {
    const value = name === understood ? undefined : object.properties.get(name)
    const text = value && textOfValue(value)
    if (text !== undefined) fields.push([name, text])
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
