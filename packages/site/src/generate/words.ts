import { seededNumbers } from '../define/seeded-bytes.js'

const nouns =
  'bridge harbour kettle ledger meadow engine lantern orchard signal valley window anchor cellar furnace garden hinge island journal kitchen ladder'.split(
    ' ',
  )
const verbs =
  'opens holds carries measures repairs follows marks turns weighs keeps lifts cools paints names sorts'.split(' ')
const qualities = 'quiet bright narrow early heavy distant plain round steady warm'.split(' ')

/** What is chosen by chance for one thing: the same for the same seed, kind and number, whatever was made before it. */
export class Chance {
  readonly #next: () => number

  constructor(seed: number, kind: number, number: number) {
    this.#next = seededNumbers(
      Math.imul(seed + 1, 0x9e37_79b1) ^ Math.imul(kind + 1, 0x85eb_ca77) ^ Math.imul(number, 0xc2b2_ae3d),
    )
  }

  /** A whole number from 0 to below `limit`. */
  below(limit: number): number {
    return limit < 1 ? 0 : this.#next() % limit
  }

  /** True so many times in a hundred. */
  percent(share: number): boolean {
    return this.below(100) < share
  }

  /** Some words that make a sentence. */
  sentence(): string {
    const pick = (words: readonly string[]): string => words[this.below(words.length)] ?? ''
    const things = (): string => `the ${pick(qualities)} ${pick(nouns)}`
    const text = `${things()} ${pick(verbs)} ${things()} and ${pick(verbs)} ${things()}`
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
  }
}

/** A name of two words that belongs to a number; numbers that are far apart share names. */
export function nameOf(number: number): string {
  const quality = qualities[number % qualities.length] ?? ''
  const noun = nouns[Math.floor(number / qualities.length) % nouns.length] ?? ''
  return `${quality.charAt(0).toUpperCase()}${quality.slice(1)} ${noun}`
}
