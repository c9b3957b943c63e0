import type { Random } from './random.js'

type Change = (text: string, random: Random) => string

/**
 * Changes of a text of JSON that leave what it says as it was, or add to it: other parsers read it differently, or carry
 * something that nobody looks at. The text has at least one object with a field.
 */
export const formChanges: Readonly<Record<string, Change>> = {
  'an unknown field': (text, random) => insertAt(text, objectStarts(text), random, `"aaa-unknown":${random.below(9)},`),
  'an unknown field at the end': (text) => text.replace(/\}(?=[^}]*$)/, ',"zzz-unknown":null}'),
  'a field twice': (text, random) => {
    const found = random.pick([...text.matchAll(/"[^"\\]+": ?(?:"[^"\\]*"|\d+)/g)])
    const { index } = found
    return `${text.slice(0, index)}${found[0]},${text.slice(index)}`
  },
  'a field that names the prototype': (text, random) =>
    insertAt(text, objectStarts(text), random, '"__proto__":{"x":1},'),
  'a space': (text, random) =>
    insertAt(text, [...text.matchAll(/[:,{]/g)].map(endOf).filter(outside(text)), random, ' '),
  'a tab at the end': (text) => text.replace(/\n?$/, '\t$&'),
  'a carriage return': (text) => text.replace(/\n?$/, '\r\n'),
  'a line feed more': (text) => `${text}\n`,
  'a byte order mark': (text) => `\ufeff${text}`,
  'a letter as an escape': (text, random) => {
    const { index } = random.pick([...text.matchAll(/(?<=")[a-z]/g)])
    return `${text.slice(0, index)}\\u00${text.charCodeAt(index).toString(16)}${text.slice(index + 1)}`
  },
  'a slash as an escape': (text) => (text.includes('/') ? text.replace('/', '\\/') : `${text} `),
  'a number with a point': (text, random) => replaceNumber(text, random, (digits) => `${digits}.0`),
  'a number with an exponent': (text, random) => replaceNumber(text, random, (digits) => `${digits}e0`),
  'a number beyond what is exact': (text, random) => replaceNumber(text, random, () => '9007199254740993'),
  'a number with a sign': (text, random) => replaceNumber(text, random, () => '-0'),
  'two fields in another order': (text) =>
    text.replace(/("[^"\\]+": ?(?:"[^"\\]*"|\d+)),(\s*)("[^"\\]+": ?(?:"[^"\\]*"|\d+))/, '$3,$2$1'),
  'a comma too many': (text) => text.replace(/\}(?=[^}]*$)/, ',}'),
  'a second value': (text) => text.replace(/\n?$/, '{}\n'),
  'a text for a number': (text, random) => replaceNumber(text, random, (digits) => `"${digits}"`),
}

/** Changes a text by one of `formChanges`. */
export function mutateJson(text: string, random: Random): { readonly what: string; readonly text: string } {
  for (;;) {
    const [what, change] = random.pick(Object.entries(formChanges))
    const changed = change(text, random)
    if (changed !== text) return { what, text: changed }
  }
}

function replaceNumber(text: string, random: Random, change: (digits: string) => string): string {
  const numbers = [...text.matchAll(/(?<=[:[,] ?)\d+(?=[,}\]\n])/g)]
  if (numbers.length === 0) return text
  const { index, 0: digits } = random.pick(numbers)
  return `${text.slice(0, index)}${change(digits)}${text.slice(index + digits.length)}`
}

function objectStarts(text: string): number[] {
  return [...text.matchAll(/\{(?=\s*")/g)].map(endOf)
}

function insertAt(text: string, places: readonly number[], random: Random, inserted: string): string {
  if (places.length === 0) return text
  const place = random.pick(places)
  return `${text.slice(0, place)}${inserted}${text.slice(place)}`
}

function endOf(match: RegExpExecArray): number {
  return match.index + 1
}

/** True for a place that isn't within a text, as far as quotes in front of it tell. */
function outside(text: string): (place: number) => boolean {
  return (place) => (text.slice(0, place).replaceAll(/\\./g, '').split('"').length - 1) % 2 === 0
}
