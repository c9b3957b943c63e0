// Numbers that look random and are the same for the same seed.

/**
 * A generator of numbers from a seed and the words that name what they are for: each trial draws from its own, so that
 * one trial can be run again without those before it. `next()` is in [0, 1); `below(n)` an integer in [0, n).
 */
export function randomFor(seed, ...words) {
  let state = hash(`${seed} ${words.join(' ')}`)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (limit) => Math.floor(next() * limit)
  return { next, below, pick: (list) => list[below(list.length)] }
}

function hash(text) {
  let value = 2166136261
  for (const char of text) value = Math.imul(value ^ char.codePointAt(0), 16777619)
  return value >>> 0
}
