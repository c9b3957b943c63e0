import { fromJsonColumn, inTransaction, numberAt, type Statement, textAt, toJsonColumn } from '@spacecrate/disk'
import { isAccountInUse } from '@spacecrate/confluence'
import { BoundedMap } from '../bounded-map.js'
import type { CallOptions, DestinationReader } from '../destination.js'
import type { AccessPerson, AccessTables } from './access-tables.js'
import { PersonSet } from './person-set.js'

const page = 1_000
const cached = 16_384

/** Where to ask for people at the destination. */
export interface PeopleRequest extends CallOptions {
  readonly reader: DestinationReader
  readonly source: string
  /** The administrator of the destination, who reads everything there. */
  readonly actingAs: string
}

/**
 * Numbers for people: first those of the archive, then whoever turns up at the destination only. Several people of an
 * archive may have one account at the destination.
 */
export class People {
  /** Those of the archive. */
  readonly ofArchive: PersonSet
  /** Those who can log in, at the source and at the destination. */
  readonly before: PersonSet = new PersonSet()
  readonly after: PersonSet = new PersonSet()
  /** Those who are only at the destination. */
  readonly strangers: PersonSet = new PersonSet()
  /** Those who stand for the administrator of the destination. */
  readonly administrators: PersonSet = new PersonSet()
  readonly #request: PeopleRequest
  readonly #numberOf: Statement
  readonly #numbersAt: Statement
  readonly #get: Statement
  readonly #add: Statement
  readonly #ids = new BoundedMap<string, number>(cached)
  readonly #targets = new BoundedMap<string, readonly number[]>(cached)
  readonly #known = new BoundedMap<number, AccessPerson>(cached)
  #count: number

  private constructor(tables: AccessTables, request: PeopleRequest, count: number) {
    const { db } = tables
    this.#request = request
    this.#count = count
    this.ofArchive = PersonSet.through(count)
    this.#numberOf = db.prepare('SELECT n FROM access_people WHERE id = ?')
    this.#numbersAt = db.prepare('SELECT n FROM access_people WHERE target = ?')
    this.#get = db.prepare('SELECT * FROM access_people WHERE n = ?')
    this.#add = db.prepare('INSERT INTO access_people VALUES (?, ?, ?, ?, ?, ?, ?)')
  }

  /** Asks the destination who of the people that are there already can log in. */
  static async open(tables: AccessTables, request: PeopleRequest): Promise<People> {
    const { db } = tables
    const { reader, source, actingAs } = request
    const count = numberAt(db.prepare('SELECT COUNT(*) AS count FROM access_people').get([]), 'count')
    const people = new People(tables, request, count)
    const next = db.prepare('SELECT * FROM access_people WHERE n >= ? ORDER BY n LIMIT ?')
    const settle = db.prepare('UPDATE access_people SET after = ? WHERE n = ?')
    for (let first = 0; first < count; first += page) {
      const rows: readonly unknown[] = next.all([first, page])
      const numbered = rows.map((row) => ({ n: numberAt(row, 'n'), person: readPerson(row) }))
      const there = numbered.filter(({ person }) => person.target !== undefined)
      const targets = there.map(({ person }) => person.target ?? '')
      const held = there.length === 0 ? [] : await reader.load(source, 'people', targets, request)
      const inUse = new Map(numbered.map(({ n, person }) => [n, person.after]))
      inTransaction(db, () => {
        there.forEach(({ n, person }, at) => {
          const record = held[at]?.record
          const after = record !== undefined && isAccountInUse(record)
          inUse.set(n, after)
          if (person.target === actingAs) people.administrators.add(n)
          if (after !== person.after) settle.run([Number(after), n])
        })
      })
      for (const { n, person } of numbered) {
        if (person.before) people.before.add(n)
        if (inUse.get(n) === true) people.after.add(n)
      }
    }
    return people
  }

  /** Number of a person of the archive. */
  numberOf(id: string): number | undefined {
    const known = this.#ids.get(id)
    if (known !== undefined) return known
    const row: unknown = this.#numberOf.get([toJsonColumn(id)])
    if (row === undefined) return undefined
    const number = numberAt(row, 'n')
    this.#ids.set(id, number)
    return number
  }

  get(number: number): AccessPerson {
    const known = this.#known.get(number)
    if (known !== undefined) return known
    const person = readPerson(this.#get.get([number]))
    this.#known.set(number, person)
    return person
  }

  /** Everybody who will be whoever this person of the archive will be. */
  likeAtDestination(id: string): readonly number[] {
    const number = this.numberOf(id)
    if (number === undefined) return []
    const { target, carried } = this.get(number)
    if (!carried) return []
    return target === undefined ? [number] : this.#at(target)
  }

  /** Everybody who is this person of the destination; somebody who isn't of the archive gets a number. */
  async atDestination(target: string): Promise<readonly number[]> {
    const known = this.#at(target)
    if (known.length > 0 || target === this.#request.actingAs) return known
    const { reader, source } = this.#request
    const [held] = await reader.load(source, 'people', [target], this.#request)
    const after = held !== undefined && isAccountInUse(held.record)
    const name = held?.record.displayName ?? held?.record.userName ?? target
    const number = this.#count++
    this.#add.run([number, null, toJsonColumn(target), toJsonColumn(name), 0, Number(after), 1])
    this.strangers.add(number)
    if (after) this.after.add(number)
    this.#targets.delete(target)
    return [number]
  }

  /** How many people are only at the destination and can log in there, beside its administrator. */
  async countStrangers(): Promise<number> {
    const { reader, source, actingAs } = this.#request
    let count = 0
    for await (const { record } of reader.list(source, 'people', undefined, this.#request)) {
      if (!isAccountInUse(record) || record.id === actingAs) continue
      if (this.#at(record.id).every((number) => this.strangers.has(number))) count++
    }
    return count
  }

  #at(target: string): readonly number[] {
    const known = this.#targets.get(target)
    if (known !== undefined) return known
    const rows: readonly unknown[] = this.#numbersAt.all([toJsonColumn(target)])
    const numbers = rows.map((row) => numberAt(row, 'n'))
    this.#targets.set(target, numbers)
    return numbers
  }
}

function readPerson(row: unknown): AccessPerson {
  const text = (column: string): string | undefined => {
    const value = textAt(row, column)
    return value === undefined ? undefined : fromJsonColumn(value)
  }
  const id = text('id')
  const target = text('target')
  return {
    ...(id === undefined ? {} : { id }),
    ...(target === undefined ? {} : { target }),
    name: text('name') ?? '',
    before: numberAt(row, 'before') === 1,
    after: numberAt(row, 'after') === 1,
    carried: numberAt(row, 'carried') === 1,
  }
}
