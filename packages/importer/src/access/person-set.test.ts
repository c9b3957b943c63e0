import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PersonSet } from './person-set.js'

const numbers = fc.uniqueArray(fc.nat(200))

function setOf(people: readonly number[]): PersonSet {
  const set = new PersonSet()
  for (const person of people) set.add(person)
  return set
}

const sorted = (people: Iterable<number>): number[] => [...people].sort((one, other) => one - other)

describe(PersonSet, () => {
  it('does what sets do', () => {
    fc.assert(
      fc.property(numbers, numbers, (some, others) => {
        const [one, other] = [setOf(some), setOf(others)]
        const [first, second] = [new Set(some), new Set(others)]
        expect([...one]).toEqual(sorted(first))
        expect(one.size).toBe(first.size)
        expect([...one.and(other)]).toEqual(sorted(some.filter((n) => second.has(n))))
        expect([...one.without(other)]).toEqual(sorted(some.filter((n) => !second.has(n))))
        expect(one.equals(other)).toBe(JSON.stringify(sorted(first)) === JSON.stringify(sorted(second)))
        expect(others.map((n) => one.has(n))).toEqual(others.map((n) => first.has(n)))
        expect([...setOf(some).addAll(other)]).toEqual(sorted(new Set([...some, ...others])))
        // Neither operand was changed.
        expect([[...one], [...other]]).toEqual([sorted(first), sorted(second)])
      }),
    )
  })

  it.each([0, 1, 31, 32, 33, 64, 100])('holds the first %i people', (end) => {
    const set = PersonSet.through(end)
    expect([...set]).toEqual(Array.from({ length: end }, (_, n) => n))
    expect(set.has(end)).toBe(false)
  })
})
