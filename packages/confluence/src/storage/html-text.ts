import { decodeCharacterReferences, escapeAttributeValue } from './character-references.js'
import type { TextReference } from '../references/text-reference.js'

/** Macros whose text is HTML or CSS of the user. */
export const HTML_MACROS: ReadonlySet<string> = new Set(['html', 'html-bobswift', 'style', 'css'])

const URLS =
  /\b(?:href|src)\s{0,20}=\s{0,20}(?:"(?<double>[^"'<>\s]{1,4000})"|'(?<single>[^"'<>\s]{1,4000})')|\burl\(\s{0,20}["']?(?<css>[^"'()<>\s]{1,4000})["']?\s{0,20}\)/giu

/** The URLs of links, pictures and styles in a text of HTML or CSS. Linear: a URL holds none of what ends it. */
export function readHtmlReferences(html: string): readonly TextReference[] {
  return [...html.matchAll(URLS)].map((match) => {
    const { double, single, css } = match.groups ?? {}
    const verbatim = double ?? single ?? css ?? ''
    const start = match.index + match[0].indexOf(verbatim)
    const url = css ?? decodeCharacterReferences(verbatim)
    return {
      kind: 'url',
      start,
      end: start + verbatim.length,
      says: { url },
      verbatim,
      replace: (change) => {
        if (typeof change.url !== 'string' || change.url === url) return undefined
        if (css !== undefined) return encodeForCss(change.url)
        return escapeAttributeValue(change.url, double === undefined ? "'" : '"')
      },
    }
  })
}

/** What would end the URL in a style sheet, or is half a character, is encoded. */
function encodeForCss(url: string): string {
  return url.replace(/["'()<>\s\\]|\p{Surrogate}/gu, (mark) =>
    mark.length === 1 && mark < '\u0080' ? `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}` : '',
  )
}
