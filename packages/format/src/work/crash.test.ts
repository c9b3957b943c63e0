import { spawn } from 'node:child_process'
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
const SLOW = process.env['SLOW'] === '1'
const step = (words: number): number => (words < 4 ? 1 : 6)

/** Runs the writer; kills it without a warning once it has told `words` words. Returns what it told. */
async function run(work: string, target: string, words: number): Promise<string[]> {
  const child = spawn(process.execPath, [script, work, target, '40'], { stdio: ['ignore', 'pipe', 'inherit'] })
  let told = ''
  child.stdout.setEncoding('utf8')
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve())
  })
  child.stdout.on('data', (text: string) => {
    told += text
    if (told.split('\n').length > words) child.kill('SIGKILL')
  })
  await ended
  return told.split('\n').filter((line) => line !== '')
}

// The writer runs the built package, as a process of its own.
describe.skipIf(!built)('a writer that is killed', () => {
  it('goes on where it was, wherever that is, and ends with the same archive', async () => {
    const whole = path('whole/a.zip')
    await import('node:fs/promises').then(({ mkdir }) => mkdir(dirname(whole)))
    const last = (await run(path('work'), whole, 10_000)).at(-1)
    expect(last).toMatch(/^sealed /)

    const target = path('killed/a.zip')
    await import('node:fs/promises').then(({ mkdir }) => mkdir(dirname(target)))
    const work = path('work')
    const ends = new Set<string>()
    let told: string[] = []
    for (let words = 1; words < 200 && told.at(-1)?.startsWith('sealed') !== true; words += SLOW ? 1 : step(words)) {
      told = await run(work, target, words)
      ends.add(told.at(-1)?.split(' ')[0] ?? '')
    }
    expect(told.at(-1)).toBe(last)
    for (const end of ['begin', 'open', 'page', 'packing', 'verifying']) expect(ends).toContain(end)
    expect(existsSync(work)).toBe(false)
    expect(readdirSync(dirname(target))).toEqual(readdirSync(dirname(whole)))
    expect((await verifyArchive(target)).problems).toEqual([])
  })
})
