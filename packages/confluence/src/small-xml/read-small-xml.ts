import { decodeCharacterReferences } from '../storage/character-references.js'
import { checkSmallXml, type SmallXmlExtra, type SmallXmlLimits } from './check-small-xml.js'
import { attributeMark, attributesKey, cdataKey, nameMark, openParser, textKey } from './parser.js'

/** An element of a small XML document. */
export interface SmallXmlElement {
  readonly type: 'element'
  readonly name: string
  /** Values by name, decoded; white space in them is spaces, as XML says. */
  readonly attributes: ReadonlyMap<string, string>
  /** What it holds, in order, white space included. */
  readonly children: readonly SmallXmlNode[]
  /** Where its markup begins and ends in the document, in UTF-16 units. */
  readonly start: number
  readonly end: number
}

/** A text, decoded, or a CDATA section as it stands. Comments are left out and part no text. */
export interface SmallXmlText {
  readonly type: 'text' | 'cdata'
  readonly text: string
}

export type SmallXmlNode = SmallXmlElement | SmallXmlText

export interface SmallXmlOptions {
  readonly limits?: Partial<SmallXmlLimits>
  /** What the document may hold beside elements, attributes and text; all three unless said. */
  readonly extras?: readonly SmallXmlExtra[]
}

/** Settings have some kilobytes, plugin descriptors some hundred: these leave room, and fit a heap of 256 MB. */
export const smallXmlLimits: SmallXmlLimits = {
  characters: 8 * 1024 * 1024,
  textCharacters: 1024 * 1024,
  nodes: 20_000,
  depth: 40,
}

/**
 * Reads a small XML document: settings, descriptors, answers of servers. Not for entities.xml and not for bodies, which
 * have readers of their own.
 *
 * The document is checked before the parser sees it. References are decoded as in storage format (numbers, and the names
 * that HTML knows; any other stays as it stands), never in CDATA; no entity is declared or expanded. Line ends become LF,
 * as XML says; a carriage return that is meant stands as `&#13;`.
 *
 * @throws SmallXmlError for a DTD, a processing instruction, what is over the limits, and what is not well-formed
 */
export function readSmallXml(xml: string, options: SmallXmlOptions = {}): SmallXmlElement {
  const { limits, extras = ['declaration', 'cdata', 'comment'] } = options
  checkSmallXml(xml, { ...smallXmlLimits, ...limits }, new Set(extras))
  const { parser, placeKey } = openParser()
  const parsed: unknown = parser.parse(xml)
  const root = listOf(parsed)
    .map((node) => nodeOf(node, placeKey))
    .find((node) => node.type === 'element')
  if (!root) throw otherForm()
  return root
}

/** The recursion ends: the check has counted the depth. */
function nodeOf(parsed: unknown, placeKey: symbol): SmallXmlNode {
  const fields = new Map(Object.entries(objectOf(parsed)))
  const text = fields.get(textKey)
  if (text !== undefined) return { type: 'text', text: decodeCharacterReferences(textOf(text)) }
  const cdata = fields.get(cdataKey)
  if (cdata !== undefined) return { type: 'cdata', text: textOf(objectOf(listOf(cdata)[0])[textKey]) }
  const [key = '', children] = [...fields].find(([field]) => field !== attributesKey) ?? []
  const { startIndex, endIndex } = objectOf(Reflect.get(objectOf(parsed), placeKey))
  return {
    type: 'element',
    name: key.slice(nameMark.length),
    attributes: attributesOf(fields.get(attributesKey)),
    children: listOf(children).map((child) => nodeOf(child, placeKey)),
    start: Number(startIndex),
    end: Number(endIndex),
  }
}

function attributesOf(parsed: unknown): Map<string, string> {
  const attributes = Object.entries(parsed === undefined ? {} : objectOf(parsed))
  return new Map(
    attributes.map(([key, value]) => [
      key.slice(attributeMark.length),
      decodeCharacterReferences(textOf(value).replace(/[\t\n]/g, ' ')),
    ]),
  )
}

function objectOf(parsed: unknown): Readonly<Record<string, unknown>> {
  if (typeof parsed !== 'object' || parsed === null) throw otherForm()
  return { ...parsed }
}

function listOf(parsed: unknown): readonly unknown[] {
  if (!Array.isArray(parsed)) throw otherForm()
  return parsed
}

function textOf(parsed: unknown): string {
  if (typeof parsed !== 'string') throw otherForm()
  return parsed
}

function otherForm(): Error {
  return new Error('fast-xml-parser gave another form of document than the pinned version gives')
}
