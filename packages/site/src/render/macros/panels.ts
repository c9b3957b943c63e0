import { element as tag, escapeHtml } from '../escape.js'
import { parameterText } from './macro.js'
import type { Macro, MacroRule } from './macro.js'

/** How a panel looks. */
export type PanelLook = 'info' | 'note' | 'tip' | 'warning' | 'plain'

/** What the panels of the new editor are called, and how they look. */
export const panelTypes: ReadonlyMap<string, PanelLook> = new Map<string, PanelLook>([
  ['info', 'info'],
  ['note', 'note'],
  ['success', 'tip'],
  ['tip', 'tip'],
  ['warning', 'note'],
  ['error', 'warning'],
])

/** Boxes that set a part of the page apart. */
export const panelMacros: ReadonlyMap<string, MacroRule> = new Map<string, MacroRule>([
  ...(['info', 'note', 'tip', 'warning'] as const).map((look) => [look, asPanel(look)] as const),
  ['panel', (macro) => ({ html: panel('plain', titleOf(macro), contentOf(macro)) })],
  ['expand', (macro) => ({ html: foldable(titleOf(macro) || 'Show more', contentOf(macro)) })],
  ['quote', (macro) => ({ html: tag('blockquote', {}, contentOf(macro)) })],
  ['excerpt', (macro) => excerptOf(macro, 'Hidden excerpt')],
  ['details', (macro) => excerptOf(macro, 'Hidden page properties')],
  ['section', (macro) => ({ html: tag('div', { class: 'c-section' }, contentOf(macro)) })],
  [
    'column',
    (macro) => ({
      html: tag('div', { class: `c-cell ${widthClass(parameterText(macro, 'width'))}`.trim() }, contentOf(macro)),
    }),
  ],
])

/** A panel around HTML that is already escaped. */
export function panel(look: PanelLook, title: string, innerHtml: string): string {
  const head = title === '' ? '' : `<div class="c-panel-title">${escapeHtml(title)}</div>`
  return tag('div', { class: `c-panel c-panel-${look}` }, `${head}<div class="c-panel-body">${innerHtml}</div>`)
}

function asPanel(look: PanelLook): MacroRule {
  return (macro) => ({ html: panel(look, titleOf(macro), contentOf(macro)) })
}

function excerptOf(macro: Macro, hiddenTitle: string): ReturnType<MacroRule> {
  if (parameterText(macro, 'hidden') === 'true') return { html: foldable(hiddenTitle, contentOf(macro)) }
  if (macro.isInline) return { isInline: true, html: macro.richBody ?? '' }
  return { html: tag('div', { class: 'c-excerpt' }, contentOf(macro)) }
}

function foldable(title: string, innerHtml: string): string {
  return `<details class="c-expand"><summary>${escapeHtml(title)}</summary><div class="c-expand-body">${innerHtml}</div></details>`
}

function titleOf(macro: Macro): string {
  return parameterText(macro, 'title', '')
}

function contentOf(macro: Macro): string {
  return macro.richBody ?? escapeHtml(macro.plainBody ?? '')
}

/** The page has no inline styles, so a width in per cent is brought to the nearest tenth. */
function widthClass(width: string): string {
  const tenths = Math.round(Number(/^(\d{1,3})(?:\.\d+)?%$/.exec(width)?.[1]) / 10)
  return tenths >= 1 && tenths <= 9 ? `c-width-${tenths}0` : ''
}
