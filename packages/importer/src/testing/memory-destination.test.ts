import { describe, expect, it } from 'vitest'
import { everyCase } from './destination-suite.js'
import { createMemoryDestination } from './memory-destination.js'

describe.each([{ reserves: true }, { reserves: false }])('a destination in memory, %o', (options) => {
  it.each(everyCase)('$name', async ({ run }) => {
    await expect(run(createMemoryDestination(options))).resolves.toBeUndefined()
  })
})
