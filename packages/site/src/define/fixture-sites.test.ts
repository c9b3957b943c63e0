import { fileURLToPath } from 'node:url'
import { streamNames } from '@spacecrate/format'
import { describe, expect, it } from 'vitest'
import { temporaryPath } from '../../testing/temporary.js'
import type { Site } from '../store/site.js'
import { createDefinedSite } from './create-defined-site.js'

const fixture = (name: string): string => fileURLToPath(new URL(`../../../../fixtures/sites/${name}`, import.meta.url))
const build = async (name: string): Promise<Site> =>
  await createDefinedSite(await temporaryPath(), { from: fixture(name) })

describe('the small site', () => {
  it('has one of every kind, and few of any', async () => {
    await using site = await build('small')
    const counts = streamNames.map((stream) => [stream, site.store.count(stream)] as const)
    expect(counts.filter(([, count]) => count === 0)).toEqual([])
    expect(counts.reduce((sum, [, count]) => sum + count, 0)).toBeLessThan(60)
  })
})
