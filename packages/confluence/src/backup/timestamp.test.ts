import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { errorOf } from './testing/collect.js'
import { isTimeZone, parseTimestamp } from './timestamp.js'

describe(parseTimestamp, () => {
  it.each([
    ['2024-01-02 05:04:05.678', 'UTC', '2024-01-02T05:04:05.678Z'],
    ['2024-01-02 05:04:05', 'UTC', '2024-01-02T05:04:05.000Z'],
    ['2024-01-02 05:04:05.5', 'UTC', '2024-01-02T05:04:05.500Z'],
    ['2024-01-02 05:04:05.123456789', 'UTC', '2024-01-02T05:04:05.123Z'],
    ["'2025-03-07 20:18:37.247'", 'UTC', '2025-03-07T20:18:37.247Z'],
    ['2024-02-29 23:59:59.999', 'Pacific/Kiritimati', '2024-02-29T09:59:59.999Z'],
    ['2024-01-15 12:00:00.000', 'Europe/Berlin', '2024-01-15T11:00:00.000Z'],
    ['2024-07-15 12:00:00.000', 'Europe/Berlin', '2024-07-15T10:00:00.000Z'],
    // The clock is put forward at 02:00 and back at 03:00.
    ['2024-03-31 01:59:59.999', 'Europe/Berlin', '2024-03-31T00:59:59.999Z'],
    ['2024-03-31 02:30:00.000', 'Europe/Berlin', '2024-03-31T01:30:00.000Z'],
    ['2024-03-31 03:00:00.000', 'Europe/Berlin', '2024-03-31T01:00:00.000Z'],
    ['2024-10-27 01:59:00.000', 'Europe/Berlin', '2024-10-26T23:59:00.000Z'],
    ['2024-10-27 02:30:00.000', 'Europe/Berlin', '2024-10-27T00:30:00.000Z'],
    ['2024-10-27 03:00:00.000', 'Europe/Berlin', '2024-10-27T02:00:00.000Z'],
    ['2024-03-10 02:30:00.000', 'America/New_York', '2024-03-10T07:30:00.000Z'],
    ['2024-11-03 01:30:00.000', 'America/New_York', '2024-11-03T05:30:00.000Z'],
    ['2024-04-07 01:45:00.000', 'Australia/Lord_Howe', '2024-04-06T14:45:00.000Z'],
    // Samoa left this day out.
    ['2011-12-30 12:00:00.000', 'Pacific/Apia', '2011-12-30T22:00:00.000Z'],
    ['2024-01-02 05:04:05', '+02:00', '2024-01-02T03:04:05.000Z'],
    ['2024-01-02 05:04:05', 'GMT-03:30', '2024-01-02T08:34:05.000Z'],
    ['2024-01-02 05:04:05', 'UTC+2', '2024-01-02T03:04:05.000Z'],
    ['2024-01-02 05:04:05', '+0545', '2024-01-01T23:19:05.000Z'],
    ['2024-01-02T05:04', 'Z', '2024-01-02T05:04:00.000Z'],
    ['0001-01-01 00:00:00', 'UTC', '0001-01-01T00:00:00.000Z'],
  ])('reads %j in %s', (raw, zone, instant) => {
    expect(parseTimestamp(raw, zone)).toBe(instant)
  })

  it.each([
    '2024-05-35 10:00:00',
    '2023-02-29 10:00:00',
    '2024-13-01 10:00:00',
    '2024-00-01 10:00:00',
    '2024-01-00 10:00:00',
    '2024-01-01 24:00:00',
    '2024-01-01 10:60:00',
    '2024-01-01 10:00:60',
    '2024-01-01',
    '',
    'now',
    '1704171845678',
    '2024-1-1 10:00:00',
    '2024-01-01 10:00:00Z',
    '2024-01-01 10:00:00.1234567890',
    '12024-01-01 10:00:00',
  ])('knows no instant for %j', (raw) => {
    expect(parseTimestamp(raw, 'UTC')).toBeUndefined()
    expect(parseTimestamp(raw, 'Europe/Berlin')).toBeUndefined()
  })

  it('gives no year outside four digits', () => {
    expect(parseTimestamp('0000-01-01 00:00:00', '+02:00')).toBeUndefined()
    expect(parseTimestamp('9999-12-31 23:59:59', '-02:00')).toBeUndefined()
  })

  it.each(['Mars/Olympus', '', '+25:00', 'GMT+99', '../etc'])('knows no zone %j', async (zone) => {
    expect(isTimeZone(zone)).toBe(false)
    const error = await errorOf(() => parseTimestamp('2024-01-01 10:00:00', zone))
    expect([error.code, error.details]).toEqual(['TIME_ZONE_UNKNOWN', { zone }])
  })

  it('finds every instant that a clock shows only once', () => {
    const zones = ['Europe/Berlin', 'America/St_Johns', 'Asia/Tehran', 'Australia/Lord_Howe', 'America/Sao_Paulo']
    const instants = fc.date({ min: new Date('1975-01-01'), max: new Date('2037-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (instant, zone) => {
        const shown = (at: Date): string => at.toLocaleString('sv-SE', { timeZone: zone })
        const local = shown(instant)
        const twice = [-60, -30, 30, 60].some((by) => shown(new Date(instant.getTime() + by * 60_000)) === local)
        const read = new Date(parseTimestamp(local, zone) ?? '')
        expect(shown(read)).toBe(local)
        if (!twice) expect(read.getTime()).toBe(Math.floor(instant.getTime() / 1000) * 1000)
      }),
      { numRuns: 200 },
    )
  })
})
