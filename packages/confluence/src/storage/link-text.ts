import { decodeCharacterReferences } from './character-references.js'
import { type OpenElement, PARAMETERS } from './open-element.js'
import { type Edit, escapeText } from './text-value.js'

/** White space of more characters is none that an editor writes. */
const LONGEST_BLANK = 200

/**
 * How plain text takes the place of a mention, `<ac:link><ri:user/></ac:link>` with nothing else in it; `undefined` for a
 * user anywhere else, such as in the parameter of a macro.
 */
export function mentionPlace(
  body: string,
  user: { readonly start: number; readonly end: number; readonly type: string },
  open: readonly OpenElement[],
): ((text: string) => Edit) | undefined {
  const link = open.at(-1)
  if (link?.name !== 'ac:link' || link.says !== undefined || PARAMETERS.has(open.at(-2)?.name ?? '')) return undefined
  if (user.start - link.inside > LONGEST_BLANK || body.slice(link.inside, user.start).trim() !== '') return undefined
  const rest = body.slice(user.end, user.end + LONGEST_BLANK)
  const closing = user.type === 'empty' ? /^\s*<\/ac:link\s*>/ : /^\s*<\/ri:user\s*>\s*<\/ac:link\s*>/
  const close = closing.exec(rest)?.[0]
  if (close === undefined) return undefined
  const { start } = link
  const end = user.end + close.length
  return (text) => ({ start, end, text: escapeText(text) })
}

/** A link that is shown as a card says its URL as its text too: then both change. */
export function cardTextEdits(
  body: string,
  start: number,
  before: string | undefined,
  after: string | null | undefined,
): readonly Edit[] {
  if (before === undefined || typeof after !== 'string') return []
  const end = body.indexOf('<', start)
  if (end === -1 || end - start > 6 * before.length + LONGEST_BLANK) return []
  const text = body.slice(start, end)
  const trimmed = text.trim()
  if (decodeCharacterReferences(trimmed) !== before.trim()) return []
  const from = start + text.indexOf(trimmed)
  return [{ start: from, end: from + trimmed.length, text: escapeText(after) }]
}
