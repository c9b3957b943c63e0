import {
  type AnyRecord,
  fieldsOf,
  hangingOn,
  isStreamName,
  type StreamName,
  type StreamRule,
  streamNames,
  streamRules,
  validateRecord,
} from '@spacecrate/format'
import { inside, type Place, wrong } from './definition-place.js'
import { fieldOf, isNumbered, ownerField, parentField, treeWord, versionStream } from './owner-fields.js'
import { type DefinitionFile, tooLarge } from './read-folder.js'
import { type Draft, fillField, type FormContext } from './short-forms.js'

/** A record that a definition made; digests stand in it when its bytes are stored. */
export interface DefinedRecord {
  readonly stream: StreamName
  readonly record: AnyRecord
  readonly place: Place
}

/** What a nested record hangs on. */
interface Above {
  readonly owner: string | undefined
  readonly parent: string | undefined
}

/** All records are held in memory at once. */
const most = 200_000

/** Makes records of definitions: nesting, short forms, ids and numbers filled in. */
export class RecordExpansion {
  readonly records: DefinedRecord[] = []
  readonly context: FormContext
  /** Of each owner of versions: how many it has, and the last number. */
  readonly #numbers = new Map<string, { order: number; number: number }>()

  constructor(root: string) {
    this.context = { root, pending: [] }
  }

  /** Takes the records of a file. Throws `DEFINITION_INVALID`, `DEFINITION_FILE`, `DEFINITION_TOO_LARGE`. */
  add({ place, value }: DefinitionFile): void {
    for (const [name, list] of Object.entries(objectAt(value, place))) {
      if (isComment(name)) continue
      const at = inside(place, name)
      if (!isStreamName(name)) throw wrong(at, `there is no kind of that name; the kinds are ${streamNames.join(', ')}`)
      this.#list(name, list, at, { owner: undefined, parent: undefined })
    }
  }

  #list(stream: StreamName, list: unknown, place: Place, above: Above): void {
    if (!Array.isArray(list)) throw wrong(place, 'a list of records belongs here')
    list.forEach((value: unknown, at) => this.#record(stream, value, inside(place, at), above))
  }

  #record(stream: StreamName, value: unknown, place: Place, above: Above): void {
    const hasBytes = fieldOf(stream, 'bytes') !== undefined
    const record: Draft = {}
    const nested: [stream: StreamName, list: unknown, place: Place][] = []
    let below: [list: unknown, place: Place] | undefined
    for (const [name, inner] of Object.entries(objectAt(value, place))) {
      if (isComment(name)) continue
      const at = inside(place, name)
      const field = fieldOf(stream, name)
      if (field !== undefined) {
        fillField(this.context, record, name, { value: inner, field, place: at, hasBytes })
      } else if (name === treeWord(stream)) below = [inner, at]
      else if (hangingOn(stream).some((one) => one === name)) nested.push([name as StreamName, inner, at])
      else throw wrong(at, unknownField(stream, name))
    }
    setPlace(stream, record, above, place)
    this.#fillIn(stream, record, place)
    const versions = versionStream(stream)
    const number = fieldOf(stream, 'version')?.required === true && record['version'] === undefined
    if (number) record['version'] = 1
    const id = finishId(stream, record, place)
    if (this.records.length >= most) throw tooLarge(this.context.root, `${most} records`)
    this.records.push({ stream, record: record as unknown as AnyRecord, place })
    for (const [name, list, at] of nested) {
      this.#list(name, list, at, { owner: id, parent: undefined })
    }
    if (number && versions !== undefined) record['version'] = this.#numbers.get(id)?.number ?? 1
    if (below === undefined) return
    const owner = streamRules[stream].owner(record as never)
    this.#list(stream, below[0], below[1], { owner, parent: id })
  }

  /** What follows from where the record stands, or nearly always is so. */
  #fillIn(stream: StreamName, record: Draft, place: Place): void {
    const status = fieldOf(stream, 'status')
    if (status?.required === true && status.words.includes('current')) record['status'] ??= 'current'
    if (stream === 'site') {
      record['id'] ??= 'site:source'
      record['product'] ??= 'embedded'
    }
    if (!isNumbered(stream)) return
    const owner = streamRules[stream].owner(record as never)
    if (owner === undefined) throw wrong(place, withoutOwner(stream))
    const before = this.#numbers.get(owner) ?? { order: 0, number: 0 }
    const order = before.order + 1
    record['order'] ??= order
    record['number'] ??= before.number + 1
    const { number } = record
    this.#numbers.set(owner, { order, number: typeof number === 'number' ? number : before.number + 1 })
  }
}

/** Sets owner and parent of a nested record; of any other they must be given. */
function setPlace(stream: StreamName, record: Draft, { owner, parent }: Above, place: Place): void {
  const set = (field: string | undefined, id: string | undefined): void => {
    if (field === undefined || id === undefined) return
    if (record[field] !== undefined && record[field] !== id) {
      throw wrong(
        inside(place, field),
        `it is ${JSON.stringify(record[field])}, and the record stands in ${JSON.stringify(id)}`,
      )
    }
    record[field] = id
  }
  const rule: StreamRule<StreamName> = streamRules[stream] as never
  if (owner !== undefined && rule.owner(record as never) !== owner) set(ownerField(stream), owner)
  set(parentField(stream), parent)
  if (rule.owners.length === 0 || rule.owner(record as never) !== undefined) return
  const field = ownerField(stream)
  if (!rule.owners.includes('site') || field === undefined) throw wrong(place, withoutOwner(stream))
  record[field] = 'site:source'
}

/** Gives the record its id, where it follows from the others fields, and checks it against its schema. */
function finishId(stream: StreamName, record: Draft, place: Place): string {
  const { id: given } = record
  const rule: StreamRule<StreamName> = streamRules[stream] as never
  const { deriveId } = rule
  if (given === undefined && deriveId === undefined) {
    throw wrong(place, `it has no id; ids of ${stream} are ${fieldOf(stream, 'id')?.about ?? 'texts'}`)
  }
  if (given !== undefined && typeof given !== 'string') throw wrong(inside(place, 'id'), 'an id is a text')
  const draft = { ...record, id: given ?? '' }
  const problems = validateRecord(stream, draft).problems.filter((problem) => !/^\/id[ /]/.test(problem))
  if (problems.length > 0) throw schemaProblem(problems, place)
  const derived = deriveId?.(draft as never)
  // An id that is only a suffix (`~2`) is put behind the one that follows from the other fields.
  if (given !== undefined && !given.startsWith('~') && derived !== undefined && derived !== given) {
    throw wrong(inside(place, 'id'), `it follows from the other fields and is ${JSON.stringify(derived)}; leave it out`)
  }
  const id = derived ?? given ?? ''
  record['id'] = id
  const whole = validateRecord(stream, record).problems
  if (whole.length > 0) throw schemaProblem(whole, place)
  return id
}

function schemaProblem(problems: readonly string[], place: Place): Error {
  const [first = ''] = problems
  const pointer = first.slice(0, first.indexOf(' '))
  const at = pointer === '/' ? place : { file: place.file, pointer: `${place.pointer}${pointer}` }
  return wrong(at, problems.slice(0, 3).join('; '))
}

function unknownField(stream: StreamName, name: string): string {
  if (isStreamName(name)) return `nothing of ${name} hangs on a record of ${stream}`
  return `records of ${stream} have no field ${JSON.stringify(name)}; they have ${[...fieldsOf(stream).keys()].join(', ')}`
}

function withoutOwner(stream: StreamName): string {
  const { owners } = streamRules[stream]
  return `it belongs to nothing; nest it in a record of ${owners.join(', ')}, or name that one in ${JSON.stringify(ownerField(stream))}`
}

function objectAt(value: unknown, place: Place): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw wrong(place, 'an object belongs here')
}

/** A name under which a definition says something to its reader. */
function isComment(name: string): boolean {
  return name === '//'
}
