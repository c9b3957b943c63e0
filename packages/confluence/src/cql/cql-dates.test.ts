import { describe, expect, it } from 'vitest'
import { dateFunction, dateSpan } from './cql-dates.js'

const written = (instant: number | undefined): string | undefined =>
  instant === undefined ? undefined : new Date(instant).toISOString()

describe(dateSpan, () => {
  it.each([
    ['2024-03-05', 'UTC', '2024-03-05T00:00:00.000Z', '2024-03-06T00:00:00.000Z'],
    ['2024/3/5', 'UTC', '2024-03-05T00:00:00.000Z', '2024-03-06T00:00:00.000Z'],
    ['2024-03-05 07:30', 'UTC', '2024-03-05T07:30:00.000Z', '2024-03-05T07:31:00.000Z'],
    ['2024/03/05 7:30', 'Asia/Kolkata', '2024-03-05T02:00:00.000Z', '2024-03-05T02:01:00.000Z'],
    // The day on which clocks go forward has 23 hours.
    ['2024-03-31', 'Europe/Berlin', '2024-03-30T23:00:00.000Z', '2024-03-31T22:00:00.000Z'],
    ['2024-01-01', 'America/New_York', '2024-01-01T05:00:00.000Z', '2024-01-02T05:00:00.000Z'],
  ])('takes %s in %s', (text, zone, from, until) => {
    const span = dateSpan(text, zone)
    expect([written(span?.from), written(span?.until)]).toEqual([from, until])
  })

  it.each([
    '',
    '2024-13-01',
    '2024-02-30',
    '05.03.2024',
    '2024-03-05 24:00',
    '2024-03-05 07:30:00',
    'yesterday',
    '-4w',
  ])('takes %j for no date', (text) => expect(dateSpan(text, 'UTC')).toBeUndefined())
})

describe(dateFunction, () => {
  // A Wednesday.
  const now = Date.parse('2024-07-10T22:30:15.500Z')
  it.each<[string, string[], string, string]>([
    ['now', [], 'UTC', '2024-07-10T22:30:15.500Z'],
    ['now', ['-4w'], 'UTC', '2024-06-12T22:30:15.500Z'],
    ['NOW', ['30m'], 'UTC', '2024-07-10T23:00:15.500Z'],
    ['now', ['-1M'], 'UTC', '2024-06-10T22:30:15.500Z'],
    ['startOfDay', [], 'UTC', '2024-07-10T00:00:00.000Z'],
    ['startOfDay', [], 'Europe/Berlin', '2024-07-10T22:00:00.000Z'],
    ['startOfDay', ['-1'], 'UTC', '2024-07-09T00:00:00.000Z'],
    ['startOfDay', ['+3h'], 'UTC', '2024-07-10T03:00:00.000Z'],
    ['endOfDay', ['-1d'], 'UTC', '2024-07-09T23:59:59.999Z'],
    ['startOfWeek', [], 'UTC', '2024-07-07T00:00:00.000Z'],
    ['endOfWeek', ['1'], 'UTC', '2024-07-20T23:59:59.999Z'],
    ['startOfMonth', ['-1M'], 'UTC', '2024-06-01T00:00:00.000Z'],
    ['endOfMonth', [], 'UTC', '2024-07-31T23:59:59.999Z'],
    ['endOfMonth', ['-15d'], 'UTC', '2024-07-16T23:59:59.999Z'],
    ['endOfMonth', ['-5M'], 'UTC', '2024-02-29T23:59:59.999Z'],
    ['startOfYear', [], 'America/New_York', '2024-01-01T05:00:00.000Z'],
    ['endOfYear', ['-1y'], 'UTC', '2023-12-31T23:59:59.999Z'],
    ['startOfYear', ['-999999y'], 'UTC', '-271821-04-20T00:00:00.000Z'],
  ])('takes %s(%j) in %s', (name, values, zone, expected) => {
    expect(written(dateFunction(name, values, now, zone))).toBe(expected)
  })

  it.each([['x'], ['1 d'], ['1dd'], ['1234567d'], ['1', '2']])('takes no %j', (...values) => {
    expect(dateFunction('startOfDay', values, now, 'UTC')).toBeUndefined()
  })
})
