import type { BodyReference, ReferenceChange, ReferenceContainer } from '../references/reference.js'
import { findParameterForm } from '../references/macro-parameters.js'
import { readTextReferences } from '../references/read-text.js'
import type { TextForm, TextReference } from '../references/text-reference.js'
import { findAdfAttributeForm } from './adf-attributes.js'
import { elementEdits, replacement, valueOf } from './element-edits.js'
import { attributeForms, findReferenceForm } from './forms.js'
import type { ReferenceForm } from './forms.js'
import { HTML_MACROS, readHtmlReferences } from './html-text.js'
import { cardTextEdits, mentionPlace } from './link-text.js'
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

/** An end tag closes at most this many elements that were left open; beyond, it is taken as a stray one. */
const CLOSED_AT_ONCE = 256
const PATH_NAMES = 32

/** What stands in these elements is text of the user, not markup of the page. */
const PLAIN_TEXT_ELEMENTS: ReadonlySet<string> = new Set(['ac:plain-text-body', 'ac:plain-text-link-body'])
/** `ac:macro` and `ac:default-parameter` are those of Confluence 4. */
const MACROS: ReadonlySet<string> = new Set(['ac:structured-macro', 'ac:macro'])
const NAMED: ReadonlySet<string> = new Set([...MACROS, 'ac:adf-node', 'ac:adf-mark'])

/** An element that is open. */
export interface OpenElement {
  readonly name: string
  readonly start: number
  /** Behind its start tag. */
  readonly inside: number
  /** Takes the container of a reference that may still get one. */
  readonly says: OpenSays | undefined
  /** Name of the macro, or type of the node. */
  readonly called: string
}

/** Text that is expected up to the next tag. */
interface ExpectedText {
  readonly element: string
  readonly start: number
  readonly label: string
  readonly read: (text: string) => readonly TextReference[]
}

/** All references of a body in the order in which they stand, and the first place that isn't well formed. */
export function walkStorage(body: string): { readonly found: readonly FoundReference[]; readonly fault?: MarkupFault } {
  const walk = new StorageWalk(body)
  const fault = walk.run()
  return fault === undefined ? { found: walk.found } : { found: walk.found, fault }
}

class StorageWalk {
  readonly found: FoundReference[] = []
  readonly #body: string
  readonly #cursor: TagCursor
  readonly #open: OpenElement[] = []
  #plainText = 0
  #expected: ExpectedText | undefined

  constructor(body: string) {
    this.#body = body
    this.#cursor = new TagCursor(body)
  }

  run(): MarkupFault | undefined {
    const cursor = this.#cursor
    while (cursor.next()) {
      this.#takeText()
      if (cursor.type === 'end') this.#end()
      else this.#start()
    }
    if (this.#open.length > 0) {
      cursor.noteFault(this.#body.length, `An element <${this.#open.at(-1)?.name}> is never closed`)
    }
    return cursor.fault
  }

  #end(): void {
    const { name, start } = this.#cursor
    const count = countToClose(this.#open, name)
    if (count !== 1) this.#cursor.noteFault(start, `An end tag </${name}> doesn't fit the element that is open`)
    for (const element of this.#open.splice(this.#open.length - count)) {
      if (PLAIN_TEXT_ELEMENTS.has(element.name)) this.#plainText--
    }
  }

  #start(): void {
    const { name, start, nameEnd, end, type } = this.#cursor
    const form = this.#plainText === 0 ? findReferenceForm(name) : undefined
    const more = this.#plainText === 0 ? attributeForms(name) : undefined
    const reads = form !== undefined || more !== undefined || NAMED.has(name) || name in texts
    const attributes = reads ? readTagAttributes(this.#body, nameEnd, end - 1) : []
    const says = form === undefined ? undefined : this.#addElement(form, attributes)
    if (more !== undefined) this.#addAttributes(more, attributes)
    if (type === 'empty') return
    const called = NAMED.has(name) ? (this.#value(attributes, 'ac:name') ?? this.#value(attributes, 'type') ?? '') : ''
    if (this.#plainText === 0 && name in texts) this.#expectText(name, attributes)
    if (PLAIN_TEXT_ELEMENTS.has(name)) this.#plainText++
    this.#open.push({ name, start, inside: end, says: form?.hasContainer === true ? says : undefined, called })
  }

  #addElement(form: ReferenceForm, attributes: readonly TagAttribute[]): OpenSays | undefined {
    const says = readReference(form, (wanted) => this.#value(attributes, wanted))
    if (says === undefined) return undefined
    const { start, end, nameEnd, name } = this.#cursor
    giveToContainer(this.#open, form, says)
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
    this.found.push({
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

  #addAttributes(forms: Readonly<Record<string, TextForm>>, attributes: readonly TagAttribute[]): void {
    for (const attribute of attributes) {
      const form = Object.hasOwn(forms, attribute.name) ? forms[attribute.name] : undefined
      if (form === undefined) continue
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

  #expectText(name: string, attributes: readonly TagAttribute[]): void {
    const { end: start } = this.#cursor
    const around = this.#open.at(-1)
    const called = around?.called ?? ''
    const key = this.#value(attributes, texts[name] ?? '') ?? ''
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
    { kind, says, possible }: TextReference,
    { start, end }: { readonly start: number; readonly end: number },
    path: string,
    edit: FoundReference['edit'],
  ): void {
    const verbatim = this.#body.slice(start, end)
    const reference = { kind, start, end, path, says, verbatim, ...(possible === undefined ? {} : { possible }) }
    this.found.push({ reference, edit })
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

/** Elements whose text may hold references, by the attribute that says what it is. */
const texts: Readonly<Record<string, string>> = {
  'ac:parameter': 'ac:name',
  'ac:default-parameter': '',
  'ac:adf-attribute': 'key',
  'ac:adf-parameter': 'key',
  'ac:plain-text-body': '',
}

/** The container of an attachment, or of an anchor, is the child that names a content. */
function giveToContainer(open: readonly OpenElement[], form: ReferenceForm, says: OpenSays): void {
  const holder = open.at(-1)?.says
  if (holder === undefined || holder.container !== undefined) return
  const { kind } = form
  if (kind === 'page' || kind === 'blogpost' || kind === 'content') {
    const { user: _user, container: _container, ...rest } = says
    holder.container = { kind, ...rest } satisfies ReferenceContainer
  }
}

function countToClose(open: readonly OpenElement[], name: string): number {
  const last = Math.max(0, open.length - CLOSED_AT_ONCE)
  for (let at = open.length - 1; at >= last; at--) if (open[at]?.name === name) return open.length - at
  return 0
}
