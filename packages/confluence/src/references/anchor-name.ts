/** Confluence allows titles of 255 characters; with a longer one no editor ever made an anchor. */
const LONGEST_TITLE = 1_000

/**
 * The id that the older editor gives a heading or an anchor of a page: title and text without white space, with a hyphen
 * between, and with `id-` before what doesn't begin with a letter of ASCII. The newer editor leaves the title out and writes
 * hyphens for spaces. `undefined` where the title is none that Confluence could have.
 *
 * Seen in public: `Piece2-SampleHeader` of the heading "Sample Header" (sphinx-contrib/confluencebuilder, issue 1057), and
 * `Target.1` for the second heading of that text (mihaeu/cosmere, issue 32); `Version-History` in the newer editor
 * (sphinx-contrib/confluencebuilder, pull request 921).
 */
export function nativeAnchor(title: string, place: string): string | undefined {
  const prefix = title.length > LONGEST_TITLE ? '' : squeeze(title)
  if (prefix === '') return undefined
  return `${/^[a-z]/i.test(prefix) ? '' : 'id-'}${prefix}-${squeeze(place)}`
}

/** What an anchor of the older editor names on a page of this title; `undefined` for an anchor of any other form. */
export function placeOfAnchor(anchor: string, title: string): string | undefined {
  const prefix = title.length > LONGEST_TITLE ? '' : squeeze(title)
  if (prefix === '') return undefined
  const start = [`${prefix}-`, `id-${prefix}-`].find((one) => anchor.startsWith(one))
  return start === undefined ? undefined : anchor.slice(start.length)
}

/**
 * An anchor in the form of the older editor when the page gets another title; `undefined` for an anchor of any other form, or
 * one that stays.
 */
export function renameAnchor(anchor: string, before: string, after: string): string | undefined {
  const place = placeOfAnchor(anchor, before)
  if (place === undefined || squeeze(before) === squeeze(after)) return undefined
  const renamed = nativeAnchor(after, place)
  return renamed === anchor ? undefined : renamed
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '')
}
