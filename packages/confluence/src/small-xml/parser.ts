import { createRequire } from 'node:module'
import type * as fastXmlParser from 'fast-xml-parser'

/**
 * The mark in front of each name. Without it the parser refuses elements called `constructor` and renames those called
 * `toString`, since the names become properties. No name of XML begins with it.
 */
export const nameMark = '='
export const attributeMark = '@'
export const attributesKey = ':@'
export const textKey = '#text'
export const cdataKey = '#cdata'

interface OpenParser {
  readonly parser: fastXmlParser.XMLParser
  /** The key under which an element has its place in the document. */
  readonly placeKey: symbol
}

let opened: OpenParser | undefined

/** The parser of small documents. It is loaded with the first of them, since most commands read none. */
export function openParser(): OpenParser {
  opened ??= loadParser()
  return opened
}

/** Nothing is trimmed, taken for a number, expanded or put into another order. */
function loadParser(): OpenParser {
  const library = createRequire(import.meta.url)('fast-xml-parser') as typeof fastXmlParser
  const parser = new library.XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: attributeMark,
    textNodeName: textKey,
    cdataPropName: cdataKey,
    parseTagValue: false,
    trimValues: false,
    processEntities: false,
    ignoreDeclaration: true,
    captureMetaData: true,
    jPath: false,
    maxNestedTags: Number.MAX_SAFE_INTEGER,
    // Called twice for an empty element.
    transformTagName: (name) => (name.startsWith(nameMark) ? name : nameMark + name),
  })
  return { parser, placeKey: library.XMLParser.getMetaDataSymbol() as symbol }
}
