import { element as tag, escapeHtml } from '../escape.js'
import { linkTo } from '../links.js'
import { missing } from '../missing.js'
import { tableOfContents } from '../table-of-contents.js'
import type { PageView } from '../page-view.js'
import { firstTarget } from '../targets.js'
import { preformatted } from './box.js'
import { findParameter, parameterText } from './macro.js'
import type { Macro, MacroRule } from './macro.js'

const STATUS_COLOURS: ReadonlySet<string> = new Set(['grey', 'red', 'yellow', 'green', 'blue', 'purple'])

/** Macros that are text, or a label in the text. */
export const textMacros: ReadonlyMap<string, MacroRule> = new Map<string, MacroRule>([
  ['code', code],
  ['noformat', code],
  ['html', (macro) => ({ html: figure('html', 'html: shown as text', macro.plainBody ?? '') })],
  ['toc', contents],
  ['anchor', anchor],
  ['status', status],
  ['jira', jira],
  ['profile', profile],
])

function anchor(macro: Macro, view: PageView): ReturnType<MacroRule> {
  const { id, also } = view.anchorIds(parameterText(macro, '', 'name'))
  const second = also === undefined ? '' : tag('span', { id: also }, '')
  return { isInline: true, html: tag('span', { id }, '') + second }
}

function code(macro: Macro): ReturnType<MacroRule> {
  const title = parameterText(macro, 'title')
  const language = parameterText(macro, 'language', 'lang', '')
  const shown = macro.plainBody ?? macro.richBody
  if (shown === undefined) return undefined
  if (macro.plainBody === undefined) return { html: tag('div', { class: 'c-code' }, shown) }
  return { html: figure(language, title, macro.plainBody) }
}

function figure(language: string, title: string, text: string): string {
  const parts = [
    title === '' ? '' : `<span class="c-code-title">${escapeHtml(title)}</span>`,
    language === '' ? '' : `<span class="c-code-language">${escapeHtml(language)}</span>`,
  ].join('')
  const caption = parts === '' ? '' : `<figcaption>${parts}</figcaption>`
  return tag('figure', { class: 'c-code' }, caption + preformatted(text))
}

/** Inside of a link there can't be a list of links. */
function contents(macro: Macro): ReturnType<MacroRule> {
  if (macro.insideLink) return undefined
  return { html: tableOfContents(levelOf(macro, 'minLevel', 1), levelOf(macro, 'maxLevel', 6)) }
}

function levelOf(macro: Macro, name: string, otherwise: number): number {
  const level = Number.parseInt(parameterText(macro, name), 10)
  return level >= 1 && level <= 6 ? level : otherwise
}

function status(macro: Macro): ReturnType<MacroRule> {
  const colour = parameterText(macro, 'colour', 'color').toLowerCase()
  const title = parameterText(macro, 'title') || colour
  const look = STATUS_COLOURS.has(colour) ? colour : 'grey'
  return { isInline: true, text: title, html: tag('span', { class: `c-status c-status-${look}` }, escapeHtml(title)) }
}

/** The issues stay in Jira; the label says which ones the page shows there. */
function jira(macro: Macro): ReturnType<MacroRule> {
  const key = parameterText(macro, 'key', '')
  if (key === '') return undefined
  const server = parameterText(macro, 'server')
  const title = server === '' ? 'Jira issue' : `Jira issue on ${server}`
  return { isInline: true, text: key, html: tag('span', { class: 'c-jira', title }, escapeHtml(key)) }
}

function profile(macro: Macro, view: Parameters<MacroRule>[1]): ReturnType<MacroRule> {
  const parameter = findParameter(macro, 'user', '')
  const target = parameter === undefined ? undefined : firstTarget(parameter.element.parts)
  const named = parameter?.text.trim() ?? ''
  const { insideLink } = macro
  const html =
    target !== undefined
      ? linkTo(target, view, { insideLink })
      : named === ''
        ? missing('person', 'nobody')
        : linkTo({ kind: 'user', says: { user: { by: 'username', value: named } } }, view, { insideLink })
  return { isInline: macro.isInline, html: macro.isInline ? html : tag('div', { class: 'c-profile' }, html) }
}
