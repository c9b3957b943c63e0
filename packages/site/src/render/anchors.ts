/**
 * The id of an anchor or heading in the rendered page.
 *
 * Confluence has written links to headings in several ways over the years (`Getting Started`, `GettingStarted`,
 * `Getting-Started`); without white space, hyphens and case they are the same. The prefix keeps apart what a page names
 * and what the site around it names.
 */
export function anchorId(name: string): string {
  const bare = name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s-]+/g, '')
  // Half a character can't stand in a URL.
  return `anchor-${bare.slice(0, 200).replace(/\p{Surrogate}/gu, '')}`
}

/** The id of the marked text that an inline comment belongs to. */
export function markerId(ref: string): string {
  return `marker-${ref.replace(/[^\w-]+/g, '').slice(0, 80)}`
}
