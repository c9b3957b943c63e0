import type { ElementRule } from './element-rule.js'
import { element as tag, escapeHtml, openTag } from './escape.js'
import type { OpenElement } from './open-element.js'
import type { PageView } from './page-view.js'

/** The emoticons of the old editor, which have a name only. */
const BY_NAME: ReadonlyMap<string, string> = new Map([
  ['smile', '🙂'],
  ['sad', '🙁'],
  ['cheeky', '😛'],
  ['laugh', '😀'],
  ['wink', '😉'],
  ['thumbs-up', '👍'],
  ['thumbs-down', '👎'],
  ['information', 'ℹ️'],
  ['tick', '✅'],
  ['cross', '❌'],
  ['warning', '⚠️'],
  ['plus', '➕'],
  ['minus', '➖'],
  ['question', '❓'],
  ['light-on', '💡'],
  ['light-off', '🔦'],
  ['yellow-star', '⭐'],
  ['red-star', '🌟'],
  ['green-star', '✳️'],
  ['blue-star', '✴️'],
  ['heart', '❤️'],
  ['broken-heart', '💔'],
])

/** Emoji, from the most exact of what the element says to the least. */
export const emoticonRules: ReadonlyMap<string, ElementRule> = new Map<string, ElementRule>([['ac:emoticon', emoticon]])

function emoticon(element: OpenElement, parent: OpenElement, view: PageView): void {
  const { attributes } = element
  const id = attributes.get('ac:emoji-id') ?? ''
  const name = attributes.get('ac:name') ?? ''
  const shortName = attributes.get('ac:emoji-shortname') ?? (name === '' ? '' : `:${name}:`)
  const fallback = attributes.get('ac:emoji-fallback') ?? ''
  const exact = characterOf(fallback) ?? codePointsOf(id)
  // Cloud gives every emoji that has no old name that of the blue star, those of the site as well.
  const own = exact === undefined ? view.context.emoji?.({ id, shortName }) : undefined
  const shown = exact ?? (own === undefined ? BY_NAME.get(name) : undefined)
  const text = shown ?? (shortName || fallback)
  if (own !== undefined) {
    parent.html += openTag('img', { class: 'c-own-emoji', src: own.url, alt: text, title: own.title, loading: 'lazy' })
    parent.text += text
    return
  }
  parent.html += tag(
    'span',
    { class: shown === undefined ? 'c-emoji-name' : 'c-emoji', title: shortName },
    escapeHtml(text),
  )
  parent.text += text
}

/** A fallback is an emoji, or for one that a site made itself its short name once more. */
function characterOf(fallback: string): string | undefined {
  return fallback !== '' && fallback.length <= 32 && !/[\w:]/.test(fallback) ? fallback : undefined
}

/** The characters of a standard emoji, whose id is its code points: `1f44d` or `1f1e8-1f1ed`. */
export function codePointsOf(id: string | undefined): string | undefined {
  if (id === undefined || !/^[0-9a-f]{2,6}(?:-[0-9a-f]{2,6}){0,9}$/i.test(id)) return undefined
  const codes = id.split('-').map((code) => Number.parseInt(code, 16))
  return codes.every((code) => code <= 0x10ffff && code >= 0x23) ? String.fromCodePoint(...codes) : undefined
}
