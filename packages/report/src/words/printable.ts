/**
 * Text of others, safe on a terminal: control characters could move the cursor, change colours or the title of the
 * window, and direction overrides could turn a file name round.
 */
export function printable(text: string): string {
  return text
    .replace(/[\r\n\t\u2028\u2029]+/g, ' ')
    .replace(/[\u0000-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g, '\uFFFD')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** At most `limit` characters as a person counts them, with an ellipsis where something was cut. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text
  let count = 0
  let cut = 0
  for (const { index } of graphemes.segment(text)) {
    count++
    if (count === limit) cut = index
    if (count > limit) return `${text.slice(0, cut)}…`
  }
  return text
}

/** How many characters a person counts. */
export function countCharacters(text: string): number {
  let count = 0
  for (const _ of graphemes.segment(text)) count++
  return count
}
