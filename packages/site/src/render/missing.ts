import { element as tag, escapeHtml } from './escape.js'

/** The place of something that the body refers to and that isn't there: visible, so that nobody takes it for whole. */
export function missing(what: string, label: string, bodyHtml?: string): string {
  const shown = bodyHtml === undefined || bodyHtml === '' ? escapeHtml(label) : bodyHtml
  const title = `This ${what} is not here: ${label}`
  return tag(
    'span',
    { class: 'c-missing', title },
    `${shown} <span class="c-missing-note">missing ${escapeHtml(what)}</span>`,
  )
}
