import { storageOfAdf } from './adf-document.js'
import type { RenderContext } from './context.js'
import { escapeHtml } from './escape.js'
import { preformatted } from './macros/box.js'
import { renderStorage } from './render-storage.js'
import { sanitise } from './sanitise.js'

/** A body in whatever format the source had it. */
export interface RenderableBody {
  readonly format: 'storage' | 'wiki' | 'plain' | 'adf' | 'json'
  readonly value: string
}

const LABELS = {
  wiki: 'Wiki markup of an old version of Confluence',
  plain: '',
  adf: 'Atlassian Document Format',
  json: 'JSON',
} as const

const LONGEST = 2_000_000

/**
 * Renders a body of any format as a sanitised fragment of HTML. What is neither in storage format nor a document in ADF is
 * shown as its source text.
 */
export function renderBody(body: RenderableBody, context: RenderContext): string {
  if (body.format === 'storage') return renderStorage(body.value, context)
  const document = body.format === 'adf' && body.value.length <= LONGEST ? storageOfAdf(body.value) : undefined
  if (document !== undefined) return renderStorage(document, context)
  const label = LABELS[body.format]
  const head = label === '' ? '' : `<p class="c-format">${escapeHtml(label)}</p>`
  const cut = body.value.length > LONGEST ? '<p class="c-left-out">The rest is too long to be shown here</p>' : ''
  return sanitise(`<div class="rendered">${head}${preformatted(body.value.slice(0, LONGEST))}${cut}</div>`)
}
