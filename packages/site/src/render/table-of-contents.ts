import { element as tag, escapeHtml } from './escape.js'
import type { Heading, PageView } from './page-view.js'

const MARK = /\u0000toc:(\d):(\d)\u0000/g

/**
 * The place of a table of contents, which is filled when all headings are known. Text of others holds no U+0000 once it
 * is escaped, so a page can't write such a mark itself.
 */
export function tableOfContents(minLevel: number, maxLevel: number): string {
  return `\u0000toc:${minLevel}:${maxLevel}\u0000`
}

/** Puts the tables of contents in their places. */
export function fillTablesOfContents(html: string, view: PageView): string {
  return html.replace(MARK, (_mark, least: string, most: string) => {
    const headings = view.headings.filter(
      ({ level, text }) => level >= Number(least) && level <= Number(most) && text !== '',
    )
    return headings.length === 0 ? '' : tag('div', { class: 'c-toc' }, nestedList(view.take(headings)))
  })
}

/** A list inside a list for each level further down; a page that skips a level skips it here too. */
function nestedList(headings: readonly Heading[]): string {
  let html = ''
  const open: number[] = []
  for (const { level, text, id } of headings) {
    while (open.length > 0 && (open.at(-1) ?? 0) > level && (open.at(-2) ?? 0) >= level) {
      open.pop()
      html += '</li></ul>'
    }
    if (open.length === 0 || (open.at(-1) ?? 0) < level) {
      open.push(level)
      html += '<ul>'
    } else {
      open[open.length - 1] = level
      html += '</li>'
    }
    html += `<li>${tag('a', { href: `#${encodeURIComponent(id)}` }, escapeHtml(text))}`
  }
  return html + '</li></ul>'.repeat(open.length)
}
