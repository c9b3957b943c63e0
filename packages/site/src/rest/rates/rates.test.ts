import { routes } from '@spacecrate/confluence'
import { describe, expect, it } from 'vitest'
import { ServedRest } from '../../../testing/served-rest.js'
import { Rates, rateHeaders } from './rates.js'

const rest = new ServedRest(undefined, { rate: 4 })

describe(Rates, () => {
  it('has a bucket for each operation, half as large for changes', () => {
    let now = 0
    const rates = new Rates(100, () => now)
    const taken = (id: keyof typeof routes, path: string): number => {
      let count = 0
      while (rates.take(routes[id], path).wait === 0) count++
      return count
    }
    expect(taken('v2.getPages', '/api/v2/pages')).toBe(100)
    expect(taken('v2.getSpaces', '/api/v2/spaces')).toBe(100)
    expect(taken('v2.createPage', '/api/v2/pages')).toBe(100)
    now += 500
    expect(taken('v2.getPages', '/api/v2/pages')).toBe(50)
    expect(taken('v2.updatePage', '/api/v2/pages/1')).toBe(20)
    now += 2000
    let changes = 0
    for (let id = 0; rates.take(routes['v2.updatePage'], `/api/v2/pages/x${id}`).wait === 0; id++) changes++
    expect(changes).toBe(50)
  })

  it('holds back many writes to one thing', () => {
    let now = 0
    const rates = new Rates(1000, () => now)
    let taken = 0
    for (; now < 30_000; now += 100) if (rates.take(routes['v2.updatePage'], '/api/v2/pages/1').wait === 0) taken++
    expect(taken).toBeGreaterThan(100)
    expect(taken).toBeLessThan(210)
    const refused = rates.take(routes['v2.updatePage'], '/api/v2/pages/1')
    expect(rateHeaders(refused)['ratelimit-reason']).toBe('confluence-per-resource-on-write')
  })
})

describe('rates of a served site', () => {
  it('refuse with the headers of Confluence', async () => {
    const authorization = await rest.authorization('person:ada')
    const ask = (): Promise<Response> => fetch(`${rest.url}/wiki/api/v2/spaces`, { headers: { authorization } })
    const answers = await Promise.all(Array.from({ length: 12 }, ask))
    const refused = answers.find(({ status }) => status === 429)
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThanOrEqual(4)
    expect(Object.fromEntries(refused?.headers ?? [])).toMatchObject({
      'retry-after': '1',
      'x-ratelimit-limit': '4',
      'x-ratelimit-remaining': '0',
      'ratelimit-reason': 'confluence-burst-based',
    })
    expect(await refused?.json()).toEqual({ code: 429, message: 'Rate limit exceeded' })
  })
})
