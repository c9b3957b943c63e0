import { block, contentOnly, leaveOut, partOf } from './element-rule.js'
import type { ElementRule } from './element-rule.js'
import { element as tag, escapeHtml } from './escape.js'
import { panel, panelTypes } from './macros/panels.js'
import { findPart } from './open-element.js'
import type { OpenElement } from './open-element.js'

/** Islands of the new editor's own format; each carries a fallback in storage format. */
export const adfRules: ReadonlyMap<string, ElementRule> = new Map<string, ElementRule>([
  ['ac:adf-extension', block(extension)],
  ['ac:adf-node', partOf(['ac:adf-extension', 'ac:adf-node'], contentOnly)],
  ['ac:adf-content', partOf(['ac:adf-node'], contentOnly)],
  ['ac:adf-fallback', partOf(['ac:adf-extension'], contentOnly)],
  ['ac:adf-attribute', partOf(['ac:adf-node'], leaveOut)],
  ['ac:adf-mark', leaveOut],
])

function extension(element: OpenElement): string {
  const node = findPart(element, 'ac:adf-node')
  const type = node?.attributes.get('type') ?? 'extension'
  const content = node === undefined ? undefined : findPart(node, 'ac:adf-content')
  const panelType = node?.parts.find(
    ({ name, attributes }) => name === 'ac:adf-attribute' && attributes.get('key') === 'panel-type',
  )
  if (type === 'panel' && content !== undefined && panelType !== undefined)
    return panel(panelTypes.get(panelType.text.trim()) ?? 'plain', '', content.html)
  const fallback = findPart(element, 'ac:adf-fallback')?.html.trim()
  if (fallback !== undefined && fallback !== '') return fallback + element.html
  const label = `<div class="c-macro-head"><span class="c-macro-name">${escapeHtml(type)}</span></div>`
  return tag(
    'div',
    { class: 'c-macro' },
    `${label}<div class="c-macro-body">${content?.html ?? ''}${element.html}</div>`,
  )
}
