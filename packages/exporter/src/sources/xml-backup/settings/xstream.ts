import { readSmallXml, type SmallXmlElement, SmallXmlError } from '@spacecrate/confluence'

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

/** Names of Java classes and fields, as XStream writes them: without a prefix. */
const javaName = /^[A-Za-z_][\w.-]*$/
const blank = /^\s*$/

/**
 * The root element of a value that XStream wrote; `undefined` for anything that is not one well-formed element.
 *
 * XStream writes elements, attributes and text. All else that XML knows (declarations, a DTD with entities, CDATA,
 * comments, text beside elements) is refused, and so is what is nested deeper or holds more elements than any setting.
 */
export function readXStream(value: string): XStreamElement | undefined {
  try {
    return elementOf(readSmallXml(value, { extras: [] }), value)
  } catch (error) {
    if (error instanceof SmallXmlError) return undefined
    throw error
  }
}

/** `undefined` where a name has a prefix or text stands beside elements, here or further down. */
function elementOf(element: SmallXmlElement, value: string): XStreamElement | undefined {
  const { name, attributes, start, end } = element
  if (!javaName.test(name)) return undefined
  const children: XStreamElement[] = []
  let text = ''
  for (const node of element.children) {
    if (node.type !== 'element') {
      text += node.text
      continue
    }
    const child = elementOf(node, value)
    if (!child) return undefined
    children.push(child)
  }
  if (children.length > 0 && !blank.test(text)) return undefined
  return {
    name,
    hasAttributes: [...attributes.keys()].some((attribute) => attribute !== 'class'),
    children,
    text: children.length > 0 ? '' : text,
    markup: value.slice(start, end),
  }
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
