/**
 * Text that sorts titles, by its UTF-8 bytes, as a reader expects them: letter case and accents aside, numbers as numbers.
 *
 * Confluence compares titles with the collator of the server's locale and runs of digits by their value (javadoc of
 * `NaturalStringComparator`: docs.atlassian.com/ConfluenceServer/javadoc/9.5.2). A collator differs by locale and release,
 * and an order that content roots rest on must not, so this follows from fixed ranges of characters and nothing else.
 */
export function naturalOrder(title: string): string {
  const composed = title.normalize('NFC')
  // What differs only in what is set aside comes in order of the title itself.
  return `${foldLetters(composed).replace(/[0-9]+/g, numberOf)}\u0000${composed}`
}

/** Letters of Latin and Greek without their accents; those up to Armenian in lower case, each by itself. */
function foldLetters(title: string): string {
  return title
    .normalize('NFD')
    .replace(/([\u0000-\u03FF])[\u0300-\u036F]+/g, '$1')
    .replace(/[\u0000-\u058F]/gu, (letter) => letter.toLowerCase())
    .normalize('NFC')
}

/** Digits behind their number, so that the longer of two numbers is the greater one. */
function numberOf(digits: string): string {
  const value = digits.replace(/^0+/, '')
  const count = value.length
  return `${count < 10 ? count : `:${String(count).padStart(7, '0')}`}${value}`
}
