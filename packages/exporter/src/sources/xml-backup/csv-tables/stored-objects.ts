import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs'
import type { BackupObject, ObjectRange, PropertyValue } from '@spacecrate/confluence'

/** Where a row lies in the backup. */
export interface RowPlace {
  readonly file: string
  readonly row: number
  readonly offset: number
}

type StoredValue = readonly [name: string, text: string] | readonly [name: string, className: string, id: string]

/** An object on one line, as short as can be: class, id, place, properties, parts of the id. */
type StoredObject = readonly [
  className: string,
  id: string | null,
  place: readonly [file: string, row: number, offset: number],
  values: readonly StoredValue[],
  parts?: readonly (readonly [string, string])[],
]

const batchSize = 1 << 20

/** Class, id and place of an object have fewer bytes. */
const headSize = 4096
const placeInHead = /^\["(?:[^"\\]|\\.)*",(?:null|"(?:[^"\\]|\\.)*"),(\["(?:[^"\\]|\\.)*",\d+,\d+\])/

/**
 * Writes the objects that the rows of tables stand for into a file of the scratch folder, one after the other, where
 * `StoredObjects` reads them in any order: a row of a packed table can be read by nobody but from the start.
 */
export class ObjectStoreWriter {
  readonly #file: number
  readonly #held: Buffer = Buffer.allocUnsafeSlow(batchSize)
  #heldSize = 0
  #written = 0

  constructor(path: string) {
    this.#file = openSync(path, 'wx', 0o600)
  }

  get size(): number {
    return this.#written + this.#heldSize
  }

  /** Stores an object, of its properties only these; returns where it lies. */
  add(object: BackupObject, { file, row, offset }: RowPlace, kept: (property: string) => boolean): ObjectRange {
    const values: StoredValue[] = []
    for (const [name, value] of object.properties) {
      if (!kept(name) || value.type === 'empty') continue
      values.push(value.type === 'reference' ? [name, value.class, value.id] : [name, value.text])
    }
    const place = [file, row, offset] as const
    const stored: StoredObject = object.compositeId
      ? [object.class, object.id ?? null, place, values, [...object.compositeId]]
      : [object.class, object.id ?? null, place, values]
    const text = JSON.stringify(stored)
    const range = { offset: this.size, length: Buffer.byteLength(text) }
    if (this.#heldSize + range.length > batchSize) this.#flush()
    if (range.length > batchSize) this.#write(Buffer.from(text))
    else this.#heldSize += this.#held.write(text, this.#heldSize)
    return range
  }

  close(): void {
    try {
      this.#flush()
    } finally {
      closeSync(this.#file)
    }
  }

  #flush(): void {
    this.#write(this.#held.subarray(0, this.#heldSize))
    this.#heldSize = 0
  }

  #write(bytes: Buffer): void {
    for (let at = 0; at < bytes.length;) at += writeSync(this.#file, bytes, at)
    this.#written += bytes.length
  }
}

/** Reads what an `ObjectStoreWriter` wrote. */
export class StoredObjects {
  readonly #file: number
  #room: Buffer = Buffer.allocUnsafeSlow(64 * 1024)
  #isOpen = true

  constructor(path: string) {
    this.#file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  }

  read(range: ObjectRange): BackupObject {
    const [className, id, , values, parts] = this.#load(range)
    const properties = new Map<string, PropertyValue>()
    for (const [name, text, reference] of values) {
      const isText = reference === undefined
      properties.set(name, isText ? { type: 'text', text } : { type: 'reference', class: text, id: reference })
    }
    const compositeId = parts && new Map(parts)
    const none = { package: '', collections: new Map(), notes: [] }
    return { ...none, class: className, id: id ?? undefined, compositeId, properties, ...range }
  }

  /** The row that the object at this offset was made from. */
  placeAt(offset: number): RowPlace | undefined {
    const head = Buffer.alloc(headSize)
    const count = readSync(this.#file, head, 0, headSize, offset)
    const found = placeInHead.exec(head.toString('utf8', 0, count))?.[1]
    if (found === undefined) return undefined
    const [file, row, at] = JSON.parse(found) as StoredObject[2]
    return { file, row, offset: at }
  }

  /** What is left of a row that can't be read, in the form in which entities.xml would have it: what it points to. */
  markup(range: ObjectRange): string {
    const [, , , values] = this.#load(range)
    return values
      .filter(([, , id]) => id !== undefined)
      .map(([name, className, id = '']) => `<property name="${name}" class="${className}"><id name="id">${id}</id>`)
      .join('\n')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isOpen) return
    this.#isOpen = false
    closeSync(this.#file)
  }

  #load({ offset, length }: ObjectRange): StoredObject {
    if (length > this.#room.length) this.#room = Buffer.allocUnsafeSlow(length)
    let got = 0
    while (got < length) {
      const count = readSync(this.#file, this.#room, got, length - got, offset + got)
      if (count === 0) throw new Error('The objects of the index became fewer while they were read')
      got += count
    }
    const text = this.#room.toString('utf8', 0, length)
    if (this.#room.length > batchSize) this.#room = Buffer.allocUnsafeSlow(64 * 1024)
    return JSON.parse(text) as StoredObject
  }
}
