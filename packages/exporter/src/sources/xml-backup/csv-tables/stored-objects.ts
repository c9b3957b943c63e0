import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs'
import type { BackupObject, ObjectRange, PropertyValue } from '@spacecrate/confluence'

/** Where a row lies in the backup. */
export interface RowPlace {
  readonly file: string
  readonly row: number
  readonly offset: number
}

/** A text, a reference, or the size of a long text, which stands behind the line as it is. */
type StoredValue =
  | readonly [name: string, text: string | number]
  | readonly [name: string, className: string, id: string]

/** An object on one line, as short as can be: class, id, place, properties, parts of the id. */
type StoredObject = readonly [
  className: string,
  id: string | null,
  place: readonly [file: string, row: number, offset: number],
  values: readonly StoredValue[],
  parts?: readonly (readonly [string, string])[],
]

const batchSize = 1 << 20

/** Longer texts are not part of the line: to escape and unescape them costs more than to copy them. */
const longText = 200
const lineFeed = 0x0a

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
    let behind = ''
    for (const [name, value] of object.properties) {
      if (!kept(name) || value.type === 'empty') continue
      if (value.type === 'reference') values.push([name, value.class, value.id])
      else if (value.text.length < longText) values.push([name, value.text])
      else {
        values.push([name, Buffer.byteLength(value.text)])
        behind += value.text
      }
    }
    const place = [file, row, offset] as const
    const stored: StoredObject = object.compositeId
      ? [object.class, object.id ?? null, place, values, [...object.compositeId]]
      : [object.class, object.id ?? null, place, values]
    const text = `${JSON.stringify(stored)}\n${behind}`
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

const noCollections: BackupObject['collections'] = new Map()
const noNotes: BackupObject['notes'] = []

/** Reads what an `ObjectStoreWriter` wrote. */
export class StoredObjects {
  readonly #file: number
  #room: Buffer = Buffer.allocUnsafeSlow(64 * 1024)
  #isOpen = true

  constructor(path: string) {
    this.#file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  }

  read(range: ObjectRange): BackupObject {
    const bytes = this.#load(range)
    const end = bytes.indexOf(lineFeed)
    const [className, id, , values, parts] = JSON.parse(bytes.toString('utf8', 0, end)) as StoredObject
    const properties = new Map<string, PropertyValue>()
    let behind = end + 1
    for (let index = 0; index < values.length; index++) {
      const [name, text, reference] = values[index] as StoredValue
      if (typeof text === 'number') {
        properties.set(name, { type: 'text', text: bytes.toString('utf8', behind, behind + text) })
        behind += text
      } else if (reference === undefined) properties.set(name, { type: 'text', text })
      else properties.set(name, { type: 'reference', class: text, id: reference })
    }
    const compositeId = parts && new Map(parts)
    return {
      package: '',
      collections: noCollections,
      notes: noNotes,
      class: className,
      id: id ?? undefined,
      compositeId,
      properties,
      offset: range.offset,
      length: range.length,
    }
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
    const lines: string[] = []
    for (const [name, value] of this.read(range).properties) {
      if (value.type !== 'reference') continue
      lines.push(`<property name="${name}" class="${value.class}"><id name="id">${value.id}</id>`)
    }
    return lines.join('\n')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isOpen) return
    this.#isOpen = false
    closeSync(this.#file)
  }

  /** Good until the next call. */
  #load({ offset, length }: ObjectRange): Buffer {
    const isLarge = length > batchSize
    if (!isLarge && length > this.#room.length) this.#room = Buffer.allocUnsafeSlow(batchSize)
    const room = isLarge ? Buffer.allocUnsafeSlow(length) : this.#room
    let got = 0
    while (got < length) {
      const count = readSync(this.#file, room, got, length - got, offset + got)
      if (count === 0) throw new Error('The objects of the index became fewer while they were read')
      got += count
    }
    return room.subarray(0, length)
  }
}
