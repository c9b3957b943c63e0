import { inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { maxPackedBytes, maxUnpackedBytes } from '../limits.js'
import { packBytes, UnpackedBudget } from './pack-entry.js'

describe(packBytes, () => {
  it('deflates what it is told to, but for what is empty', async () => {
    const bytes = Buffer.from('a line\n'.repeat(1000))
    const deflated = await packBytes('report/a', bytes, 'deflate')
    expect(deflated).toMatchObject({ name: 'report/a', bytes: bytes.length, deflated: true })
    expect(inflateRawSync(deflated.packed)).toEqual(bytes)
    expect((await packBytes('report/a', bytes, 'store')).packed).toEqual(bytes)
    expect(await packBytes('report/a', Buffer.alloc(0), 'deflate')).toMatchObject({ bytes: 0, deflated: false })
  })

  it('makes nothing larger than a reader takes', async () => {
    for (const length of [1, 100, 70_000, 4_000_000]) {
      const noise = Buffer.from(Array.from({ length }, (_, i) => (Math.imul(i + 1, 0x9e3779b1) >>> 13) & 0xff))
      const { packed } = await packBytes('report/a', noise, 'deflate')
      expect(packed.length).toBeLessThanOrEqual(maxPackedBytes(length))
    }
  })
})

describe(UnpackedBudget, () => {
  it('stores what would make an archive unpack to more than a reader takes, and no more than that', async () => {
    const budget = new UnpackedBudget()
    const part = await packBytes('streams/people/0001.ndjson', Buffer.alloc(4 * 1024 * 1024), 'deflate')
    let bytes = 0
    let packed = 0
    let stored = 0
    for (let n = 0; n < 200; n += 1) {
      const taken = budget.take(part)
      bytes += taken.bytes
      packed += taken.packed.length
      if (!taken.deflated) {
        stored += 1
        expect(taken.packed).toBe(part.raw)
      }
      expect(bytes).toBeLessThanOrEqual(maxUnpackedBytes(packed))
    }
    expect(stored).toBe(6)
  })
})
