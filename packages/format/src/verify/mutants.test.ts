import { writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { ArchiveError } from '../error.js'
import { loadOriginal, mutateArchive, type Original } from '../testing/mutate-archive.js'
import { rebuild } from '../testing/rebuild.js'
import { sealSample, temporaryFolder } from '../testing/sample.js'
import { verifyArchive } from './verify-archive.js'

const path = temporaryFolder()
const mutants = process.env['SLOW'] === '1' ? 5000 : 200
const firstSeed = 1
const nothing: Original = { bytes: Buffer.alloc(0), entries: new Map() }

describe('an archive in which one thing was changed', () => {
  let original: Original | undefined

  beforeAll(async () => {
    const file = path('a.zip')
    await sealSample(path('work'), file)
    original = await loadOriginal(file)
  })

  it('is good before it was changed, packed anew as well', async () => {
    const file = path('again.zip')
    if (original !== undefined) writeFileSync(file, rebuild(original.entries))
    expect((await verifyArchive(file)).problems).toEqual([])
  })

  it('is never accepted, and never the end of the program', { timeout: 600_000 }, async () => {
    const accepted: string[] = []
    const file = path('changed.zip')
    for (let n = 0; n < mutants; n += 1) {
      const seed = firstSeed + n
      const { what, bytes } = mutateArchive(original ?? nothing, seed)
      writeFileSync(file, bytes)
      const outcome: unknown = await verifyArchive(file).then(
        ({ valid }) => valid,
        (error: unknown) => (error instanceof ArchiveError ? false : error),
      )
      if (outcome !== false) accepted.push(`seed ${seed}: ${what}: ${String(outcome)}`)
    }
    expect(accepted).toEqual([])
  })
})
