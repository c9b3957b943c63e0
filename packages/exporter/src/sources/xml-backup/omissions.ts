import { entitiesName, type TableRow } from '@spacecrate/confluence'
import type { Omission } from '@spacecrate/format'
import { makeOmission, type OmissionFacts } from '../../omission.js'
import type { OmissionCode } from '../../omission-codes.js'

/** An omission of this code; a place that names no file is one of entities.xml. */
export function omission(code: OmissionCode, facts: OmissionFacts): Omission {
  const isOffset = facts.offset !== undefined && facts.file === undefined
  return makeOmission(code, isOffset ? { ...facts, file: entitiesName } : facts)
}

/** An object as an omission names it. */
export function named(className: string, id: string | undefined): string {
  return id === undefined ? className : `${className} ${id}`
}

export function brokenObject(
  message: string,
  className: string | undefined,
  id: string | undefined,
  offset: number,
): Omission {
  const kind = className ?? 'unknown'
  return omission('OBJECT_MALFORMED', { kind, what: named(kind, id), offset, why: message })
}

export function tooLargeObject(offset: number, length: number, limit: number): Omission {
  return omission('OBJECT_TOO_LARGE', {
    kind: 'unknown',
    what: `An object of ${length} bytes`,
    offset,
    why: `the limit is ${limit} bytes`,
  })
}

export function unusableId(className: string, offset: number): Omission {
  return omission('ID_UNUSABLE', { kind: className, what: `A ${className} whose id is too long or no text`, offset })
}

export function unknownField(className: string, field: string, count: number): Omission {
  const what = `Field ${JSON.stringify(field.slice(0, 100))} of ${className}`
  return omission('FIELD_UNKNOWN', { kind: className, what, count })
}

export function changedCharacters(
  className: string,
  id: string | undefined,
  what: string,
  count: number,
  place: Pick<OmissionFacts, 'offset' | 'file'>,
): Omission {
  return omission('CHARACTERS_CHANGED', { kind: className, what: `${named(className, id)}: ${what}`, count, ...place })
}

export function brokenRow(row: TableRow, file: string): Omission {
  const { table, offset, fault } = row
  return omission('OBJECT_MALFORMED', { kind: table, what: `A row of ${table}`, file, offset, why: fault })
}

export function brokenTable(file: string, offset: number, problem: string): Omission {
  return omission('TABLE_MALFORMED', {
    kind: 'file',
    what: `The file ${JSON.stringify(file)}`,
    file,
    offset,
    why: problem,
  })
}

export function overLimit(
  className: string,
  id: string | undefined,
  field: string,
  count: number,
  offset: number,
): Omission {
  return omission('LIST_TOO_LONG', {
    kind: className,
    what: `${named(className, id)}: ${count} elements of ${field}`,
    count,
    offset,
  })
}
