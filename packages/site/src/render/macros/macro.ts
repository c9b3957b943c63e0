import type { OpenElement } from '../open-element.js'
import type { PageView } from '../page-view.js'

/** One parameter of a macro. */
export interface MacroParameter {
  /** Empty for the parameter without a name. */
  readonly name: string
  readonly text: string
  /** What it refers to, as links. */
  readonly html: string
  readonly element: OpenElement
}

/** A macro whose content has been read. */
export interface Macro {
  readonly name: string
  readonly parameters: readonly MacroParameter[]
  /** The rich text of the body, rendered. */
  readonly richBody?: string
  readonly plainBody?: string
  /** It stands in the run of the text, and nothing in it is a block. */
  readonly isInline: boolean
  readonly insideLink: boolean
}

/** What a macro becomes. */
export interface RenderedMacro {
  readonly html: string
  /** What a heading or a link around it says instead. */
  readonly text?: string
  /** @default false: a block */
  readonly isInline?: boolean
}

/** Renders one kind of macro; `undefined` leaves it to the labelled box that shows any macro. */
export type MacroRule = (macro: Macro, view: PageView) => RenderedMacro | undefined

/** The text of the first of these parameters that the macro has; empty when it has none. */
export function parameterText(macro: Macro, ...names: readonly string[]): string {
  return findParameter(macro, ...names)?.text.trim() ?? ''
}

/** The first of these parameters that the macro has. */
export function findParameter(macro: Macro, ...names: readonly string[]): MacroParameter | undefined {
  for (const name of names) {
    const found = macro.parameters.find((parameter) => parameter.name === name)
    if (found !== undefined) return found
  }
  return undefined
}
