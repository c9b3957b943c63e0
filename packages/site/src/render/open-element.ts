/** An element of the body while its content is being read, and what its content became. */
export interface OpenElement {
  readonly name: string
  /** Decoded values by name, prefix included. */
  readonly attributes: ReadonlyMap<string, string>
  readonly insideLink: boolean
  /** What the content became so far: HTML that is escaped, not yet sanitised. */
  html: string
  /** The plain text of the content so far. */
  text: string
  /** The content holds a block (paragraph, table, box …), so a paragraph or a label can't stand around it. */
  hasBlock: boolean
  /** Elements inside that belong to this one's meaning rather than to its text: parameters, targets, bodies. */
  readonly parts: OpenElement[]
  /** How the content is shown if it is nothing but this one thing in the run of the text. */
  alone?: { readonly inlineHtml: string; readonly blockHtml: string }
}

/** An element that has just been opened. */
export function newElement(name: string, attributes: ReadonlyMap<string, string>, insideLink: boolean): OpenElement {
  return { name, attributes, insideLink, html: '', text: '', hasBlock: false, parts: [] }
}

/** The first part of one of these names. */
export function findPart(element: OpenElement, ...names: readonly string[]): OpenElement | undefined {
  return element.parts.find(({ name }) => names.includes(name))
}

/** The attribute's value as a whole number within bounds, as text for an attribute of HTML. */
export function numberAttribute(element: OpenElement, name: string, least: number, most: number): string | undefined {
  const value = Number.parseInt(element.attributes.get(name) ?? '', 10)
  return value >= least && value <= most ? String(value) : undefined
}
