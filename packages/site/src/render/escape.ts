// C0 and C1 controls except tab, line feed and carriage return, and what Unicode calls non-characters. U+0000 among them:
// the renderer uses it for its own marks.
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]/g
const SPECIAL = /[&<>"']/g
const REPLACEMENTS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text of others for HTML, as content or in an attribute with quotes. Characters that HTML doesn't allow are left out. */
export function escapeHtml(text: string): string {
  return text.replace(CONTROLS, '').replace(SPECIAL, (character) => REPLACEMENTS[character] ?? '')
}

/** The start of a tag with its attributes; those that are `undefined` are left out, empty ones too. */
export function openTag(name: string, attributes: Readonly<Record<string, string | undefined>> = {}): string {
  let tag = `<${name}`
  for (const [attribute, value] of Object.entries(attributes))
    if (value !== undefined && value !== '') tag += ` ${attribute}="${escapeHtml(value)}"`
  return `${tag}>`
}

/** A whole element around HTML that is already safe. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  innerHtml: string,
): string {
  return `${openTag(name, attributes)}${innerHtml}</${name}>`
}
