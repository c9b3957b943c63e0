import { type AnyRecord, type StreamName, streamRules } from '@spacecrate/format'
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
  if (stream === undefined) return html`<code>${id.slice(0, 300)}</code>`
  const name = label ?? nameOf(stream, store.get(stream, id))
  return html`<a href="${recordUrl(stream, id)}">${name ?? html`<code>${id.slice(0, 300)}</code>`}</a>`
}

/** What the rule of a stream names first of what tells a person which one it is, where that is a text. */
function nameOf(stream: StreamName, record: AnyRecord | undefined): string | undefined {
  const field = streamRules[stream].shows[0] ?? ''
  const value = record === undefined ? undefined : Object.entries(record).find(([name]) => name === field)?.[1]
  return typeof value === 'string' && value.trim() !== '' ? value.slice(0, 200) : undefined
}
