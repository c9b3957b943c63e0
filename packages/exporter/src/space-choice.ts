import type { Selection } from './selection.js'
import { SourceError, type SpaceChoice } from './source-error.js'

const shown = 100
const statusWords: ReadonlySet<string> = new Set(['current', 'archived', 'trashed'])

/**
 * Picks spaces. Types and states are two questions: a space must fit one of the types, if any is named, and one of the
 * states, if any is named. Letter case of keys doesn't count.
 *
 * @throws SourceError SPACE_UNKNOWN, SELECTION_EMPTY
 */
export function chooseSpaces<Choice extends SpaceChoice>(all: readonly Choice[], selection: Selection): Choice[] {
  if (selection.spaces) refuseUnknown(all, selection.spaces)
  const keys = selection.spaces && new Set(selection.spaces.map((key) => key.toLowerCase()))
  const words = selection.spaceTypes?.map((word) => word.toLowerCase()) ?? []
  const states = words.filter((word) => statusWords.has(word))
  const kinds = words.filter((word) => !statusWords.has(word))
  const chosen = all.filter(
    (choice) =>
      (keys?.has(choice.key.toLowerCase()) ?? true) &&
      (kinds.length === 0 || kinds.includes(choice.kind)) &&
      (states.length === 0 || states.includes(choice.status)),
  )
  if (chosen.length > 0 || (keys === undefined && words.length === 0)) return chosen
  throw new SourceError('SELECTION_EMPTY', `No space fits the selection; there are ${all.length}${examples(all)}`, {
    spaces: all.slice(0, shown).map(plain),
    count: all.length,
  })
}

function plain({ key, name, kind, status }: SpaceChoice): SpaceChoice {
  return { key, name, kind, status }
}

function examples(choices: readonly SpaceChoice[]): string {
  const some = choices.slice(0, 10).map(({ key, kind, status }) => `${key} (${kind}, ${status})`)
  return some.length === 0 ? '' : `: ${some.join(', ')}${choices.length > some.length ? ' …' : ''}`
}

function refuseUnknown(all: readonly SpaceChoice[], wanted: readonly string[]): void {
  const known = new Set(all.map(({ key }) => key.toLowerCase()))
  const keys = wanted.filter((key) => !known.has(key.toLowerCase()))
  if (keys.length === 0) return
  const near = all.filter((choice) => keys.some((key) => isNear(key.toLowerCase(), choice)))
  const listed = near.length > 0 ? near : all
  const list = keys.map((key) => JSON.stringify(key)).join(', ')
  throw new SourceError('SPACE_UNKNOWN', `There is no space ${list}; there are ${all.length}${examples(listed)}`, {
    keys,
    near: listed.slice(0, shown).map(plain),
    count: all.length,
  })
}

/** Near enough to be meant: part of key or name, or two letters off. */
function isNear(wanted: string, choice: SpaceChoice): boolean {
  const key = choice.key.toLowerCase()
  if (key.includes(wanted) || wanted.includes(key) || choice.name.toLowerCase().includes(wanted)) return true
  return wanted.length <= 64 && key.length <= 64 && distance(wanted, key) <= 2
}

/** Letters to add, take away or change to make one of the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
