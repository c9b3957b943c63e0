import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { foundIn } from '../testing/found-records.js'
import { exportInProcess } from '../testing/in-process.js'
import { corpus, hasCorpus, temporaryFolder } from '../testing/places.js'
import { samples, shownBySample } from './public-samples.js'
import { isOf } from './row.js'
import { rows } from './rows.js'

describe('what a public sample has shown', () => {
  const place = temporaryFolder()

  it('is only of rows that there are', () => {
    const ids = new Set(rows.map(({ id }) => id))
    expect(Object.keys(shownBySample).filter((id) => !ids.has(id))).toEqual([])
  })

  it.skipIf(!hasCorpus)(
    'is what is read of them, no row more and none less',
    async () => {
      const shown: Record<string, string> = {}
      for (const sample of samples) {
        const archive = place.at(`${sample}.crate.zip`)
        await exportInProcess(archive, path.join(corpus, sample))
        for (const { stream, record } of (await foundIn(archive)).values()) {
          for (const row of rows) if (isOf(row, stream, record as never)) shown[row.id] ??= sample
        }
      }
      expect(shown).toEqual(shownBySample)
    },
    300_000,
  )
})
