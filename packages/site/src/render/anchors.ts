import { nativeAnchor, placeOfAnchor } from '@spacecrate/confluence'

/**
 * The id of an anchor or heading in the rendered page.
 *
 * Confluence has written links to headings in several ways over the years (`Getting Started`, `GettingStarted`,
 * `Getting-Started`); without white space, hyphens and case they are the same. The prefix keeps apart what a page names
 * and what the site around it names.
 */
export function anchorId(name: string): string {
  const bare = name
    .slice(0, 2_000)
    // Cloud puts this before the name of a heading with an anchor in it (hunyadi/md2conf, issue 139).
    .replace(/^\[inlineExtension\]/, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s-]+/g, '')
  // Half a character can't stand in a URL.
  return `anchor-${bare.slice(0, 200).replace(/\p{Surrogate}/gu, '')}`
}

/**
 * The id that Confluence itself gives a place on a page of this title, so that addresses which people have kept lead there
 * too. It holds a hyphen, which no id of the site around the page does.
 */
export function nativeId(title: string | undefined, name: string): string | undefined {
  const id = title === undefined || name.trim() === '' ? undefined : nativeAnchor(title, name.trim())
  return id === undefined || id.length > LONGEST_NATIVE ? undefined : id.replace(/\p{Surrogate}/gu, '')
}

const LONGEST_NATIVE = 1_200

/** The id that a link to a place on a page of this title goes to: the page's own one where the link says it so. */
export function linkedId(anchor: string, title: string | undefined): string {
  if (title === undefined) return anchorId(anchor)
  const squeezed = anchor.slice(0, LONGEST_NATIVE).replace(/\s+/g, '')
  const place = placeOfAnchor(squeezed, title)
  if (place !== undefined) return nativeId(title, place) ?? anchorId(place)
  const loose = placeOfAnchor(folded(squeezed), folded(title))
  return anchorId(loose ?? anchor)
}

function folded(text: string): string {
  return text.normalize('NFC').toLowerCase()
}

/** The id of the marked text that an inline comment belongs to. */
export function markerId(ref: string): string {
  return `marker-${ref.replace(/[^\w-]+/g, '').slice(0, 80)}`
}
