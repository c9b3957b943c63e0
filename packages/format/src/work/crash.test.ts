import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../testing/sample.js'
import { verifyArchive } from '../verify/verify-archive.js'

const path = temporaryFolder()
const script = fileURLToPath(new URL('../testing/crash-writer.mjs', import.meta.url))
const built = existsSync(fileURLToPath(new URL('../../dist/index.js', import.meta.url)))

/** With `SLOW=1` it is killed at every word that it tells, else at every one near the begin and at some later. */
const step = (words: number): number => (process.env['SLOW'] === '1' || words < 3 ? 1 : 13)

/** Runs the writer until it is whole or has told so many words and is killed. Returns what it told. */
function run(work: string, target: string, words: number): string[] {
  const { stdout } = spawnSync(process.execPath, [script, work, target, '40', String(words)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return stdout.split('\n').filter((line) => line !== '')
}

// The writer runs the built package, as a process of its own.
describe.skipIf(!built)('a writer that is killed', () => {
  it('goes on where it was, wherever that is, and ends with the same archive', async () => {
    const whole = path('whole/a.zip')
    const last = run(path('work'), whole, 0).at(-1)
    expect(last).toMatch(/^sealed /)

    const target = path('killed/a.zip')
    const work = path('work')
    const ends = new Set<string>()
    let told: string[] = []
    for (let words = 1; told.at(-1)?.startsWith('sealed') !== true; words += step(words)) {
      told = run(work, target, words)
      ends.add(told.at(-1)?.split(' ')[0] ?? '')
    }
    expect(told.at(-1)).toBe(last)
    for (const end of ['begin', 'page', 'packing', 'verifying']) expect(ends).toContain(end)
    expect(existsSync(work)).toBe(false)
    expect(readdirSync(dirname(target))).toEqual(readdirSync(dirname(whole)))
    expect((await verifyArchive(target)).problems).toEqual([])
  })
})
