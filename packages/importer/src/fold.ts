/** Confluence compares keys and titles without letter case and without blanks around them. */
export function fold(text: string): string {
  return text.trim().normalize('NFC').toLowerCase()
}
