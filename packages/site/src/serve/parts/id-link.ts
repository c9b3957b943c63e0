import { type Html, html } from '../html.js'
import { spaceName } from '../page.js'
import {
  attachmentUrl,
  commentUrl,
  contentPrefixes,
  contentUrl,
  groupUrl,
  recordUrl,
  spaceUrl,
  templateUrl,
} from '../urls.js'
import type { Visit } from '../visit.js'
import { personLink, titleOf } from '../words.js'

/**
 * A record by its name with a link to its page: for the administrator that of any kind, for others what they may see.
 * What may not be seen or is not here stays an id.
 */
export function idLink(visit: Visit, id: string, label?: string): Html {
  const { store, view } = visit
  const prefix = id.slice(0, Math.max(0, id.indexOf(':')))
  if (prefix === 'person' && store.get('people', id) !== undefined) return personLink(visit, id)
  if (prefix === 'group' && view.mayReadPeople) {
    const group = store.get('groups', id)
    if (group !== undefined) return html`<a href="${groupUrl(id)}">${group.name}</a> <span class="kind">group</span>`
  }
  if (prefix === 'space' && view.mayReadSpace(id)) {
    const space = store.get('spaces', id)
    if (space !== undefined) return html`<a href="${spaceUrl(space)}">${label ?? spaceName(space)}</a>`
  }
  if (contentPrefixes.includes(prefix) && view.mayReadContent(id)) {
    const content = store.get('content', id)
    if (content !== undefined) return html`<a href="${contentUrl(content)}">${label ?? titleOf(content)}</a>`
  }
  if (prefix === 'comment' && view.mayReadComment(id)) return html`<a href="${commentUrl(id)}">Comment</a>`
  if (prefix === 'template' && view.mayReadTemplate(id))
    return html`<a href="${templateUrl(id)}">${store.get('templates', id)?.name}</a>`
  if (prefix === 'attachment' && view.mayReadAttachment(id))
    return html`<a href="${attachmentUrl(id)}">${label ?? store.get('attachments', id)?.name}</a>`
  const stream = view.isAdministrator ? store.streamOf(id) : undefined
  return stream === undefined
    ? html`<code>${id.slice(0, 300)}</code>`
    : html`<a href="${recordUrl(stream, id)}"><code>${id.slice(0, 300)}</code></a>`
}
