import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createTerminal } from '../terminal/terminal.js'
import { describeEnd, describeReading } from './describe.js'
import { Gauge } from './gauge.js'
import { startProgress } from './progress.js'

describe(Gauge, () => {
  it('knows rate and time left from the last seconds', () => {
    const gauge = new Gauge(0)
    gauge.read({ stage: 'packing', unit: 'records', done: 0, total: 1000, bytes: 0 }, 0)
    const reading = gauge.read({ stage: 'packing', unit: 'records', done: 200, total: 1000, bytes: 4096 }, 2000)
    expect(reading).toMatchObject({ rate: 100, byteRate: 2048, left: 8000, elapsed: 2000 })
  })

  it('follows a change of speed', () => {
    const gauge = new Gauge(0)
    for (let second = 0; second <= 30; second++) {
      gauge.read({ stage: 's', unit: 'records', done: second * 1000 }, second * 1000)
    }
    let rate = 0
    for (let second = 1; second <= 12; second++) {
      const at = (30 + second) * 1000
      rate = gauge.read({ stage: 's', unit: 'records', done: 30_000 + second * 10 }, at).rate
    }
    expect(rate).toBeCloseTo(10, 0)
  })

  it('promises nothing before it knows', () => {
    const reading = new Gauge(0).read({ stage: 's', unit: 'records', done: 5, total: 10 }, 1)
    expect(reading.rate).toBe(0)
    expect(reading).not.toHaveProperty('left')
  })
})

describe(describeReading, () => {
  const reading = {
    stage: 'packing',
    unit: 'bytes',
    done: 1 << 20,
    total: 1 << 22,
    elapsed: 1000,
    rate: 0,
    byteRate: 0,
  }

  it('shows share, amount, speed and time left', () => {
    const line = describeReading({ ...reading, byteRate: 1 << 20, left: 3000 }, () => '[bar]')
    expect(line).toBe('packing     [bar]   25 %  1.00 MiB of 4.00 MiB  1.00 MiB/s  3.0 s left')
  })

  it('shows a count where the end is unknown', () => {
    const { total: _, ...open } = { ...reading, unit: 'records', done: 1234, bytes: 2048, rate: 10 }
    expect(describeReading(open)).toBe('packing     1\u202F234 records  2.00 KiB  10/s')
  })

  it('says how a stage ended', () => {
    expect(describeEnd({ ...reading, elapsed: 1500 })).toBe('packing     1.00 MiB  1.5 s')
  })
})

describe(startProgress, () => {
  const record = (isTTY: boolean): { readonly stream: Writable; readonly text: () => string } => {
    let text = ''
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        text += chunk.toString()
        done()
      },
    })
    return { stream: Object.assign(stream, { isTTY, columns: 80 }), text: () => text }
  }

  it('writes one plain line per stage where nobody looks', () => {
    const { stream, text } = record(false)
    const progress = startProgress(createTerminal(stream, stream, {}), false)
    for (let done = 0; done <= 1000; done++) progress.update({ stage: 'reading', unit: 'records', done })
    for (let done = 0; done <= 1000; done++) progress.update({ stage: 'packing', unit: 'records', done })
    progress.end()
    progress.end()
    expect(text()).toMatch(
      /^reading {4} 1\u202F000 records {2}\d\.\d\d s\npacking {4} 1\u202F000 records {2}\d\.\d\d s\n$/,
    )
  })

  it('leaves a line per stage on a terminal and cleans up after itself', () => {
    const { stream, text } = record(true)
    const progress = startProgress(createTerminal(stream, stream, { NO_COLOR: '1' }), false)
    progress.update({ stage: 'reading', unit: 'records', done: 1, total: 2 })
    progress.end()
    expect(text()).toContain('50 %')
    expect(text()).toMatch(/✓ reading {5}1 records {2}\d\.\d\d s\n$/)
    expect(text()).toContain('\u001B[?25h')
  })

  it('says nothing when silent', () => {
    const { stream, text } = record(true)
    const progress = startProgress(createTerminal(stream, stream, {}), true)
    progress.update({ stage: 'reading', unit: 'records', done: 1 })
    progress.end()
    expect(text()).toBe('')
  })
})
