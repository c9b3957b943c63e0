import { isUtf8 } from 'node:buffer'
import { jsonParser } from 'stream-json/core/parser.js'

/** How much a JSON text may hold. */
export interface JsonBounds {
  /** Values and names of fields, all together. */
  readonly values: number
  /** Levels of nesting. */
  readonly depth: number
}

const sliceChars = 64 * 1024

/**
 * Makes a value of a JSON text of a limited size that nobody vouches for. The text is read as a stream first and counted:
 * a few kilobytes packed can hold lists that take a gigabyte as values. Throws an `Error` with what is wrong.
 */
export function parseBounded(bytes: Buffer, bounds: JsonBounds): unknown {
  if (!isUtf8(bytes)) throw new Error('it is not UTF-8')
  const text = bytes.toString('utf8')
  const parse = jsonParser({ packValues: true, streamValues: false })
  let values = 0
  let depth = 0
  for (let at = 0; at < text.length; at += sliceChars) {
    const found: unknown = parse(text.slice(at, at + sliceChars))
    for (const name of tokenNames(found)) {
      if (name === 'startObject' || name === 'startArray') depth += 1
      else if (name === 'endObject' || name === 'endArray') depth -= 1
      if (name !== 'endObject' && name !== 'endArray') values += 1
      if (depth > bounds.depth) throw new Error(`it is nested deeper than ${bounds.depth} levels`)
      if (values > bounds.values) throw new Error(`it holds more than ${bounds.values} values`)
    }
  }
  // The one parser counts, the other one decides what the text says: the first is lenient about what ends it.
  return JSON.parse(text)
}

/** Names of the tokens of a slice; the parser gives none, one or many. */
function* tokenNames(found: unknown): Generator<unknown, void> {
  if (typeof found !== 'object' || found === null) return
  const tokens: unknown = Reflect.get(found, 'values') ?? [found]
  if (!Array.isArray(tokens)) return
  for (const token of tokens) if (typeof token === 'object' && token !== null) yield Reflect.get(token, 'name')
}
