/** The first place where a body is not well formed, as far as a scan of its tags notices. */
export interface MarkupFault {
  /** UTF-16 offset. */
  readonly offset: number
  readonly reason: string
}

const LESS_THAN = 0x3c
const GREATER_THAN = 0x3e
const SLASH = 0x2f
const DOUBLE_QUOTE = 0x22
const SINGLE_QUOTE = 0x27

/** Elements of HTML that have no content; old bodies hold them without the slash. */
export const VOID_ELEMENTS: ReadonlySet<string> = new Set([
  'br',
  'hr',
  'img',
  'col',
  'wbr',
  'input',
  'area',
  'param',
  'source',
])

/**
 * Walks the tags of a body in storage format, one after the other, by their offsets. Comments, CDATA and processing
 * instructions are passed over.
 *
 * Linear in the length of the body whatever it holds: no character is looked at twice. It never throws: a tag that isn't
 * well formed is noted as a fault and passed over, and the walk goes on behind it. A `<` always begins something new,
 * also inside a quoted value, so that one missing quote costs one tag and not the rest of the page.
 */
export class TagCursor {
  /** Where the current tag begins. */
  start = 0
  /** Where the current tag's name begins. */
  nameStart = 0
  /** Where the current tag's name ends. */
  nameEnd = 0
  /** Behind the `>` of the current tag. */
  end = 0
  /** The current tag's name. */
  name = ''
  type: 'start' | 'end' | 'empty' = 'start'
  /** The first fault, if any. */
  fault: MarkupFault | undefined
  private readonly body: string

  constructor(body: string) {
    this.body = body
  }

  /** Goes to the next tag; false when there is none. */
  next(): boolean {
    const { body } = this
    for (;;) {
      const at = body.indexOf('<', this.end)
      if (at === -1) return false
      const second = body.charCodeAt(at + 1)
      if (second === 0x21 || second === 0x3f) {
        if (!this.skipDeclaration(at)) return false
        continue
      }
      const nameStart = second === SLASH ? at + 2 : at + 1
      const nameEnd = endOfName(body, nameStart)
      if (nameEnd === nameStart) {
        this.noteFault(at, 'A "<" stands in the text')
        this.end = at + 1
        continue
      }
      if (!this.findEnd(at, nameEnd)) continue
      this.start = at
      this.nameStart = nameStart
      this.nameEnd = nameEnd
      this.name = body.slice(nameStart, nameEnd)
      this.type = second === SLASH ? 'end' : this.endsItself() ? 'empty' : 'start'
      return true
    }
  }

  /** Notes a fault, unless there is an earlier one. */
  noteFault(offset: number, reason: string): void {
    this.fault ??= { offset, reason }
  }

  private endsItself(): boolean {
    return this.body.charCodeAt(this.end - 2) === SLASH || VOID_ELEMENTS.has(this.name)
  }

  /** False when the declaration never ends, and with it the body. */
  private skipDeclaration(at: number): boolean {
    const { body } = this
    const [opening, closing] = body.startsWith('<![CDATA[', at)
      ? ['<![CDATA[', ']]>']
      : body.startsWith('<!--', at)
        ? ['<!--', '-->']
        : body.startsWith('<?', at)
          ? ['<?', '?>']
          : ['<!', '>']
    const found = body.indexOf(closing, at + opening.length)
    this.end = found === -1 ? body.length : found + closing.length
    if (found === -1) this.noteFault(at, `A "${opening}" has no "${closing}"`)
    return found !== -1
  }

  /** Sets `end` behind the tag's `>`; false, with `end` where the walk goes on, when the tag breaks off before. */
  private findEnd(start: number, from: number): boolean {
    const { body } = this
    const { length } = body
    let quote = 0
    for (let at = from; at < length; at++) {
      const character = body.charCodeAt(at)
      if (character === LESS_THAN) return this.breakOff(start, at)
      if (quote !== 0) {
        if (character === quote) quote = 0
      } else if (character === GREATER_THAN) {
        this.end = at + 1
        return true
      } else if (character === DOUBLE_QUOTE || character === SINGLE_QUOTE) quote = character
    }
    return this.breakOff(start, length)
  }

  private breakOff(start: number, at: number): false {
    this.noteFault(start, 'A tag breaks off before its ">"')
    this.end = at
    return false
  }
}

/** Letters, digits, `:`, `-`, `.`, `_` and everything beyond ASCII; a name begins with none of digit, `-` and `.`. */
function endOfName(body: string, from: number): number {
  const first = body.charCodeAt(from)
  if (!isNameCharacter(first) || (first < 0x3a && first >= 0x2d)) return from
  let at = from + 1
  while (isNameCharacter(body.charCodeAt(at))) at++
  return at
}

function isNameCharacter(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x3a) ||
    code === 0x2d ||
    code === 0x2e ||
    code === 0x5f ||
    code >= 0x80
  )
}
