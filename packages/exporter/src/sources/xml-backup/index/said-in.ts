import { type BackupObject, parseTimestamp, type PropertyValue, referenceOf, textOf } from '@spacecrate/confluence'
import type { BackupClass } from '../backup-class.js'
import type { ClassTable } from '../class-table.js'
import { encodeCell } from './cell.js'

const times = new Set(['creationDate', 'lastModificationDate', 'dateValue', 'dateVal'])
const numbers = new Set(['version', 'hibernateVersion', 'bodyType', 'position', 'sequenceNumber', 'longValue'])
const choices = new Set(['isFolder', 'liked', 'active', 'digest', 'network', 'includeChildren'])

/** By what two objects of one id are compared. */
export interface Comparison {
  readonly of: BackupClass
  readonly classes: ClassTable
  /** All that counts, where one of two is a row of a table: what that has no column for is no contradiction. */
  readonly fields: ReadonlySet<string> | undefined
  /** The cell of the id of what both hang on, whichever way they say it. */
  readonly owner: string | null
}

/**
 * What an object says, by the names of its fields, each as a text that is equal for two that say the same: whatever the white
 * space, and how the dialect of a backup writes a time, a number, yes or no, and what there is none of.
 */
export function saidIn(object: BackupObject, { of, classes, fields, owner }: Comparison): Map<string, string> {
  const said = new Map<string, string>()
  const isCounted = fields === undefined ? () => true : countedIn(of, fields, isEarlierVersion(object))
  for (const [name, value] of object.properties) {
    const text = saidBy(name, value, classes)
    if (text === undefined) continue
    if (fields !== undefined && of.isOwned === true && isReferenceTo(owner, value)) continue
    if (isCounted(name)) said.set(name, text)
    // Drafts name what they are drafts of by its number alone.
    if (fields === undefined || name !== 'originalVersionId' || value.type !== 'text') continue
    if (!said.has('originalVersion')) said.set('originalVersion', `content ${value.text.trim()}`)
  }
  if (fields === undefined) for (const [name, list] of object.collections) said.set(name, JSON.stringify(list))
  return said
}

function isReferenceTo(owner: string | null, value: PropertyValue): boolean {
  return value.type === 'reference' && encodeCell(value.id) === owner
}

/** In tables an earlier version lies in no space, and says the state of any other one. */
const ofCurrent = new Set(['space', 'contentStatus'])

function isEarlierVersion(object: BackupObject): boolean {
  if (textOf(object, 'contentStatus') === 'draft') return false
  return referenceOf(object, 'originalVersion') !== undefined || textOf(object, 'originalVersionId') !== undefined
}

/** What both a table and entities.xml can say, and becomes part of a record: or what the class says that must agree. */
function countedIn(
  { fields: { carried, verbatim }, mustAgree }: BackupClass,
  fields: ReadonlySet<string>,
  isEarlier: boolean,
): (name: string) => boolean {
  if (mustAgree !== undefined) return (name) => mustAgree.includes(name)
  const kept = new Set([...carried, ...verbatim].filter((name) => fields.has(name)))
  return (name) => kept.has(name) && !(isEarlier && ofCurrent.has(name))
}

function saidBy(name: string, value: PropertyValue, classes: ClassTable): string | undefined {
  switch (value.type) {
    case 'empty':
      return undefined
    case 'reference': {
      // A content may be meant by the class that all contents are of.
      const isContent = value.class === 'ContentEntityObject' || classes.of(value.class).isContent === true
      return `${isContent ? 'content' : value.class} ${value.id.trim()}`
    }
    case 'text':
    case 'enum':
      return value.text === '' ? undefined : JSON.stringify(plain(name, value.text))
    default:
      return value satisfies never
  }
}

function plain(name: string, text: string): string {
  if (times.has(name)) return parseTimestamp(text, 'UTC') ?? text
  if (numbers.has(name)) return text.trim().replace(/^(-?)0+(?=\d)/, '$1')
  if (choices.has(name))
    return text
      .trim()
      .toLowerCase()
      .replace(/^(?:t|y|1)$/, 'true')
      .replace(/^(?:f|n|0)$/, 'false')
  return text.replaceAll('\r\n', '\n')
}
