import { describe, expect, it } from 'vitest'
import { ServedRest, numberIn } from '../../../testing/served-rest.js'
import { openFaultControl } from './fault-control.js'
import { readFaultRules } from './fault-rule.js'
import { Faults } from './faults.js'

const faults = new Faults()
const rest = new ServedRest(undefined, { faults })

async function during<Result>(rules: readonly unknown[], work: () => Promise<Result>): Promise<Result> {
  await rest.get('/api/v2/spaces')
  faults.set(readFaultRules({ faults: rules }))
  try {
    return await work()
  } finally {
    faults.set([])
  }
}

describe('faults on demand', () => {
  it('refuse with the status and the headers that were asked for, so many times', () =>
    during([{ on: 'v2.getSpaces', skip: 1, times: 2, status: 429, retryAfter: '9223372036854775807' }], async () => {
      const answers = [1, 2, 3, 4].map(() => rest.get('/api/v2/spaces'))
      const statuses = []
      for (const answer of answers) statuses.push((await answer).status)
      expect([...statuses].sort((a, b) => a - b)).toEqual([200, 200, 429, 429])
      faults.set(
        readFaultRules({
          faults: [
            { status: 429, retryAfter: 0 },
            { on: 'nothing', status: 500 },
          ],
        }),
      )
      const refused = await rest.get('/api/v2/spaces')
      expect([refused.headers.get('retry-after'), refused.headers.get('ratelimit-reason')]).toEqual([
        '0',
        'confluence-burst-based',
      ])
      expect((await rest.get('/api/v2/pages')).status).toBe(429)
      expect(faults.met).toEqual([2, 0])
    }))

  it.each([500, 502, 503, 504, 410])('refuse with %i', (status) =>
    during([{ on: 'GET /wiki/api/v2/*', every: 2, status }], async () => {
      expect((await rest.get('/api/v2/spaces')).status).toBe(status)
      expect((await rest.get('/api/v2/spaces')).status).toBe(200)
    }),
  )

  it('cut connections, before an answer and within it', async () => {
    await during([{ cut: 'before' }], () => expect(rest.get('/api/v2/spaces')).rejects.toThrow('fetch failed'))
    await during([{ cut: 20 }], () => expect(rest.get('/api/v2/spaces')).rejects.toThrow(/terminated|failed/))
    expect((await rest.get('/api/v2/spaces')).status).toBe(200)
  })

  it('let bodies end early, and come slowly', async () => {
    const whole = await rest.get('/api/v2/spaces')
    const { text } = await during([{ truncate: 20 }], () => getText('/wiki/api/v2/spaces'))
    expect(text).toBe(whole.text.slice(0, 20))
    const slow = await during([{ slow: 100_000 }, { delay: 1 }], () => rest.get('/api/v2/spaces'))
    expect(slow.json).toEqual(whole.json)
  })

  it('let a list change between its pages', async () => {
    const whole = await rest.all('/api/v2/pages?limit=2')
    const repeated = await during([{ on: 'v2.getPages', rows: 'repeat' }], () => rest.all('/api/v2/pages?limit=2'))
    expect(new Set(repeated.map(({ id }) => id)).size).toBeLessThan(repeated.length)
    const dropped = await during([{ on: 'v2.getPages', rows: 'drop' }], () => rest.all('/api/v2/pages?limit=2'))
    expect(dropped.length).toBeLessThan(whole.length)
  })

  it('let one bad ancestor fail a whole batch', () =>
    during([{ on: 'v2.getPages', badAncestor: numberIn(rest.ids.home) }], async () => {
      expect((await rest.get('/api/v2/pages')).status).toBe(404)
      expect((await rest.get(`/api/v2/pages?id=${numberIn(rest.ids.home)}`)).status).toBe(200)
    }))

  it('say how far the index is behind', () => {
    faults.set(readFaultRules({ faults: [{ indexLag: 30 }, { indexLag: 5 }] }))
    expect(faults.indexLag).toBe(30)
    faults.set([])
    expect(faults.indexLag).toBe(0)
  })

  it.each([
    [[], 'a list `faults`'],
    [{ faults: [1] }, '/faults/0 is no object'],
    [{ faults: [{}] }, 'just one of'],
    [{ faults: [{ delay: 1, status: 500 }] }, 'just one of'],
    [{ faults: [{ delay: -1 }] }, '/faults/0/delay'],
    [{ faults: [{ status: 200 }] }, '/faults/0/status'],
    [{ faults: [{ delay: 1, often: 2 }] }, 'means nothing'],
    [{ faults: [{ delay: 1, retryAfter: '1' }] }, 'means nothing'],
    [{ faults: [{ rows: 'swap' }] }, '/faults/0/rows'],
    [{ faults: [{ delay: 1, every: 0 }] }, '/faults/0/every'],
  ])('that make no sense are refused: %j', (value, message) => {
    expect(() => readFaultRules(value)).toThrow(message)
  })
})

describe(openFaultControl, () => {
  it('changes faults for whoever has its secret', async () => {
    const control = await openFaultControl(faults, 0)
    const ask = async (
      method: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<[number, string]> => {
      const authorization = `Bearer ${control.secret}`
      const sent = body === undefined ? {} : { body: JSON.stringify(body) }
      const response = await fetch(control.url, { method, headers: { authorization, ...headers }, ...sent })
      return [response.status, await response.text()]
    }
    expect((await ask('PUT', { faults: [{ on: 'v2.getSpaces', status: 503 }] }))[0]).toBe(204)
    expect((await rest.get('/api/v2/spaces')).status).toBe(503)
    expect(await ask('GET')).toEqual([200, '{"met":[1]}'])
    expect(await ask('PUT', { faults: [{ status: 1 }] })).toEqual([400, expect.stringContaining('/faults/0/status')])
    for (const headers of [{ authorization: 'Bearer x' }, { authorization: '' }, { origin: 'http://127.0.0.1' }]) {
      expect((await ask('DELETE', undefined, headers))[0]).toBe(401)
    }
    expect((await rest.get('/api/v2/spaces')).status).toBe(503)
    expect((await ask('DELETE'))[0]).toBe(204)
    expect((await rest.get('/api/v2/spaces')).status).toBe(200)
    await control.close()
  })
})

async function getText(path: string): Promise<{ readonly text: string }> {
  const response = await fetch(rest.url + path, {
    headers: { authorization: await rest.authorization('person:site-administrator') },
  })
  return { text: await response.text() }
}
