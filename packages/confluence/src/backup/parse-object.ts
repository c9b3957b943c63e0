import type { BackupObject, ObjectReference, PropertyValue } from './backup-object.js'
import { BackupError } from './error.js'
import { Markup } from './markup.js'
import { MarkupError } from './markup-error.js'
import { NoteBook } from './note-book.js'
import { shown } from './shown.js'
import type { Tag } from './tag.js'

/** An object over this size is left out: its text alone would fill a small heap. */
export const objectLimit: number = 64 * 1024 * 1024
const propertyLimit = 10_000
const elementLimit = 1_000_000
const depthLimit = 100
const partLimit = 100
const compositeOrder = ['entityName', 'entityId', 'key']

/**
 * Reads one object, given its bytes and their offset in entities.xml. Its strings don't hold on to the bytes.
 *
 * @throws BackupError OBJECT_MALFORMED, OBJECT_TOO_LARGE
 */
export function parseObject(bytes: Uint8Array, offset: number): BackupObject {
  if (bytes.length > objectLimit) throw objectTooLarge(offset, bytes.length)
  const parser = new ObjectParser(bytes, offset)
  try {
    return parser.parse()
  } catch (error) {
    if (!(error instanceof MarkupError)) throw error
    const where = `${parser.class ?? 'unknown'} ${parser.id ?? ''}`.trimEnd()
    throw new BackupError(
      'OBJECT_MALFORMED',
      `The object ${shown(where)} is malformed at byte ${error.offset} of entities.xml (${error.problem})`,
      {
        offset: error.offset,
        objectOffset: offset,
        problem: error.problem,
        class: parser.class,
        id: parser.id,
      },
      { cause: error },
    )
  }
}

/** The OBJECT_TOO_LARGE error for an object that was skipped. */
export function objectTooLarge(offset: number, length: number): BackupError<'OBJECT_TOO_LARGE'> {
  return new BackupError(
    'OBJECT_TOO_LARGE',
    `The object at byte ${offset} of entities.xml has ${length} bytes, more than the limit of ${objectLimit}`,
    { offset, length, limit: objectLimit },
  )
}

class ObjectParser {
  class: string | undefined
  id: string | undefined
  readonly #markup: Markup
  readonly #notes = new NoteBook()
  readonly #offset: number
  #compositeId: Map<string, string> | undefined
  readonly #properties = new Map<string, PropertyValue>()
  readonly #collections = new Map<string, ObjectReference[]>()

  constructor(bytes: Uint8Array, offset: number) {
    this.#offset = offset
    this.#markup = new Markup(bytes, offset, (finding) => this.#notes.addFinding(finding))
  }

  parse(): BackupObject {
    const markup = this.#markup
    markup.skipSpace()
    if (markup.bytes[markup.at] !== 0x3c || markup.nextKind() !== 'start') markup.fail(markup.at, 'no object')
    const tag = markup.readTag()
    if (tag.element !== 'object') markup.fail(0, `the element ${tag.element} where an object was expected`)
    const className = tag.class
    if (className === undefined || className === '') return markup.fail(0, 'an object without a class')
    this.class = className
    if (!tag.selfClosed) this.#children('object', () => this.#child())
    markup.skipSpace()
    if (markup.at < markup.bytes.length) markup.fail(markup.at, 'something behind the end of the object')
    return {
      class: className,
      package: tag.package ?? '',
      id: this.id,
      compositeId: this.#compositeId,
      properties: this.#properties,
      collections: this.#collections,
      notes: this.#notes.notes,
      offset: this.#offset,
      length: markup.bytes.length,
    }
  }

  #child(): void {
    const offset = this.#offset + this.#markup.at
    const tag = this.#markup.readTag()
    const { element, name } = tag
    if (element === 'property' && name !== undefined) return this.#property(tag, name, offset)
    if (element === 'collection' && name !== undefined) return this.#collection(tag, name, offset)
    if (element === 'id') return this.#idOfObject(tag, offset)
    if (element === 'composite-id') return this.#composite(tag, offset)
    if (element === 'component') this.#notes.add({ type: 'component', offset, name: name ?? '' })
    else this.#notes.add({ type: 'unknown-element', offset, name: element })
    this.#skip(tag, 1)
  }

  #property(tag: Tag, name: string, offset: number): void {
    this.#notes.place = name
    if (this.#properties.has(name)) this.#notes.add({ type: 'duplicate', offset, name })
    else if (this.#properties.size === propertyLimit) {
      this.#markup.fail(offset - this.#offset, `more than ${propertyLimit} properties`)
    }
    this.#properties.set(name, this.#value(tag))
    this.#notes.place = undefined
  }

  /** Reads on to the end of a property, an id or an element of a collection. */
  #value(tag: Tag): PropertyValue {
    if (tag.selfClosed) return empty
    const { class: targetClass, enumClass } = tag
    const markup = this.#markup
    const { bytes } = markup
    let text: string | undefined
    let id: string | undefined
    for (;;) {
      if (bytes[markup.at] !== 0x3c) {
        const piece = markup.readText()
        text = text === undefined ? piece : text + piece
        continue
      }
      const kind = markup.nextKind()
      if (kind === 'end') break
      if (kind === 'comment') markup.skipComment()
      else if (kind === 'cdata') text = text === undefined ? markup.readCdata() : text + markup.readCdata()
      else {
        const offset = this.#offset + markup.at
        const child = markup.readTag()
        if (child.element === 'id' && targetClass !== undefined && id === undefined) id = this.#id(child)
        else {
          this.#notes.add({ type: 'unknown-element', offset, name: child.element })
          this.#skip(child, 2)
        }
      }
    }
    markup.readEndTag(tag.element)
    if (targetClass !== undefined && (id !== undefined || isBlank(text))) {
      return id ? { type: 'reference', class: targetClass, id } : empty
    }
    if (text === undefined) return empty
    return enumClass === undefined ? { type: 'text', text } : { type: 'enum', enumClass, text: text.trim() }
  }

  #collection(tag: Tag, name: string, offset: number): void {
    const list = this.#collections.get(name) ?? []
    if (this.#collections.has(name)) this.#notes.add({ type: 'duplicate', offset, name })
    this.#collections.set(name, list)
    if (tag.selfClosed) return
    let values = 0
    let over = 0
    this.#notes.place = name
    this.#children('collection', () => {
      const childOffset = this.#offset + this.#markup.at
      const child = this.#markup.readTag()
      if (child.element !== 'element' || child.class === undefined) {
        if (child.element === 'element') values++
        else this.#notes.add({ type: 'unknown-element', offset: childOffset, name: child.element })
        return this.#skip(child, 2)
      }
      const value = this.#value(child)
      if (value.type !== 'reference') values++
      else if (list.length === elementLimit) over++
      else list.push({ class: value.class, id: value.id })
    })
    this.#notes.place = undefined
    if (values > 0) this.#notes.add({ type: 'collection-values', offset, name, count: values })
    if (over > 0) this.#notes.add({ type: 'collection-over-limit', offset, name, count: over })
  }

  #idOfObject(tag: Tag, offset: number): void {
    const id = this.#id(tag)
    if (this.id !== undefined) this.#notes.add({ type: 'duplicate', offset, name: 'id' })
    else if (id !== '') this.id = id
  }

  /** White space round an id belongs to the markup. */
  #id(tag: Tag): string {
    const value = this.#value(tag)
    return value.type === 'text' ? value.text.trim() : ''
  }

  #composite(tag: Tag, offset: number): void {
    if (tag.selfClosed) return
    const parts = new Map<string, string>()
    this.#children('composite-id', () => {
      const childOffset = this.#offset + this.#markup.at
      const child = this.#markup.readTag()
      if (child.element !== 'property' || child.name === undefined || parts.size === partLimit) {
        this.#notes.add({ type: 'unknown-element', offset: childOffset, name: child.element })
        return this.#skip(child, 2)
      }
      const value = this.#value(child)
      parts.set(child.name, value.type === 'text' ? value.text : '')
    })
    if (this.id !== undefined) {
      this.#notes.add({ type: 'duplicate', offset, name: 'composite-id' })
      return
    }
    const names = [...compositeOrder, ...[...parts.keys()].filter((name) => !compositeOrder.includes(name))]
    this.#compositeId = parts
    this.id = names.flatMap((name) => parts.get(name) ?? []).join('/')
  }

  /** Calls `child` at each start tag up to the end tag of `element`; text between them is no part of the grammar. */
  #children(element: string, child: () => void): void {
    const markup = this.#markup
    const { bytes } = markup
    for (;;) {
      markup.skipSpace()
      const offset = this.#offset + markup.at
      if (bytes[markup.at] !== 0x3c) {
        markup.readText()
        this.#notes.add({ type: 'stray-text', offset })
        continue
      }
      const kind = markup.nextKind()
      if (kind === 'start') child()
      else if (kind === 'comment') markup.skipComment()
      else if (kind === 'end') return markup.readEndTag(element)
      else {
        markup.readCdata()
        this.#notes.add({ type: 'stray-text', offset })
      }
    }
  }

  /** Reads on to the end of an element and forgets all in it, which must be well-formed nevertheless. */
  #skip(tag: Tag, depth: number): void {
    const markup = this.#markup
    const open = tag.selfClosed ? [] : [tag.element]
    while (open.length > 0) {
      if (markup.bytes[markup.at] !== 0x3c) {
        markup.readText()
        continue
      }
      const kind = markup.nextKind()
      if (kind === 'comment') markup.skipComment()
      else if (kind === 'cdata') markup.readCdata()
      else if (kind === 'end') markup.readEndTag(open.pop() ?? '')
      else {
        const child = markup.readTag()
        if (!child.selfClosed) open.push(child.element)
        if (open.length + depth > depthLimit) markup.fail(markup.at, `more than ${depthLimit} elements deep`)
      }
    }
  }
}

const empty: PropertyValue = { type: 'empty' }

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === ''
}
