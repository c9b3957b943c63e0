import { decodeCharacterReferences } from '@spacecrate/confluence'

/** One element of a value that XStream wrote. */
export interface XStreamElement {
  readonly name: string
  /** True if it has attributes beside `class`, which only says how a list is implemented. */
  readonly hasAttributes: boolean
  readonly children: readonly XStreamElement[]
  /** Its text, decoded; empty for an element with children, between which there is only white space. */
  readonly text: string
  /** The element exactly as it stands in the value. */
  readonly markup: string
}

/** The value of a setting is some kilobytes; these limits leave room and bound the work that a hostile one makes. */
const elementLimit = 20_000
const depthLimit = 40

const tag = /<(\/?)([A-Za-z_][\w.$-]{0,300})((?:\s+[A-Za-z_][\w.:-]{0,100}\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/y
const classOnly = /^(?:\s+class\s*=\s*(?:"[^"]*"|'[^']*'))?$/
const blank = /^\s*$/

interface OpenElement {
  readonly name: string
  readonly hasAttributes: boolean
  readonly children: XStreamElement[]
  readonly start: number
  text: string
}

/**
 * The root element of a value that XStream wrote; `undefined` for anything that is not one well-formed element.
 *
 * XStream writes elements, attributes and text. All else that XML knows (declarations, a DTD with entities, CDATA,
 * comments, text beside elements) is refused, and so is what is nested deeper or holds more elements than any setting.
 * Nothing recurses and no entity is expanded: a reference stands for one character.
 */
export function readXStream(value: string): XStreamElement | undefined {
  const open: OpenElement[] = []
  let root: XStreamElement | undefined
  let elements = 0
  for (let at = 0; at < value.length;) {
    const next = value.indexOf('<', at)
    const end = next < 0 ? value.length : next
    if (end > at && !addText(open.at(-1), value.slice(at, end))) return undefined
    if (next < 0) break
    tag.lastIndex = next
    const found = tag.exec(value)
    if (!found) return undefined
    const [text, isEnd, name = '', attributes = '', isEmpty] = found
    at = next + text.length
    if (isEnd === '/') {
      const done = open.pop()
      if (done?.name !== name || attributes !== '' || isEmpty === '/') return undefined
      const element = close(done, value.slice(done.start, at))
      if (!element || root) return undefined
      const above = open.at(-1)
      if (above) above.children.push(element)
      else root = element
      continue
    }
    if (root || ++elements > elementLimit || open.length >= depthLimit) return undefined
    const opened: OpenElement = {
      name,
      hasAttributes: !classOnly.test(attributes),
      children: [],
      start: next,
      text: '',
    }
    if (isEmpty !== '/') {
      open.push(opened)
      continue
    }
    const element = close(opened, text)
    const above = open.at(-1)
    if (!element) return undefined
    if (above) above.children.push(element)
    else root = element
  }
  return open.length === 0 ? root : undefined
}

/** True if text may stand here. */
function addText(element: OpenElement | undefined, text: string): boolean {
  if (!element) return blank.test(text)
  element.text += text
  return true
}

function close({ name, hasAttributes, children, text }: OpenElement, markup: string): XStreamElement | undefined {
  if (children.length === 0) return { name, hasAttributes, children, text: decodeCharacterReferences(text), markup }
  return blank.test(text) ? { name, hasAttributes, children, text: '', markup } : undefined
}

const scalars = new Set(['string', 'boolean', 'int', 'long', 'float', 'double', 'date', 'instant', 'locale', 'null'])
const collections = new Set(['list', 'linked-list', 'set', 'linked-hash-set', 'tree-set', 'sorted-set'])
const maps = new Set(['map', 'linked-hash-map', 'tree-map', 'sorted-map'])

/** True for a single text, number, word or time. */
export function isScalar(element: XStreamElement): boolean {
  return scalars.has(element.name) && element.children.length === 0 && !element.hasAttributes
}

/** True for a map: entries of a key and a value each. */
export function isMap(element: XStreamElement): boolean {
  const { name, children } = element
  return maps.has(name) && children.every((entry) => entry.name === 'entry' && entry.children.length === 2)
}

/** True for a list or a set. */
export function isCollection(element: XStreamElement): boolean {
  return collections.has(element.name)
}

/** The scalars of a value that is made of maps, lists and scalars alone; `undefined` if anything else is in it. */
export function scalarsOf(element: XStreamElement): XStreamElement[] | undefined {
  const found: XStreamElement[] = []
  const left = [element]
  for (let next = left.pop(); next; next = left.pop()) {
    if (isScalar(next)) found.push(next)
    else if (next.hasAttributes || !(isMap(next) || isCollection(next) || isEmptyCollection(next))) return undefined
    else left.push(...(isMap(next) ? next.children.flatMap((entry) => entry.children) : next.children))
  }
  return found
}

/** XStream writes an empty list of a field under the name of the field. */
function isEmptyCollection(element: XStreamElement): boolean {
  return element.children.length === 0 && element.text === ''
}

/** The child of this name; `undefined` where it has none. */
export function childOf(element: XStreamElement, name: string): XStreamElement | undefined {
  return element.children.find((child) => child.name === name)
}

/** The text of the child of this name; `undefined` where it has none, or no text. */
export function childText(element: XStreamElement, name: string): string | undefined {
  const child = childOf(element, name)
  return child === undefined || child.children.length > 0 || child.text === '' ? undefined : child.text
}
