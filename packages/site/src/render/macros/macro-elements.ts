import { block, contentOnly, partOf } from '../element-rule.js'
import type { ElementRule } from '../element-rule.js'
import { findPart } from '../open-element.js'
import type { OpenElement } from '../open-element.js'
import type { PageView } from '../page-view.js'
import { macroBox, preformatted } from './box.js'
import { listMacros } from './lists.js'
import type { Macro, MacroRule } from './macro.js'
import { panelMacros } from './panels.js'
import { textMacros } from './texts.js'

const MACRO_ELEMENTS = ['ac:structured-macro', 'ac:macro'] as const
const PARAMETER_ELEMENTS = ['ac:parameter', 'ac:default-parameter'] as const
/** A macro without blocks in it stands in the run of the text when it is inside one of these. */
const RUNS_OF_TEXT: ReadonlySet<string> = new Set(
  'p span em strong b i u s a sub sup small big h1 h2 h3 h4 h5 h6 ac:link-body ac:inline-comment-marker'.split(' '),
)
const macroRules: ReadonlyMap<string, MacroRule> = new Map([...panelMacros, ...textMacros, ...listMacros])

/** Names of the macros that are shown as what they are; any other one is shown as a labelled box with its body. */
export const macroNames: ReadonlySet<string> = new Set(macroRules.keys())

/** Macros of every editor generation, with their parameters and bodies. */
export const macroElementRules: ReadonlyMap<string, ElementRule> = new Map<string, ElementRule>([
  ...MACRO_ELEMENTS.map((name) => [name, macroElement] as const),
  ...PARAMETER_ELEMENTS.map((name) => [name, partOf(MACRO_ELEMENTS, contentOnly)] as const),
  ['ac:rich-text-body', partOf(MACRO_ELEMENTS, contentOnly)],
  [
    'ac:plain-text-body',
    partOf(
      MACRO_ELEMENTS,
      block((element) => preformatted(element.text)),
    ),
  ],
])

function macroElement(element: OpenElement, parent: OpenElement, view: PageView): void {
  const macro = readMacro(element, parent)
  const known = macroRules.get(macro.name)?.(macro, view)
  const rendered = known ?? macroBox(macro, view)
  parent.html += rendered.html
  if (known === undefined && macro.isInline)
    parent.alone = { inlineHtml: rendered.html, blockHtml: macroBox({ ...macro, isInline: false }, view).html }
  if (rendered.isInline === true) parent.text += rendered.text ?? findPart(element, 'ac:rich-text-body')?.text ?? ''
  else parent.hasBlock = true
}

function readMacro(element: OpenElement, parent: OpenElement): Macro {
  const rich = findPart(element, 'ac:rich-text-body')
  const plain = findPart(element, 'ac:plain-text-body')
  // What stands between the parameters and the bodies is broken markup; it is shown with the body.
  const stray = element.html.trim()
  return {
    name: element.attributes.get('ac:name') ?? '',
    parameters: element.parts
      .filter(({ name }) => name === 'ac:parameter' || name === 'ac:default-parameter')
      .map((found) => ({
        name: found.attributes.get('ac:name') ?? '',
        text: found.text,
        html: found.html,
        element: found,
      })),
    ...(rich === undefined && stray === '' ? {} : { richBody: (rich?.html ?? '') + stray }),
    ...(plain === undefined ? {} : { plainBody: plain.text }),
    isInline:
      RUNS_OF_TEXT.has(parent.name) &&
      rich?.hasBlock !== true &&
      !element.hasBlock &&
      plain?.text.includes('\n') !== true,
    insideLink: element.insideLink,
  }
}
