/** A part of a value that is still to be written: text that stands as it is, or a value. */
type Part = { readonly text: string } | { readonly value: unknown }

/** Ids that an editor gives anew whenever it likes. */
const changedBySite: ReadonlySet<string> = new Set(['localId', 'occurrenceKey'])

/**
 * A text in ADF in the one spelling in which two that mean the same are equal: keys sorted, no local ids. What is no JSON
 * stays as it is. Never throws, however deep the text is nested.
 */
export function canonicalJson(text: string): string {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return text
  }
  const pieces: string[] = []
  const waiting: Part[] = [{ value }]
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if ('text' in part) pieces.push(part.text)
    else if (Array.isArray(part.value))
      addAll(
        waiting,
        '[',
        ']',
        part.value.map((item: unknown) => ['', item]),
      )
    else if (typeof part.value === 'object' && part.value !== null) {
      const entries = Object.entries(part.value)
        .filter(([key]) => !changedBySite.has(key))
        .sort(([one], [other]) => (one < other ? -1 : 1))
      addAll(
        waiting,
        '{',
        '}',
        entries.map(([key, item]: [string, unknown]) => [`${JSON.stringify(key)}:`, item]),
      )
    } else pieces.push(JSON.stringify(part.value))
  }
  return pieces.join('')
}

/** In reverse, since the last one is taken first. */
function addAll(waiting: Part[], start: string, end: string, items: readonly (readonly [string, unknown])[]): void {
  waiting.push({ text: end })
  for (let at = items.length - 1; at >= 0; at--) {
    const [key, value] = items[at] ?? ['', null]
    waiting.push({ value }, { text: at === 0 ? key : `,${key}` })
  }
  waiting.push({ text: start })
}
