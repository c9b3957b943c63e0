import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { destinationSuite, type Observed } from './index.js'
import { type Row, threeStreams } from './three-streams.js'

/** It as the rules look at it. */
function observe(): Observed {
  const rows = new Map<string, Row>()
  return {
    destination: threeStreams(rows),
    rows: () => rows.values(),
    mayRead: () => false,
    mayReadSpace: () => false,
    edit: (_stream, id, fields) => {
      const row = rows.get(id)
      if (row !== undefined) rows.set(id, { ...row, record: { ...row.record, ...fields }, written: 'edited' })
    },
    add: (stream, record) => void rows.set(record.id, { stream, record, written: '' }),
  }
}

it('is proved by what the package gives to others', async () => {
  const given = await import('@spacecrate/importer/testing')
  expect(Object.keys(given).sort()).toEqual(['InjectedFault', 'destinationSuite', 'failingDestination'])
})

const { supports } = await observe().destination.describe()
const suite = await destinationSuite(supports)

describe('a made-up destination of three streams', () => {
  it('takes less than 80 lines, and has rules to keep', () => {
    expect([...supports].sort()).toEqual(['groups', 'people', 'spaces'])
    const path = fileURLToPath(new URL('three-streams.ts', import.meta.url))
    expect(readFileSync(path, 'utf8').trimEnd().split('\n').length).toBeLessThan(80)
    expect(suite.length).toBeGreaterThan(10)
  })

  it.each([...suite])('$name', async ({ run }) => {
    await expect(run(observe())).resolves.toBeUndefined()
  })

  it('refuses a step of a stream that it does not support', async () => {
    const { destination } = observe()
    const record = { id: 'label:page:1/global/x', on: 'page:1', name: 'x', prefix: 'global' } as const
    const step = { stream: 'labels', record, translated: record, action: 'create' } as const
    const context = { source: 's', archive: 'a', allow: [], places: new Set<string>(), openBlob: () => [] }
    expect(await destination.apply([step], context)).toMatchObject([
      { status: 'refused', loss: { code: 'KIND_UNSUPPORTED' } },
    ])
  })
})
