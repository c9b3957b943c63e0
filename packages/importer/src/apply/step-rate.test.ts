import { expect, it } from 'vitest'
import { StepRate } from './step-rate.js'

it('says how many steps a second were done of late, once it knows', () => {
  let now = 0
  const rate = new StepRate(() => now)
  expect(rate.read(0)).toEqual({})
  now = 100
  expect(rate.read(500)).toEqual({})
  now = 1_000
  expect(rate.read(2_000)).toEqual({ rate: 2_000 })
  // Slower from here on: what was long ago says nothing any more.
  for (now = 2_000; now <= 60_000; now += 1_000) rate.read(2_000 + now / 100)
  expect(rate.read(2_000 + now / 100).rate).toBeCloseTo(10, 0)
})
