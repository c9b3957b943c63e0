/** A string of a JSON text, by its offsets. */
export interface JsonString {
  /** UTF-16 offset behind the opening quote. */
  readonly start: number
  /** UTF-16 offset of the closing quote. */
  readonly end: number
  readonly escaped: boolean
}

/** Other bytes for a part of a text. */
export interface TextEdit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** What a string says; the cursor has seen that it is well formed. */
export function decodeJsonString(json: string, { start, end, escaped }: JsonString): string {
  const raw = json.slice(start, end)
  return escaped ? (JSON.parse(`"${raw}"`) as string) : raw
}

/** A text for a place inside the quotes of a string. A lone surrogate is written as an escape, since UTF-8 has none. */
export function escapeJsonText(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

/** Tells where a UTF-16 offset of the decoded string stands in the JSON text. */
export function createOffsetMap(json: string, { start, end, escaped }: JsonString): (decoded: number) => number {
  if (!escaped) return (decoded) => start + decoded
  const offsets = new Int32Array(end - start + 1)
  let count = 0
  for (let at = start; at < end; count++) {
    offsets[count] = at
    at += json.charAt(at) !== '\\' ? 1 : json.charAt(at + 1) === 'u' ? 6 : 2
  }
  offsets[count] = end
  return (decoded) => offsets[decoded] ?? end
}

/**
 * The edit that makes a string say something else, `undefined` if it says that already. Only the part that differs gets
 * other bytes: escapes before and behind it stay as they were chosen.
 */
export function editString(json: string, place: JsonString, before: string, after: string): TextEdit | undefined {
  if (before === after) return undefined
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before.charCodeAt(head) === after.charCodeAt(head)) head++
  if (isInsidePair(before, head) || isInsidePair(after, head)) head--
  let tail = 0
  while (
    tail < shorter - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  )
    tail++
  if (isInsidePair(before, before.length - tail) || isInsidePair(after, after.length - tail)) tail--
  const offset = createOffsetMap(json, place)
  return {
    start: offset(head),
    end: offset(before.length - tail),
    text: escapeJsonText(after.slice(head, after.length - tail)),
  }
}

function isInsidePair(text: string, at: number): boolean {
  return (text.codePointAt(at - 1) ?? 0) > 0xffff
}
