import { textBytes } from '@spacecrate/disk'
import { fitsRecord, type RecordField } from '@spacecrate/format'
import { type ByteSource, readByteSource, textSource } from './byte-source.js'
import { inside, type Place, wrong } from './definition-place.js'
import { readTextSource } from './text-source.js'

/** An object of a record that is being made. */
export type Draft = { [field: string]: unknown }

/** Bytes whose digest is filled in when they are stored. */
export interface PendingBlob {
  readonly holder: Draft
  readonly field: string
  readonly source: ByteSource
}

/** What the short forms of a record need and find. */
export interface FormContext {
  /** Folder that the paths of files begin in. */
  readonly root: string
  readonly pending: PendingBlob[]
}

/** What stands where a digest will be, so that the record can be checked before. */
const noDigest = '0'.repeat(64)

/**
 * Fills in a field of a record from what a definition says, by what the schema says of the field: an instant from a text, an
 * act from person and instant, a body from a text or file, a digest from bytes, a subject from an id. Anything else stays
 * as it is. Throws `DEFINITION_INVALID`, `DEFINITION_FILE`.
 */
export function fillField(context: FormContext, holder: Draft, name: string, given: Given): void {
  const { value, field, place } = given
  if (field.form !== 'digest') {
    holder[name] = expand(context, value, field, place)
    return
  }
  const source = readByteSource(context.root, value, place)
  holder[name] = noDigest
  if (given.hasBytes) holder['bytes'] ??= source.bytes
  context.pending.push({ holder, field: name, source })
}

/** A field as a definition gives it. */
export interface Given {
  readonly value: unknown
  readonly field: RecordField
  readonly place: Place
  /** The object has a field for the size. */
  readonly hasBytes: boolean
}

function expand(context: FormContext, value: unknown, field: RecordField, place: Place): unknown {
  switch (field.form) {
    case 'instant':
      return typeof value === 'string' ? readInstant(value, place) : value
    case 'actOf':
      return typeof value === 'string' ? readAct(value, place) : readActFields(value, place)
    case 'subject':
      return typeof value === 'string' ? readSubject(value, place) : value
    case 'body':
      return readBody(context, value, place)
    case 'list':
      return expandList(context, value, field.item, place)
    case 'object':
      return expandObject(context, value, field, place)
    default:
      return value
  }
}

function expandList(context: FormContext, value: unknown, item: RecordField | undefined, place: Place): unknown {
  if (!Array.isArray(value) || item === undefined) return value
  return value.map((one: unknown, at) => expand(context, one, item, inside(place, at)))
}

function expandObject(context: FormContext, value: unknown, { fields }: RecordField, place: Place): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const made: Draft = {}
  const hasBytes = fields.has('bytes')
  for (const [name, inner] of Object.entries(value)) {
    const field = fields.get(name)
    const at = inside(place, name)
    if (field === undefined) made[name] = inner
    else fillField(context, made, name, { value: inner, field, place: at, hasBytes })
  }
  return made
}

function readBody(context: FormContext, value: unknown, place: Place): Draft {
  const { format, text } = readTextSource(context.root, value, place)
  if (fitsRecord(text)) return { format, value: text }
  const body: Draft = { format, blob: noDigest, bytes: textBytes(text).length }
  context.pending.push({ holder: body, field: 'blob', source: textSource(text) })
  return body
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{3})?)?Z$/

function readInstant(text: string, place: Place): { at: string } {
  const time = instant.test(text) ? new Date(text) : undefined
  // A 30th of February would be taken for a day in March.
  if (time === undefined || Number.isNaN(time.getTime()) || !time.toISOString().startsWith(text.slice(0, 16))) {
    throw wrong(place, `${JSON.stringify(text)} is no instant; write it as 2026-03-01T10:00Z`)
  }
  return { at: time.toISOString() }
}

/** `person:mara 2026-03-01T10:00Z`, or one of the two. The id of a person may hold blanks. */
function readAct(text: string, place: Place): Draft {
  const space = text.lastIndexOf(' ')
  const last = text.slice(space + 1)
  const dated = /^\d{4}-\d\d-\d\dT/.test(last)
  const by = dated ? text.slice(0, Math.max(space, 0)) : text
  if (by !== '' && !by.startsWith('person:')) {
    throw wrong(place, `${JSON.stringify(text)} does not say who and when; write "person:mara 2026-03-01T10:00Z"`)
  }
  return { ...(by !== '' && { by }), ...(dated && { at: readInstant(last, place) }) }
}

function readActFields(value: unknown, place: Place): unknown {
  if (typeof value !== 'object' || value === null || !('at' in value) || typeof value.at !== 'string') return value
  return { ...value, at: readInstant(value.at, inside(place, 'at')) }
}

const subjectTypes: Readonly<Record<string, string>> = { person: 'user', group: 'group', role: 'role', app: 'app' }

function readSubject(text: string, place: Place): Draft {
  if (text === 'anonymous' || text === 'everyone') return { type: text }
  const type = subjectTypes[/^[a-z]+(?=:.)/.exec(text)?.[0] ?? '']
  if (type !== undefined) return { type, id: text }
  throw wrong(
    place,
    `${JSON.stringify(text)} is no subject; write an id such as "group:staff", "anonymous" or "everyone"`,
  )
}
