/** One attribute of a start tag, by its offsets in the body. */
export interface TagAttribute {
  readonly name: string
  readonly nameStart: number
  readonly valueStart: number
  readonly valueEnd: number
  /** Behind the attribute, closing quote included. */
  readonly end: number
  /** Empty for a value without quotes, which HTML knows and XML doesn't. */
  readonly quote: '"' | "'" | ''
}

const ATTRIBUTE = /([^\s=/>"'<]+)(?:(\s*=\s*)(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+)))?/g

/**
 * The attributes of a start tag. An attribute without a value is left out; of two with the same name the first counts.
 *
 * @param from behind the element's name
 * @param to at the tag's `>`
 */
export function readTagAttributes(body: string, from: number, to: number): TagAttribute[] {
  const attributes: TagAttribute[] = []
  const inside = body.slice(from, body.charCodeAt(to - 1) === 0x2f ? to - 1 : to)
  for (const match of inside.matchAll(ATTRIBUTE)) {
    const [whole, name = '', equals, inDouble, inSingle, bare] = match
    const value = inDouble ?? inSingle ?? bare
    if (equals === undefined || value === undefined) continue
    const nameStart = from + match.index
    const quote = inDouble !== undefined ? '"' : inSingle !== undefined ? "'" : ''
    const valueStart = nameStart + name.length + equals.length + quote.length
    const end = nameStart + whole.length
    attributes.push({ name, nameStart, valueStart, valueEnd: valueStart + value.length, end, quote })
  }
  return attributes
}
