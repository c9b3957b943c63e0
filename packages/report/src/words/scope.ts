import type { Selection } from '@spacecrate/format'

/** A selection in words: what was asked for, as a person would say it; `all` says of what. */
export function describeSelection(selection: Selection, all: string = 'that the source showed'): string {
  const { spaces, spaceTypes, kinds, skipKinds } = selection
  const where = [
    spaces === undefined ? undefined : `the ${spaces.length === 1 ? 'space' : 'spaces'} ${joinWords(spaces)}`,
    spaceTypes === undefined
      ? undefined
      : `${spaces === undefined ? 'spaces' : 'those'} of type ${joinWords(spaceTypes)}`,
  ].filter((part) => part !== undefined)
  const what = kinds === undefined ? 'Everything' : `Pages, and of the rest only ${joinWords(kinds)}`
  const without = skipKinds === undefined || skipKinds.length === 0 ? '' : `, without ${joinWords(skipKinds)}`
  const opaque = selection.withAppData === true ? ', with opaque data of apps' : ''
  return where.length === 0 ? `${what} ${all}${without}${opaque}` : `${what} in ${where.join(', ')}${without}${opaque}`
}

/** Words as in a sentence: `a, b and c`; a long list is cut with its length. */
function joinWords(words: readonly string[]): string {
  if (words.length > 20) return `${words.slice(0, 18).join(', ')} and ${words.length - 18} more`
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}
