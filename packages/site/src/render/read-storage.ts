import { decodeCharacterReferences } from '@spacecrate/confluence'
import { Tokenizer } from 'htmlparser2'
import type { TokenizerCallbacks } from 'htmlparser2'

import type { ElementRule } from './element-rule.js'
import { escapeHtml } from './escape.js'
import { newElement } from './open-element.js'
import type { OpenElement } from './open-element.js'
import type { PageView } from './page-view.js'

/** Browsers give up at 512 levels; what is nested deeper than this becomes text. */
const LEVELS = 200
/** An end tag closes at most this many elements that were left open; beyond, it is taken as a stray one. */
const CLOSED_AT_ONCE = 256
const LINKS: ReadonlySet<string> = new Set(['a', 'ac:link'])
const VOID_ELEMENTS: ReadonlySet<string> = new Set([
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
 * Reads a body in storage format from its first to its last character and applies a rule to each element as it closes,
 * so that the elements inside come before the one around them.
 *
 * Works on tokens and not on htmlparser2's own stack of elements, which takes quadratic time on deep nesting. Linear in
 * time for any input; markup that is not well formed is read as far as it makes sense.
 */
export function readStorage(body: string, ruleOf: (element: string) => ElementRule, view: PageView): OpenElement {
  const root = newElement('', new Map(), false)
  const open: OpenElement[] = [root]
  /** Names of the elements that are nested too deeply to be kept. */
  const deeper: string[] = []
  let name = ''
  let attributes = new Map<string, string>()
  let attribute = ''
  let value = ''

  const top = (): OpenElement => open.at(-1) ?? root
  const closeTop = (): void => {
    const element = open.pop()
    if (element !== undefined) ruleOf(element.name)(element, top(), view)
  }
  const addText = (text: string): void => {
    const element = top()
    element.html += escapeHtml(text)
    element.text += text
  }
  const openElement = (isEmpty: boolean): void => {
    const parent = top()
    if (open.length > LEVELS) {
      if (!isEmpty) deeper.push(name)
      return
    }
    open.push(newElement(name, attributes, parent.insideLink || LINKS.has(parent.name)))
    if (isEmpty) closeTop()
  }
  const closeElement = (closed: string): void => {
    const among = deeper.slice(-CLOSED_AT_ONCE).lastIndexOf(closed)
    if (among !== -1) {
      deeper.length -= Math.min(deeper.length, CLOSED_AT_ONCE) - among
      return
    }
    if (deeper.length > CLOSED_AT_ONCE) return
    const at = open.findLastIndex((element) => element.name === closed)
    if (at <= 0) return
    deeper.length = 0
    while (open.length > at) closeTop()
  }

  const callbacks: TokenizerCallbacks = {
    ontext: (start, end) => addText(decodeCharacterReferences(body.slice(start, end))),
    oncdata: (start, end, offset) => addText(body.slice(start, end - offset)),
    onopentagname: (start, end) => {
      name = body.slice(start, end)
      attributes = new Map()
    },
    onattribname: (start, end) => {
      attribute = body.slice(start, end)
      value = ''
    },
    onattribdata: (start, end) => {
      value += body.slice(start, end)
    },
    onattribend: () => {
      if (!attributes.has(attribute)) attributes.set(attribute, decodeCharacterReferences(value))
    },
    onopentagend: () => openElement(VOID_ELEMENTS.has(name)),
    onselfclosingtag: () => openElement(true),
    onclosetag: (start, end) => closeElement(body.slice(start, end).trim()),
    oncomment: () => undefined,
    ondeclaration: () => undefined,
    onprocessinginstruction: () => undefined,
    onattribentity: () => undefined,
    ontextentity: () => undefined,
    onend: () => undefined,
  }
  const tokenizer = new Tokenizer({ xmlMode: true, decodeEntities: false }, callbacks)
  tokenizer.write(body)
  tokenizer.end()
  while (open.length > 1) closeTop()
  return root
}
