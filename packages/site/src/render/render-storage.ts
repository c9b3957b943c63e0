import { adfRules } from './adf.js'
import type { RenderContext } from './context.js'
import { contentOnly } from './element-rule.js'
import type { ElementRule } from './element-rule.js'
import { emoticonRules } from './emoticons.js'
import { htmlRules } from './html-elements.js'
import { imageRules } from './images.js'
import { linkRules } from './links.js'
import { macroElementRules } from './macros/macro-elements.js'
import { pagePartRules } from './page-parts.js'
import { PageView } from './page-view.js'
import { readStorage } from './read-storage.js'
import { sanitise } from './sanitise.js'
import { fillTablesOfContents } from './table-of-contents.js'

/** Confluence itself refuses pages of more than about five million characters. */
const LONGEST = 8_000_000

const rules: ReadonlyMap<string, ElementRule> = new Map([
  ...htmlRules,
  ...linkRules,
  ...imageRules,
  ...emoticonRules,
  ...pagePartRules,
  ...adfRules,
  ...macroElementRules,
])

/**
 * Renders a body in storage format as a sanitised fragment of HTML: one `<div class="rendered">`, which `contentStyles`
 * is written for. It needs no inline style and no script, and it loads nothing from another site.
 *
 * Never throws, whatever the body is. Time is linear in its length; a body beyond eight million characters is cut, and
 * says so at the end.
 */
export function renderStorage(body: string, context: RenderContext): string {
  const view = new PageView(context)
  const root = readStorage(body.slice(0, LONGEST), (name) => rules.get(name) ?? contentOnly, view)
  const cut =
    body.length > LONGEST ? '<p class="c-left-out">The rest of this page is too long to be shown here</p>' : ''
  return sanitise(`<div class="rendered">${fillTablesOfContents(root.html, view)}${cut}</div>`)
}
