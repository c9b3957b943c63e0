import { element as tag, escapeHtml } from './escape.js'

/** The place of something that the body refers to and that isn't there: visible, so that nobody takes it for whole. */
export function missing(what: string, label: string, bodyHtml?: string): string {
  return noted(`missing ${what}`, `This ${what} is not here: ${label}`, label, bodyHtml)
}

/** The place of a link that is not followed, since its scheme isn't known to be harmless. */
export function leftOutLink(url: string, bodyHtml?: string): string {
  return noted('link left out', `This link is left out: ${url}`, url, bodyHtml)
}

function noted(note: string, title: string, label: string, bodyHtml: string | undefined): string {
  const shown = bodyHtml === undefined || bodyHtml === '' ? escapeHtml(label) : bodyHtml
  return tag('span', { class: 'c-missing', title }, `${shown} <span class="c-missing-note">${escapeHtml(note)}</span>`)
}
