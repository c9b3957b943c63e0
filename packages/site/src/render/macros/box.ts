import { element as tag, escapeHtml } from '../escape.js'
import type { PageView } from '../page-view.js'
import type { Macro, MacroParameter, RenderedMacro } from './macro.js'

/**
 * The labelled box that shows any macro: its name, its parameters and its body. A macro needs its app to do what it does;
 * what it was told and what stands in it can always be read.
 */
export function macroBox(macro: Macro, view: PageView): RenderedMacro {
  const name = `<span class="c-macro-name">${escapeHtml(macro.name || 'macro')}</span>${ofUsers(macro, view)}`
  if (macro.isInline) return { isInline: true, html: inlineBox(name, macro) }
  const rows = macro.parameters.map(
    (parameter) => `<div><dt>${escapeHtml(parameter.name || 'value')}</dt><dd>${valueOf(parameter)}</dd></div>`,
  )
  const parameters = rows.length === 0 ? '' : `<dl class="c-macro-parameters">${rows.join('')}</dl>`
  const head = `<div class="c-macro-head">${name}${parameters}</div>`
  const rich = macro.richBody === undefined ? '' : `<div class="c-macro-body">${macro.richBody}</div>`
  const plain = macro.plainBody === undefined ? '' : preformatted(macro.plainBody)
  return { html: tag('div', { class: 'c-macro' }, head + rich + plain) }
}

/** Says of a macro that administrators wrote that it is one: it does nothing here. */
function ofUsers(macro: Macro, view: PageView): string {
  const title = view.context.userMacro?.(macro.name)
  return title === undefined
    ? ''
    : ` <span class="c-macro-note">user macro${title === '' || title === macro.name ? '' : `: ${escapeHtml(title)}`}</span>`
}

/** Text as it stands, with its white space. */
export function preformatted(text: string): string {
  return `<pre class="c-pre"><code>${escapeHtml(text)}</code></pre>`
}

function inlineBox(name: string, macro: Macro): string {
  const parameters = macro.parameters.map((parameter) => {
    const label = parameter.name === '' ? '' : `${escapeHtml(parameter.name)}: `
    return ` <span class="c-macro-parameter">${label}${valueOf(parameter)}</span>`
  })
  const body = macro.richBody ?? (macro.plainBody === undefined ? '' : `<code>${escapeHtml(macro.plainBody)}</code>`)
  const shown = body === '' ? '' : ` <span class="c-macro-text">${body}</span>`
  return tag('span', { class: 'c-macro-inline' }, name + parameters.join('') + shown)
}

function valueOf({ html }: MacroParameter): string {
  return html.trim() === '' ? '<i>empty</i>' : html
}
