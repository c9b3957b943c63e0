import { SmallXmlError, type SmallXmlReason } from './small-xml-error.js'

/** How much a document may hold. */
export interface SmallXmlLimits {
  /** UTF-16 units of the whole document. */
  readonly characters: number
  /** UTF-16 units between two tags: the parser needs about 80 bytes of memory for each of them. */
  readonly textCharacters: number
  /** Elements, attributes, CDATA sections and comments. */
  readonly nodes: number
  readonly depth: number
}

/** Beside elements, attributes and text, what a document may hold. */
export type SmallXmlExtra = 'declaration' | 'cdata' | 'comment'

const space = String.raw`[ \t\r\n]`
const equals = `${space}*=${space}*`
const nameStart = String.raw`:A-Z_a-z\u{C0}-\u{D6}\u{D8}-\u{F6}\u{F8}-\u{2FF}\u{370}-\u{37D}\u{37F}-\u{1FFF}\u{200C}\u{200D}\u{2070}-\u{218F}\u{2C00}-\u{2FEF}\u{3001}-\u{D7FF}\u{F900}-\u{FDCF}\u{FDF0}-\u{FFFD}\u{10000}-\u{EFFFF}`
const name = `([${nameStart}][${nameStart}\\-.0-9\\u{B7}\\u{300}-\\u{36F}\\u{203F}\\u{2040}]{0,299})`
const startTag = new RegExp(`<${name}`, 'uy')
const attribute = new RegExp(`${space}+${name}${equals}(?:"[^"<]*"|'[^'<]*')`, 'uy')
const tagEnd = new RegExp(`${space}*(/?)>`, 'y')
const endTag = new RegExp(`</${name}${space}*>`, 'uy')
const either = (value: string): string => `(?:"${value}"|'${value}')`
const encoding = `(?:${space}+encoding${equals}${either(String.raw`[A-Za-z][\w.-]{0,99}`)})?`
const standalone = `(?:${space}+standalone${equals}${either('(?:yes|no)')})?`
const declaration = new RegExp(
  `<\\?xml${space}+version${equals}${either(String.raw`1\.\d{1,9}`)}${encoding}${standalone}${space}*\\?>`,
  'y',
)
const blank = new RegExp(`^${space}*$`)
const cdataStart = '<![CDATA['

/**
 * Checks a document before the parser sees it, in one pass without recursion.
 *
 * The parser believes what it is given: it takes `<a><b></a>`, two roots, repeated attributes and `< a/>` for XML, its
 * validator lets pass `<a/><b/>`, `<a/>x`, `</a/>` and `<a = b="c"/>`, and neither counts anything. References are not
 * looked at: they are decoded as in storage format, where one that nobody knows stands for itself.
 *
 * @throws SmallXmlError
 */
export function checkSmallXml(xml: string, limits: SmallXmlLimits, extras: ReadonlySet<SmallXmlExtra>): void {
  if (xml.length > limits.characters) {
    throw new SmallXmlError('too large', limits.characters, `more than ${limits.characters} characters`)
  }
  new Check(xml, limits, extras).run()
}

class Check {
  readonly #xml: string
  readonly #limits: SmallXmlLimits
  readonly #extras: ReadonlySet<SmallXmlExtra>
  readonly #open: string[] = []
  #at = 0
  #nodes = 0
  /** Characters since the last tag or section; a comment does not end a text. */
  #textCharacters = 0
  #hasRoot = false

  constructor(xml: string, limits: SmallXmlLimits, extras: ReadonlySet<SmallXmlExtra>) {
    this.#xml = xml
    this.#limits = limits
    this.#extras = extras
  }

  run(): void {
    const xml = this.#xml
    if (xml.startsWith('\uFEFF')) this.#at = 1
    if (this.#match(declaration)) this.#allow('declaration')
    while (this.#at < xml.length) {
      const next = xml.indexOf('<', this.#at)
      const end = next < 0 ? xml.length : next
      if (end > this.#at) this.#text(end)
      if (next >= 0) this.#markup()
    }
    if (this.#open.length > 0) this.#fail('not well-formed', 'an element that does not end')
    if (!this.#hasRoot) this.#fail('not well-formed', 'no element')
  }

  #text(end: number): void {
    const text = this.#xml.slice(this.#at, end)
    if (this.#open.length === 0 && !blank.test(text)) this.#fail('not well-formed', 'text outside the root')
    if (text.includes(']]>')) this.#fail('not well-formed', 'the end of a CDATA section that did not begin')
    this.#textCharacters += text.length
    const limit = this.#limits.textCharacters
    if (this.#textCharacters > limit) this.#fail('too large', `a text of more than ${limit} characters`)
    this.#at = end
  }

  #markup(): void {
    const following = this.#xml[this.#at + 1]
    if (following === '!') {
      if (this.#xml.startsWith('<!--', this.#at)) return this.#comment()
      if (this.#xml.startsWith(cdataStart, this.#at)) return this.#cdata()
      this.#fail('forbidden', 'a DTD or another declaration')
    }
    if (following === '?') this.#fail('forbidden', 'a processing instruction')
    this.#textCharacters = 0
    if (following === '/') this.#endTag()
    else this.#startTag()
  }

  #startTag(): void {
    if (this.#open.length === 0 && this.#hasRoot) this.#fail('not well-formed', 'a second root')
    const opened = this.#match(startTag)?.[1]
    if (opened === undefined) return this.#fail('not well-formed', 'a tag without a name')
    this.#count()
    const attributes = new Set<string>()
    for (let found = this.#match(attribute); found; found = this.#match(attribute)) {
      this.#count()
      const [, attributeName = ''] = found
      if (attributes.has(attributeName)) this.#fail('not well-formed', 'an attribute that is there twice')
      attributes.add(attributeName)
    }
    const end = this.#match(tagEnd)
    if (!end) return this.#fail('not well-formed', 'a tag that does not end')
    this.#hasRoot = true
    if (this.#open.length >= this.#limits.depth) this.#fail('too large', `deeper than ${this.#limits.depth} elements`)
    if (end[1] === '') this.#open.push(opened)
  }

  #endTag(): void {
    const closed = this.#match(endTag)?.[1]
    if (closed === undefined) return this.#fail('not well-formed', 'an end tag that does not end')
    if (this.#open.pop() !== closed) this.#fail('not well-formed', 'an end tag of another element')
  }

  #cdata(): void {
    this.#allow('cdata')
    if (this.#open.length === 0) this.#fail('not well-formed', 'a CDATA section outside the root')
    const end = this.#xml.indexOf(']]>', this.#at + cdataStart.length)
    if (end < 0) this.#fail('not well-formed', 'a CDATA section that does not end')
    this.#count()
    this.#textCharacters = 0
    this.#at = end + 3
  }

  #comment(): void {
    this.#allow('comment')
    const end = this.#xml.indexOf('--', this.#at + 4)
    if (end < 0 || this.#xml[end + 2] !== '>') this.#fail('not well-formed', 'a comment that does not end with -->')
    this.#count()
    this.#at = end + 3
  }

  /** What stands at the position, which moves behind it. */
  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#xml)
    if (!found) return undefined
    this.#at = pattern.lastIndex
    return found
  }

  #count(): void {
    if (++this.#nodes > this.#limits.nodes) this.#fail('too large', `more than ${this.#limits.nodes} nodes`)
  }

  #allow(extra: SmallXmlExtra): void {
    if (!this.#extras.has(extra)) this.#fail('forbidden', `a ${extra}, which has no place here`)
  }

  #fail(reason: SmallXmlReason, problem: string): never {
    throw new SmallXmlError(reason, this.#at, problem)
  }
}
