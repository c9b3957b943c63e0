import type { Reaction } from '@spacecrate/format'
import { type Html, html, joined } from '../html.js'
import type { Visit } from '../visit.js'
import { counted, personLink } from '../words.js'
import { emojiMark } from './emoji.js'

const shownReactions = 300

/** Who reacted with what to a content or comment: a line for each emoji, the most used first. */
export function reactionLines(visit: Visit, on: string): Html | undefined {
  const count = visit.catalog.countOf('reactions', on)
  if (count === 0) return undefined
  const byEmoji = new Map<string, Reaction[]>()
  for (const reaction of visit.catalog.siblings('reactions', on, { limit: shownReactions })) {
    const name = reaction.custom ?? reaction.emoji
    const known = byEmoji.get(name)
    if (known === undefined) byEmoji.set(name, [reaction])
    else known.push(reaction)
  }
  const groups = [...byEmoji].sort(([, one], [, other]) => other.length - one.length)
  const rest = count - shownReactions
  const items = groups.map(([name, reactions]) => {
    const mark = emojiMark(
      visit,
      name.startsWith('emoji:') && visit.store.get('emoji', name) === undefined ? (reactions[0]?.emoji ?? name) : name,
    )
    const names = joined(
      reactions.map(({ by }) => personLink(visit, by)),
      ', ',
    )
    return html`<li>${mark} <span class="count">${reactions.length}</span> ${names}</li> `
  })
  return html`<ul class="reactions" aria-label="Reactions">
    ${items}${rest > 0 && html`<li class="quiet">and ${counted(rest, 'other')}</li>`}
  </ul>`
}
