import { decodeCharacterReferences } from './storage/character-references.js'
import { readTagAttributes } from './storage/tag-attributes.js'
import { TagCursor } from './storage/tag-cursor.js'

/** In a string of JSON the quotes would be escaped, so this is a key wherever it stands. */
const EXTENSION_KEY = /"extensionKey"\s*:\s*("(?:[^"\\]|\\.)*")/g

/**
 * Names of the macros that a body in storage format holds, in order and as often as they stand there: macros of every
 * editor generation, not what stands in CDATA and comments. Never throws, linear in the length of the body.
 */
export function storageMacroNames(body: string): string[] {
  const names: string[] = []
  if (!body.includes('<ac:macro') && !body.includes('<ac:structured-macro')) return names
  const cursor = new TagCursor(body)
  while (cursor.next()) {
    if (cursor.type === 'end' || (cursor.name !== 'ac:structured-macro' && cursor.name !== 'ac:macro')) continue
    const named = readTagAttributes(body, cursor.nameEnd, cursor.end - 1).find(({ name }) => name === 'ac:name')
    if (named !== undefined) names.push(decodeCharacterReferences(body.slice(named.valueStart, named.valueEnd)))
  }
  return names
}

/** The same for a body in ADF: the keys of its extensions. */
export function adfMacroNames(body: string): string[] {
  return Array.from(body.matchAll(EXTENSION_KEY), ([, quoted = '""']) => parseString(quoted))
}

function parseString(quoted: string): string {
  try {
    return String(JSON.parse(quoted))
  } catch {
    return quoted.slice(1, -1)
  }
}
