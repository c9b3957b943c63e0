import { describe, expect, it } from 'vitest'
import { destinationCases } from './destination-cases.js'
import { createMemoryDestination } from './memory-destination.js'
import { siteWideCases } from './site-wide-cases.js'
import { standingCases } from './standing-cases.js'
import { undoingCases } from './undoing-cases.js'

describe.each([{ reserves: true }, { reserves: false }])('a destination in memory, %o', (options) => {
  it.each([...destinationCases, ...undoingCases, ...siteWideCases, ...standingCases])('$name', async ({ run }) => {
    await expect(run(createMemoryDestination(options))).resolves.toBeUndefined()
  })
})
