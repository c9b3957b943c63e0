import { anchorId } from './anchors.js'
import { block, contentOnly, inline, leaveOut } from './element-rule.js'
import type { ElementRule } from './element-rule.js'
import { element as tag, escapeHtml, openTag } from './escape.js'
import { numberAttribute } from './open-element.js'
import type { OpenElement } from './open-element.js'
import type { PageView } from './page-view.js'
import { fillClass, styleClasses, widthOf } from './text-styles.js'

type Attributes = Record<string, string | undefined>

const INLINE = 'abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup u var'
const BLOCK = 'address article aside dd div dl dt figcaption figure footer header li main nav section summary details'
const TABLE_PARTS = 'tbody tfoot thead tr caption'
/** Elements of old HTML, and what takes their place. */
const RENAMED: readonly (readonly [string, string, string | undefined])[] = [
  ['acronym', 'abbr', undefined],
  ['big', 'span', 'c-big'],
  ['strike', 's', undefined],
  ['tt', 'code', undefined],
  ['font', 'span', undefined],
]
/** Their content isn't text for people. */
const LEFT_OUT = 'script style template noscript head title meta link base object embed applet param audio video source'
const CONTENT_ONLY_BLOCKS = 'html body form fieldset'
const LIST_TYPES: ReadonlySet<string> = new Set(['1', 'a', 'A', 'i', 'I'])
const SCOPES: ReadonlySet<string> = new Set(['row', 'col', 'rowgroup', 'colgroup'])

/** The elements of HTML that stand in storage format under their own names. */
export const htmlRules: ReadonlyMap<string, ElementRule> = new Map<string, ElementRule>([
  ...names(INLINE).map((name) => [name, inline((found) => wrap(name, found))] as const),
  ...names(BLOCK).map((name) => [name, block((found) => wrap(name === 'address' ? 'div' : name, found))] as const),
  ...names(TABLE_PARTS).map((name) => [name, block((found) => wrap(name, found))] as const),
  ...RENAMED.map(([old, name, added]) => [old, inline((found) => wrap(name, found, {}, added))] as const),
  ...names(LEFT_OUT).map((name) => [name, leaveOut] as const),
  ...names(CONTENT_ONLY_BLOCKS).map((name) => [name, block((found) => found.html)] as const),
  ...[1, 2, 3, 4, 5, 6].map((level) => [`h${level}`, block((found, view) => heading(level, found, view))] as const),
  ['p', paragraph],
  ['center', block((found) => wrap('div', found, {}, 'c-align-center'))],
  ['blockquote', block((found) => wrap('blockquote', found))],
  ['pre', block((found) => `<pre class="c-pre">${found.html.startsWith('\n') ? '\n' : ''}${found.html}</pre>`)],
  ['ul', block((found) => wrap('ul', found))],
  ['ol', block((found) => wrap('ol', found, listAttributes(found)))],
  ['table', block((found) => `<div class="c-table">${wrap('table', found)}</div>`)],
  ['td', block((found) => wrap('td', found, cellAttributes(found), cellFill(found)))],
  ['th', block((found) => wrap('th', found, cellAttributes(found), cellFill(found)))],
  ['colgroup', block((found) => tag('colgroup', {}, found.html))],
  ['col', inline((found) => openTag('col', columnAttributes(found)))],
  ['br', inline(lineBreak)],
  ['hr', block(() => '<hr>')],
  ['wbr', inline(() => '<wbr>')],
  [
    'iframe',
    block((found) => `<p class="c-left-out">Embedded page: ${escapeHtml(found.attributes.get('src') ?? '')}</p>`),
  ],
  ['option', contentOnly],
])

function names(list: string): readonly string[] {
  return list.split(' ')
}

function lineBreak(found: OpenElement): string {
  found.text = '\n'
  return '<br>'
}

/** A paragraph can't hold blocks; macros make such. */
function paragraph(found: OpenElement, parent: OpenElement): void {
  if (found.alone !== undefined && found.html.trim() === found.alone.inlineHtml) parent.html += found.alone.blockHtml
  else if (found.hasBlock) parent.html += wrap('div', found, {}, 'c-paragraph')
  else parent.html += wrap('p', found)
  parent.text += `${found.text}\n`
  parent.hasBlock = true
}

function heading(level: number, found: OpenElement, view: PageView): string {
  const { id, also } = view.addHeading(level, found.text)
  const second = also === undefined ? '' : tag('span', { id: also }, '')
  return tag(`h${level}`, { ...common(found), id }, second + found.html)
}

/** The element with the attributes that any element may keep. */
function wrap(name: string, found: OpenElement, attributes: Attributes = {}, added?: string): string {
  return tag(name, { ...common(found, added), ...attributes }, found.html)
}

function common(found: OpenElement, added?: string): Attributes {
  const { attributes } = found
  const id = attributes.get('id')
  const classes = [added, ...styleClasses(attributes.get('style'))].filter((name) => name !== undefined)
  return {
    id: id === undefined || id.startsWith('auto-cursor') ? undefined : anchorId(id),
    class: classes.join(' '),
    title: attributes.get('title'),
    lang: attributes.get('lang'),
    dir: attributes.get('dir'),
  }
}

function listAttributes(found: OpenElement): Attributes {
  const type = found.attributes.get('type') ?? ''
  return { start: numberAttribute(found, 'start', 0, 1_000_000), type: LIST_TYPES.has(type) ? type : undefined }
}

function cellAttributes(found: OpenElement): Attributes {
  const scope = found.attributes.get('scope') ?? ''
  return {
    colspan: numberAttribute(found, 'colspan', 2, 1000),
    rowspan: numberAttribute(found, 'rowspan', 2, 10_000),
    scope: SCOPES.has(scope) ? scope : undefined,
  }
}

function cellFill(found: OpenElement): string | undefined {
  return fillClass(found.attributes.get('data-highlight-colour') ?? found.attributes.get('bgcolor'))
}

function columnAttributes(found: OpenElement): Attributes {
  const width = widthOf(found.attributes.get('style')) ?? numberAttribute(found, 'width', 1, 4000)
  return { span: numberAttribute(found, 'span', 2, 1000), width }
}
