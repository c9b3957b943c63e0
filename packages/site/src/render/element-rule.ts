import type { OpenElement } from './open-element.js'
import type { PageView } from './page-view.js'

/** What becomes of an element when it is closed: it adds itself to the element around it. */
export type ElementRule = (element: OpenElement, parent: OpenElement, view: PageView) => void

/** The HTML of an element; its content is in `element.html`. */
export type Render = (element: OpenElement, view: PageView, parent: OpenElement) => string

/** The element stands in the run of the text. */
export function inline(render: Render): ElementRule {
  return (element, parent, view) => {
    parent.html += render(element, view, parent)
    parent.text += element.text
    parent.hasBlock ||= element.hasBlock
  }
}

/** The element is a block of its own. */
export function block(render: Render): ElementRule {
  return (element, parent, view) => {
    parent.html += render(element, view, parent)
    parent.text += `${element.text}\n`
    parent.hasBlock = true
  }
}

/** The element belongs to the meaning of the one around it if that is one of these; else another rule applies. */
export function partOf(parents: readonly string[], otherwise: ElementRule): ElementRule {
  return (element, parent, view) => {
    if (parents.includes(parent.name)) parent.parts.push(element)
    else otherwise(element, parent, view)
  }
}

/** The element goes, its content stays. */
export const contentOnly: ElementRule = inline((element) => element.html)

/** The element goes with its content. */
export const leaveOut: ElementRule = () => undefined
