import type { BodyReference, ReferenceChange } from '../references/reference.js'
import { findParameterForm } from '../references/macro-parameters.js'
import { readTextReferences } from '../references/read-text.js'
import type { TextForm, TextReference } from '../references/text-reference.js'
import { findAdfAttributeForm } from './adf-attributes.js'
import { elementEdits, replacement, valueOf } from './element-edits.js'
import { escapeAttributeValue } from './character-references.js'
import { readDatasource } from './datasource.js'
import { type AttributeForms, attributeForms, findReferenceForm } from './forms.js'
import type { ReferenceForm } from './forms.js'
import { HTML_MACROS, readHtmlReferences } from './html-text.js'
import { cardTextEdits, mentionPlace } from './link-text.js'
import {
  countToClose,
  giveToContainer,
  MACROS,
  noteInMacro,
  type OpenElement,
  PARAMETERS,
  settleFiles,
} from './open-element.js'
import { readReference } from './read-reference.js'
import type { OpenSays } from './read-reference.js'
import { readTagAttributes, type TagAttribute } from './tag-attributes.js'
import { TagCursor } from './tag-cursor.js'
import type { MarkupFault } from './tag-cursor.js'
import { type Edit, TextValue } from './text-value.js'

/** A reference, and how it is written anew. */
export interface FoundReference {
  readonly reference: BodyReference
  /** What must be written where; nothing where the body says already what the change wants. */
  readonly edit: (change: ReferenceChange) => readonly Edit[]
}

const PATH_NAMES = 32

/** What stands in these elements is text of the user, not markup of the page. */
const PLAIN_TEXT_ELEMENTS: ReadonlySet<string> = new Set(['ac:plain-text-body', 'ac:plain-text-link-body'])
const NAMED: ReadonlySet<string> = new Set([...MACROS, ...PARAMETERS, 'ac:adf-node', 'ac:adf-mark'])

/** Text that is expected up to the next tag. */
interface ExpectedText {
  readonly element: string
  readonly start: number
  readonly label: string
  readonly read: (text: string) => readonly TextReference[]
}

/** So many are kept until they are given on: a page may hold hundreds of thousands. */
const GIVEN_AT_ONCE = 1024
/** And so many at the most: a page that never closes its links is hostile, and costs what it says, not memory. */
const KEPT_AT_MOST = 32_768
/** While one of these is open, what stands in it may be written anew as a whole. */
const WRITTEN_AS_WHOLE: ReadonlySet<string> = new Set(['ac:link', 'a'])

/**
 * Walks over all references of a body and returns the first place that isn't well formed.
 *
 * @param take gets them in the order in which they stand, many at a time, each with the container that came behind it
 */
export function walkStorage(body: string, take: (found: readonly FoundReference[]) => void): MarkupFault | undefined {
  return new StorageWalk(body, take).run()
}

class StorageWalk {
  readonly #body: string
  readonly #take: (found: readonly FoundReference[]) => void
  readonly #cursor: TagCursor
  readonly #open: OpenElement[] = []
  #found: FoundReference[] = []
  #plainText = 0
  /** Open elements for which what was found may still change. */
  #unsettled = 0
  #expected: ExpectedText | undefined

  constructor(body: string, take: (found: readonly FoundReference[]) => void) {
    this.#body = body
    this.#take = take
    this.#cursor = new TagCursor(body)
  }

  run(): MarkupFault | undefined {
    const cursor = this.#cursor
    while (cursor.next()) {
      this.#takeText()
      if (cursor.type === 'end') this.#end()
      else this.#start()
      const waiting = this.#found.length
      if (waiting >= GIVEN_AT_ONCE && (this.#unsettled === 0 || waiting >= KEPT_AT_MOST)) this.#give()
    }
    if (this.#open.length > 0) {
      cursor.noteFault(this.#body.length, `An element <${this.#open.at(-1)?.name}> is never closed`)
    }
    this.#give()
    return cursor.fault
  }

  #give(): void {
    this.#take(this.#found)
    this.#found = []
  }

  #end(): void {
    const { name, start } = this.#cursor
    const count = countToClose(this.#open, name)
    if (count !== 1) this.#cursor.noteFault(start, `An end tag </${name}> doesn't fit the element that is open`)
    for (const element of this.#open.splice(this.#open.length - count)) {
      if (PLAIN_TEXT_ELEMENTS.has(element.name)) this.#plainText--
      if (isWritten(element)) this.#unsettled--
      if (element.files !== undefined && element.files.length > 0) this.#unsettled--
      settleFiles(element)
    }
  }

  #start(): void {
    const { name, start, nameEnd, end, type } = this.#cursor
    const form = this.#plainText === 0 ? findReferenceForm(name) : undefined
    const more = this.#plainText === 0 ? attributeForms(name) : undefined
    const reads = form !== undefined || more !== undefined || NAMED.has(name) || texts.has(name)
    const attributes = reads ? readTagAttributes(this.#body, nameEnd, end - 1) : []
    const says = form === undefined ? undefined : this.#addElement(form, attributes)
    if (more !== undefined) this.#addAttributes(more, attributes)
    if (type === 'empty') return
    const called = NAMED.has(name) ? (this.#value(attributes, 'ac:name') ?? this.#value(attributes, 'type') ?? '') : ''
    if (this.#plainText === 0 && texts.has(name)) this.#expectText(name, attributes)
    if (PLAIN_TEXT_ELEMENTS.has(name)) this.#plainText++
    const holder = form?.hasContainer === true ? says : undefined
    const element = { name, start, inside: end, says: holder, called, ...(MACROS.has(name) ? { files: [] } : {}) }
    if (isWritten(element)) this.#unsettled++
    this.#open.push(element)
  }

  #addElement(form: ReferenceForm, attributes: readonly TagAttribute[]): OpenSays | undefined {
    const says = readReference(form, (wanted) => this.#value(attributes, wanted))
    if (says === undefined) return undefined
    const { start, end, nameEnd, name } = this.#cursor
    giveToContainer(this.#open, form, says)
    if (noteInMacro(this.#open, form.kind, says)) this.#unsettled++
    const body = this.#body
    const place = form.kind === 'user' ? mentionPlace(body, this.#cursor, this.#open) : undefined
    const reference: BodyReference = {
      kind: form.kind,
      start,
      end,
      path: this.#path(name),
      says,
      verbatim: body.slice(start, end),
      ...(place === undefined ? {} : { mention: true }),
    }
    const isCard = name === 'a' && attributes.some((attribute) => attribute.name === 'data-card-appearance')
    this.#found.push({
      reference,
      edit: (change) => {
        if (change.plain !== undefined && place !== undefined) return [place(change.plain)]
        const edits = elementEdits(body, form, { nameEnd, end }, change)
        if (isCard && edits.length > 0) edits.push(...cardTextEdits(body, end, says.url, change.url))
        return edits
      },
    })
    return says
  }

  #addAttributes(forms: AttributeForms, attributes: readonly TagAttribute[]): void {
    for (const attribute of attributes) {
      const form = Object.hasOwn(forms, attribute.name) ? forms[attribute.name] : undefined
      if (form === undefined) continue
      if (form === 'datasource') {
        this.#addDatasource(attribute)
        continue
      }
      const text = valueOf(this.#body, attribute)
      for (const found of readTextReferences(form, text)) {
        const { start, end, replace } = found
        const range = { start: attribute.valueStart, end: attribute.valueEnd }
        this.#add(found, range, `${this.#path(this.#cursor.name)}/@${attribute.name}`, (change) => {
          const after = replace(change)
          return after === undefined ? [] : [replacement(attribute, text.slice(0, start) + after + text.slice(end))]
        })
      }
    }
  }

  /** Each reference is written by itself: all the rest of the JSON keeps its bytes. */
  #addDatasource({ name, valueStart, valueEnd, quote }: TagAttribute): void {
    const value = quote === '' ? undefined : TextValue.read(this.#body, valueStart, valueEnd)
    if (value === undefined || quote === '') return
    for (const found of readDatasource(value.decoded)) {
      const { start, end, replace } = found
      this.#add(found, value.rangeOf(start, end), `${this.#path(this.#cursor.name)}/@${name}`, (change) => {
        const after = replace(change)
        return after === undefined ? [] : [value.edit(start, end, after, (text) => escapeAttributeValue(text, quote))]
      })
    }
  }

  #expectText(name: string, attributes: readonly TagAttribute[]): void {
    const { end: start } = this.#cursor
    const around = this.#open.at(-1)
    const called = around?.called ?? ''
    const key = this.#value(attributes, texts.get(name) ?? '') ?? ''
    const expect = (form: TextForm | undefined, label: string): void => {
      if (form === undefined) return
      this.#expected = { element: name, start, label, read: (text) => readTextReferences(form, text) }
    }
    if (name === 'ac:plain-text-body') {
      if (!HTML_MACROS.has(called.toLowerCase())) return
      this.#expected = { element: name, start, label: called, read: readHtmlReferences }
    } else if (name === 'ac:adf-attribute') expect(findAdfAttributeForm(called, key), `${called}.${key}`)
    else if (name === 'ac:adf-parameter') expect(findParameterForm('', key), key)
    else if (around !== undefined && MACROS.has(around.name)) expect(findParameterForm(called, key), `${called}.${key}`)
  }

  /** The text that was expected, if the tag that follows it is the end of its element. */
  #takeText(): void {
    const expected = this.#expected
    this.#expected = undefined
    const { type, name, start: end } = this.#cursor
    if (expected === undefined || type !== 'end' || name !== expected.element) return
    const value = TextValue.read(this.#body, expected.start, end)
    if (value === undefined) return
    const path = `${this.#path()}[${expected.label}]`
    for (const found of expected.read(value.decoded)) {
      this.#add(found, value.rangeOf(found.start, found.end), path, (change) => {
        const after = found.replace(change)
        return after === undefined ? [] : [value.edit(found.start, found.end, after)]
      })
    }
  }

  #add(
    { kind, says, possible, canSay }: TextReference,
    { start, end }: { readonly start: number; readonly end: number },
    path: string,
    edit: FoundReference['edit'],
  ): void {
    const verbatim = this.#body.slice(start, end)
    // Its container may still come.
    const open: OpenSays = { ...says }
    if (noteInMacro(this.#open, kind, open)) this.#unsettled++
    const more = { ...(possible === undefined ? {} : { possible }), ...(canSay === undefined ? {} : { canSay }) }
    this.#found.push({ reference: { kind, start, end, path, says: open, verbatim, ...more }, edit })
  }

  #value(attributes: readonly TagAttribute[], wanted: string): string | undefined {
    const found = attributes.find(({ name }) => name === wanted)
    return found === undefined ? undefined : valueOf(this.#body, found)
  }

  #path(...more: readonly string[]): string {
    const room = PATH_NAMES - more.length
    const names = this.#open.slice(-room).map((element) => element.name)
    return `${this.#open.length > room ? '…/' : ''}${[...names, ...more].join('/')}`
  }
}

/** True for an element that takes what comes in it, or is written anew with it. */
function isWritten({ name, says }: OpenElement): boolean {
  return says !== undefined || WRITTEN_AS_WHOLE.has(name)
}

/** Elements whose text may hold references, by the attribute that says what it is. */
const texts: ReadonlyMap<string, string> = new Map([
  ['ac:parameter', 'ac:name'],
  ['ac:default-parameter', ''],
  ['ac:adf-attribute', 'key'],
  ['ac:adf-parameter', 'key'],
  ['ac:plain-text-body', ''],
])
