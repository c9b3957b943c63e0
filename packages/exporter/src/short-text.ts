/** The text, cut to this many UTF-16 code units at the end of a character, with a mark that something is missing. */
export function shortText(text: string, limit: number): string {
  if (text.length <= limit) return text
  const last = text.charCodeAt(limit - 2)
  return `${text.slice(0, last >= 0xd800 && last <= 0xdbff ? limit - 2 : limit - 1)}…`
}

/** The name of a kind or class as sums and omissions have it: the same in both, so that they add up. */
export function kindName(name: string): string {
  return shortText(name, 200)
}
